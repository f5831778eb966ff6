using System.Globalization;

namespace CnnGen.Generator.Emission;

/// <summary>Values as C# writes them.</summary>
internal static class Literals
{
    /// <summary>A float, exactly.</summary>
    public static string Float(float value)
        => float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
            : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    /// <summary>A double, exactly.</summary>
    public static string Double(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A string. Letters stand as they are; what ends a line, or shows as nothing or in another order, is written by its number.</summary>
    public static string Quote(string text) => $"\"{string.Concat(text.Select(Escaped))}\"";

    private static string Escaped(char letter) => letter switch
    {
        '\\' or '"' => $"\\{letter}",
        '\n' => "\\n",
        _ => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                ? $"\\u{(int)letter:X4}"
                : $"{letter}",
    };
}
