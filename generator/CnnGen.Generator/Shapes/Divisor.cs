namespace CnnGen.Generator.Shapes;

internal static class Divisor
{
    /// <summary>The greatest number that divides both (Euclid).</summary>
    public static int GreatestCommon(int a, int b) => b == 0 ? a : GreatestCommon(b, a % b);
}
