using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>
/// Activations of eight numbers at once. For generated code. <c>MaxNative</c> gives its second operand where one is not a number, so
/// that NaN passes through.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary><c>max(0, x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReLU(Vector256<float> x) => Vector256.MaxNative(Vector256<float>.Zero, x);

    /// <summary><c>min(max(0, x), 6)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReLU6(Vector256<float> x)
        => Vector256.MinNative(Vector256.Create(6f), Vector256.MaxNative(Vector256<float>.Zero, x));

    /// <summary><c>x</c> above zero, <c>slope * x</c> below, for slopes from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyReLU(Vector256<float> x, float slope)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), x * slope, x);

    /// <summary><c>x</c> above zero, <c>alpha * (exp(x) - 1)</c> below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ELU(Vector256<float> x, float alpha)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), ExpMinusOne(x) * alpha, x);

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
        => Vector256<float>.One / (Vector256<float>.One + Vector256.Exp(-x));

    /// <summary>
    /// The hyperbolic tangent: <c>-u / (u + 2)</c> with <c>u = exp(-2|x|) - 1</c>, and x's sign.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        // exp(-2 * 10) is below half an ulp of 1: a larger number changes nothing. Min as written lets NaN through.
        Vector256<float> clamped = Vector256.MinNative(Vector256.Create(10f), Vector256.Abs(x));
        Vector256<float> u = ExpMinusOne(clamped * -2f);
        Vector256<float> magnitude = -u / (u + Vector256.Create(2f));
        return Vector256.CopySign(magnitude, x);
    }

    /// <summary>The largest of the eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector256<float> x)
    {
        Vector128<float> four = Vector128.MaxNative(x.GetLower(), x.GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>
    /// <c>exp(x) - 1</c>, also right near zero, where the subtraction would leave few digits: there, Taylor's series to x^7, whose
    /// next term is below 1e-8 of the sum for |x| up to 0.5.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpMinusOne(Vector256<float> x)
    {
        Vector256<float> series = Vector256.MultiplyAddEstimate(x, Vector256.Create(1f / 5040), Vector256.Create(1f / 720));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1f / 120));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1f / 24));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1f / 6));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(1f / 2));
        series = Vector256.MultiplyAddEstimate(x * x, series, x);
        Vector256<float> direct = Vector256.Exp(x) - Vector256<float>.One;
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(0.5f)), series, direct);
    }
}
