using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

public static partial class VectorMath
{
    /// <summary><c>max(0, x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLU(Vector512<float> x) => AtLeast(x, 0);

    /// <summary><c>min(max(0, x), 6)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ReLU6(Vector512<float> x) => Clip(x, 0, 6);

    /// <summary><c>min(max(minimum, x), maximum)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clip(Vector512<float> x, float minimum, float maximum) => AtMost(AtLeast(x, minimum), maximum);

    /// <summary><c>x</c> above zero, <c>slope * x</c> below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyReLU(Vector512<float> x, float slope)
        => Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), x * slope, x);

    /// <summary><c>min(max(0, x + 3), 6) / 6</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSigmoid(Vector512<float> x) => ReLU6(x + Vector512.Create(3f)) * (1f / 6);

    /// <summary><c>x * HardSigmoid(x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HardSwish(Vector512<float> x) => AtLeast(x, -3) * HardSigmoid(x);

    /// <summary><c>max(0, x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ReLU(Vector128<float> x) => AtLeast(x, 0);

    /// <summary><c>min(max(0, x), 6)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ReLU6(Vector128<float> x) => Clip(x, 0, 6);

    /// <summary><c>min(max(minimum, x), maximum)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clip(Vector128<float> x, float minimum, float maximum) => AtMost(AtLeast(x, minimum), maximum);

    /// <summary><c>x</c> above zero, <c>slope * x</c> below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LeakyReLU(Vector128<float> x, float slope)
        => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), x * slope, x);

    /// <summary><c>min(max(0, x + 3), 6) / 6</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HardSigmoid(Vector128<float> x) => ReLU6(x + Vector128.Create(3f)) * (1f / 6);

    /// <summary><c>x * HardSigmoid(x)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HardSwish(Vector128<float> x) => AtLeast(x, -3) * HardSigmoid(x);
}
