using System.Globalization;

namespace CnnGen.Import.Write;

/// <summary>Numbers as one would type them.</summary>
internal static class Numbers
{
    /// <summary>The same of a number that may be infinite, in one of C#'s constants.</summary>
    public static string OrInfinity(double value)
        => double.IsFinite(value) ? Text((float)value) : value < 0 ? "double.NegativeInfinity" : "double.PositiveInfinity";

    /// <summary>The shortest text that gives the float again, as a C# number: <c>0.1</c>, <c>1e-5</c>.</summary>
    /// <exception cref="Translate.UnsupportedNodeException">It is not finite.</exception>
    public static string Text(float value)
    {
        if (!float.IsFinite(value))
        {
            throw new Translate.UnsupportedNodeException($"one of its numbers is {value.ToString(CultureInfo.InvariantCulture)}: the file is corrupt. Export it again.");
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e", StringComparison.Ordinal)
            .Replace("E-", "e-", StringComparison.Ordinal).Replace("E+", "e", StringComparison.Ordinal);
    }
}
