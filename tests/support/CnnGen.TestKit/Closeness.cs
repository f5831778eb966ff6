using System.Globalization;

namespace CnnGen.TestKit;

/// <summary>Compares results.</summary>
public static class Closeness
{
    /// <summary>The first element that is further away than the tolerance times the output's scale, in words; null if none.</summary>
    /// <param name="leastScale">Less than this is what is left where larger numbers cancel out.</param>
    public static string? Difference(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance = 1e-5, double leastScale = 0.05)
    {
        if (expected.Length != actual.Length)
        {
            return $"length: expected {expected.Length}, found {actual.Length}";
        }

        double scale = leastScale;
        foreach (double value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * scale))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"element {i} of {expected.Length}: expected {expected[i]:G9}, found {actual[i]:G9}, scale {scale:G3}");
            }
        }

        return null;
    }
}
