using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>
/// Activations of eight numbers at once. For generated code. NaN passes through all of them, on every machine: see
/// <see cref="Max(Vector256{float}, Vector256{float})"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary><c>max(0, x)</c>, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReLU(Vector256<float> x) => AtLeast(x, 0);

    /// <summary><c>min(max(0, x), 6)</c>, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReLU6(Vector256<float> x) => Clip(x, 0, 6);

    /// <summary><c>min(max(minimum, x), maximum)</c>, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x, float minimum, float maximum) => AtMost(AtLeast(x, minimum), maximum);

    /// <summary><c>x</c> above zero, <c>slope * x</c> below, for slopes from 0 to 1. At most half an ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyReLU(Vector256<float> x, float slope) => PReLU(x, Vector256.Create(slope));

    /// <summary><c>x</c> above zero, <c>slopes * x</c> below. At most half an ulp off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> PReLU(Vector256<float> x, Vector256<float> slopes)
        => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), x * slopes, x);

    /// <summary>
    /// <c>min(max(0, x + 3), 6) / 6</c>. The sum is exact near -3, where a product of x and 1/6 would leave few digits. At most 1.5 ulp off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid(Vector256<float> x) => ReLU6(x + Vector256.Create(3f)) * (1f / 6);

    /// <summary>
    /// <c>x * HardSigmoid(x)</c>. Below -3 it is 0, of minus infinity too, whose product with 0 would be NaN. At most 2.5 ulp off.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSwish(Vector256<float> x)
        => AtLeast(x, -3) * HardSigmoid(x);

    /// <summary>The largest of the eight. If one of them is NaN, the result may be NaN or the largest of the others: Softmax is NaN either way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector256<float> x)
    {
        Vector128<float> four = Vector128.MaxNative(x.GetLower(), x.GetUpper());
        Vector128<float> two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }
}
