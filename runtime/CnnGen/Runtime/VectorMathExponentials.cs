using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <content>
/// What exponentials are made into. Errors are stated in ulp, units in the last place of the result, and hold for all floats, in the tails
/// too, down to the last results that are not 0, on machines that multiply and add in one operation and on those that do not. VectorMathTests
/// measures them on some of the floats, the worst of all among them. Exponentials are of numbers below zero only, so that none overflows.
/// </content>
public static partial class VectorMath
{
    /// <summary>SELU's slope above zero. Klambauer et al., "Self-Normalizing Neural Networks", 2017.</summary>
    private const float SeluScale = 1.0507009873554804934f;

    /// <summary>SELU's scale times its alpha, 1.6732632423543772848.</summary>
    private const float SeluScaledAlpha = 1.7580993408473768599f;

    /// <summary><c>x</c> above zero, <c>alpha * (exp(x) - 1)</c> below. At most 2 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ELU(Vector256<float> x, float alpha)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), ExpMinusOne(x) * alpha, x);

    /// <summary><c>scale * x</c> above zero, <c>scale * alpha * (exp(x) - 1)</c> below. At most 2.2 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SELU(Vector256<float> x)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), ExpMinusOne(x) * SeluScaledAlpha, x * SeluScale);

    /// <summary><c>1 / (1 + exp(-x))</c>; below zero <c>exp(x) / (1 + exp(x))</c>. At most 2.5 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        Vector256<float> power = Exp(-Vector256.Abs(x));
        Vector256<float> numerator = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), power, Vector256<float>.One);
        return numerator / (Vector256<float>.One + power);
    }

    /// <summary>The hyperbolic tangent: <c>-u / (u + 2)</c> with <c>u = exp(-2|x|) - 1</c>, and x's sign. At most 2.6 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> u = ExpMinusOne(Vector256.Abs(x) * -2f);
        return Vector256.CopySign(-u / (u + Vector256.Create(2f)), x);
    }

    /// <summary><c>log(1 + exp(x))</c>, as <c>max(0, x) + log(1 + exp(-|x|))</c>. At most 3 ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => ReLU(x) + LogOfOnePlus(Exp(-Vector256.Abs(x)));

    /// <summary>
    /// <c>x * Sigmoid(x)</c>. Far below zero the sigmoid has few digits or none where the product still has all: there, <c>exp(-32)</c> is
    /// multiplied last. At most 3.5 ulp off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SiLU(Vector256<float> x)
    {
        // At -128 the product is 0; minus infinity times 0 would be NaN.
        x = AtLeast(x, -128);
        Vector256<float> isFar = Vector256.LessThan(x, Vector256.Create(-64f));
        Vector256<float> power = Exp((isFar & Vector256.Create(32f)) - Vector256.Abs(x));
        Vector256<float> numerator = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), x * power, x);
        Vector256<float> scale = Vector256.ConditionalSelect(isFar, Vector256.Create(1.2664166e-14f), Vector256<float>.One);
        return numerator / (Vector256<float>.One + power) * scale;
    }

    /// <summary>
    /// <c>x * P(x)</c> with P the normal distribution, <c>(1 + erf(x / sqrt(2))) / 2</c>; as <c>max(0, x) - |x| * P(-|x|)</c>. At most 6.5
    /// ulp off; 6 on machines that multiply and add in one operation.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GELU(Vector256<float> x)
    {
        // |x| * P(-|x|) is 0 from 15 on.
        return ReLU(x) - TimesNormalTail(AtMost(Vector256.Abs(x), 16));
    }

    /// <summary>
    /// x times the normal distribution at -x, for x from 0 to 16: <c>exp(-x^2 / 2)</c> times a quotient of polynomials, whose coefficients
    /// are all above zero, so that no digits are lost. The quotient is off by at most 1e-8 of itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TimesNormalTail(Vector256<float> x)
    {
        // The exponential multiplies its argument's error by the argument: what is lost in squaring is handed on.
        Vector256<float> square = x * x;
        Vector256<float> lost = Vector256.FusedMultiplyAdd(x, x, -square);
        Vector256<float> power = Exp(square * -0.5f, lost * -0.5f);

        // Even and odd powers apart: fewer roundings follow one another.
        Vector256<float> even = Vector256.MultiplyAddEstimate(square, Vector256.Create(0.00415331521f), Vector256.Create(0.183970365f));
        even = Vector256.MultiplyAddEstimate(square, even, Vector256.Create(0.5f));
        Vector256<float> odd = Vector256.MultiplyAddEstimate(square, Vector256.Create(0.0408816039f), Vector256.Create(0.439284778f));
        Vector256<float> numerator = Vector256.MultiplyAddEstimate(x, odd, even);

        even = Vector256.MultiplyAddEstimate(square, Vector256.Create(0.102481102f), Vector256.Create(1.20555288f));
        even = Vector256.MultiplyAddEstimate(square, even, Vector256<float>.One);
        odd = Vector256.MultiplyAddEstimate(square, Vector256.Create(0.0104107057f), Vector256.Create(0.471411978f));
        odd = Vector256.MultiplyAddEstimate(square, odd, Vector256.Create(1.67645456f));
        Vector256<float> denominator = Vector256.MultiplyAddEstimate(x, odd, even);
        return power * (x * numerator / denominator);
    }

    /// <summary>
    /// <c>exp(x)</c> for x of at most 0: <c>2^n * exp(r)</c> with r of at most half a <c>log(2)</c>, whose exponential is a polynomial which is
    /// off by at most 1.1e-8 of itself. At most 1.1 ulp off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp(x, Vector256<float>.Zero);

    /// <summary><c>exp(x + rest)</c>, for a rest that is too small to change x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x, Vector256<float> rest)
    {
        // At -104 the result is 0.
        x = AtLeast(x, -104);

        // 1.5 * 2^23 has no room for a fraction: a sum with it is rounded, and its last bits are the whole number.
        Vector256<float> rounder = Vector256.Create(12582912f);
        Vector256<float> rounded = Vector256.MultiplyAddEstimate(x, Vector256.Create(1.4426950f), rounder);
        Vector256<float> n = rounded - rounder;

        // log(2) in two parts: the first has so few digits that its product with n is exact.
        Vector256<float> r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-0.693145751953125f), x);
        r += Vector256.MultiplyAddEstimate(n, Vector256.Create(-1.42860682e-6f), rest);

        Vector256<float> series = Vector256.MultiplyAddEstimate(r, Vector256.Create(0.0013926909f), Vector256.Create(0.0083637731f));
        series = Vector256.MultiplyAddEstimate(r, series, Vector256.Create(0.041666549f));
        series = Vector256.MultiplyAddEstimate(r, series, Vector256.Create(0.16666573f));
        series = Vector256.MultiplyAddEstimate(r, series, Vector256.Create(0.5f));
        series = Vector256<float>.One + Vector256.MultiplyAddEstimate(r * r, series, r);

        // 2^n may be too small for one float: it is multiplied in two steps, the first of which is exact.
        Vector256<int> power = rounded.AsInt32() - rounder.AsInt32();
        Vector256<int> half = power >> 1;
        return series * PowerOfTwo(half) * PowerOfTwo(power - half);
    }

    /// <summary>2 to the power of n, for those that have a float of full precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<int> n) => ((n + Vector256.Create(127)) << 23).AsSingle();

    /// <summary>
    /// <c>exp(x) - 1</c> for x of at most 0. Below -0.7 the subtraction is exact; nearer to zero it would leave few digits, so that there
    /// a polynomial is taken, which is off by at most 2e-9 of itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpMinusOne(Vector256<float> x)
    {
        Vector256<float> series = Vector256.MultiplyAddEstimate(x, Vector256.Create(0.00015318509f), Vector256.Create(0.0013549321f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.0083212825f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.041664712f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.16666655f));
        series = Vector256.MultiplyAddEstimate(x, series, Vector256.Create(0.5f));
        series = Vector256.MultiplyAddEstimate(x * x, series, x);
        Vector256<float> direct = Exp(x) - Vector256<float>.One;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-0.7f)), direct, series);
    }

    /// <summary>
    /// <c>log(1 + x)</c> for x from 0 to 1, as <c>2 artanh(t / 2)</c> with <c>t = 2x / (2 + x)</c>, by a polynomial which is off by at most
    /// 2e-8 of itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfOnePlus(Vector256<float> x)
    {
        Vector256<float> t = (x + x) / (x + Vector256.Create(2f));
        Vector256<float> square = t * t;
        Vector256<float> series = Vector256.MultiplyAddEstimate(square, Vector256.Create(0.00052444334f), Vector256.Create(0.0022059858f));
        series = Vector256.MultiplyAddEstimate(square, series, Vector256.Create(0.012502363f));
        series = Vector256.MultiplyAddEstimate(square, series, Vector256.Create(0.0833333f));
        return Vector256.MultiplyAddEstimate(t * square, series, t);
    }
}
