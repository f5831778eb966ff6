using System.Globalization;
using CnnGen.Generator.Diagnostics;

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

    /// <summary>A string.</summary>
    public static string Quote(string text) => OutsideText.Literal(text);
}
