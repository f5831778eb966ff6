using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Runtime;

/// <content>
/// Largest and smallest numbers, with one meaning on every machine: a result is NaN where an operand is. ARM64 and WebAssembly have
/// instructions for that. Those of x64 give their second operand where either is NaN: they suffice where the first one is a constant; else
/// a comparison puts the first operand's NaN into the result. Of a zero and a negative zero, either may be the result.
/// </content>
public static partial class VectorMath
{
    private static bool IsX86With512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;
    }

    private static bool IsX86With256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && Avx.IsSupported;
    }

    /// <summary><c>max(minimum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AtLeast(Vector256<float> x, float minimum)
        => IsX86With256 ? Avx.Max(Vector256.Create(minimum), x) : Vector256.Create(AtLeast(x.GetLower(), minimum), AtLeast(x.GetUpper(), minimum));

    /// <summary><c>min(maximum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AtMost(Vector256<float> x, float maximum)
        => IsX86With256 ? Avx.Min(Vector256.Create(maximum), x) : Vector256.Create(AtMost(x.GetLower(), maximum), AtMost(x.GetUpper(), maximum));

    /// <summary>The larger of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> one, Vector256<float> other)
        => IsX86With256
            ? Vector256.ConditionalSelect(Vector256.Equals(one, one), Avx.Max(one, other), one)
            : Vector256.Create(Max(one.GetLower(), other.GetLower()), Max(one.GetUpper(), other.GetUpper()));

    /// <summary>The largest of three; NaN where one of them is. Cheaper than <c>Max</c> twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> largest, Vector256<float> one, Vector256<float> other)
        => IsX86With256
            ? Avx.Max(Avx.Max(one, other), largest) | Avx.CompareUnordered(one, other)
            : Vector256.Create(Max(largest.GetLower(), one.GetLower(), other.GetLower()), Max(largest.GetUpper(), one.GetUpper(), other.GetUpper()));

    /// <summary>The smaller of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> one, Vector256<float> other)
        => IsX86With256
            ? Vector256.ConditionalSelect(Vector256.Equals(one, one), Avx.Min(one, other), one)
            : Vector256.Create(Min(one.GetLower(), other.GetLower()), Min(one.GetUpper(), other.GetUpper()));

    /// <summary><c>max(minimum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AtLeast(Vector512<float> x, float minimum)
        => IsX86With512 ? Avx512F.Max(Vector512.Create(minimum), x) : Vector512.Create(AtLeast(x.GetLower(), minimum), AtLeast(x.GetUpper(), minimum));

    /// <summary><c>min(maximum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AtMost(Vector512<float> x, float maximum)
        => IsX86With512 ? Avx512F.Min(Vector512.Create(maximum), x) : Vector512.Create(AtMost(x.GetLower(), maximum), AtMost(x.GetUpper(), maximum));

    /// <summary>The larger of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> one, Vector512<float> other)
        => IsX86With512
            ? Vector512.ConditionalSelect(Vector512.Equals(one, one), Avx512F.Max(one, other), one)
            : Vector512.Create(Max(one.GetLower(), other.GetLower()), Max(one.GetUpper(), other.GetUpper()));

    /// <summary>The largest of three; NaN where one of them is. Cheaper than <c>Max</c> twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> largest, Vector512<float> one, Vector512<float> other)
        => IsX86With512
            ? Avx512F.Max(Avx512F.Max(one, other), largest) | Avx512F.CompareUnordered(one, other)
            : Vector512.Create(Max(largest.GetLower(), one.GetLower(), other.GetLower()), Max(largest.GetUpper(), one.GetUpper(), other.GetUpper()));

    /// <summary>The smaller of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Min(Vector512<float> one, Vector512<float> other)
        => IsX86With512
            ? Vector512.ConditionalSelect(Vector512.Equals(one, one), Avx512F.Min(one, other), one)
            : Vector512.Create(Min(one.GetLower(), other.GetLower()), Min(one.GetUpper(), other.GetUpper()));

    /// <summary><c>max(minimum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtLeast(Vector128<float> x, float minimum)
        => Sse.IsSupported ? Sse.Max(Vector128.Create(minimum), x) : Vector128.Max(Vector128.Create(minimum), x);

    /// <summary><c>min(maximum, x)</c>; NaN where x is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtMost(Vector128<float> x, float maximum)
        => Sse.IsSupported ? Sse.Min(Vector128.Create(maximum), x) : Vector128.Min(Vector128.Create(maximum), x);

    /// <summary>The larger of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> one, Vector128<float> other)
        => Sse.IsSupported
            ? Vector128.ConditionalSelect(Vector128.Equals(one, one), Sse.Max(one, other), one)
            : Vector128.Max(one, other);

    /// <summary>The largest of three; NaN where one of them is. Cheaper than <c>Max</c> twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> largest, Vector128<float> one, Vector128<float> other)
        => Sse.IsSupported
            ? Sse.Max(Sse.Max(one, other), largest) | Sse.CompareUnordered(one, other)
            : Vector128.Max(Vector128.Max(one, other), largest);

    /// <summary>The smaller of two; NaN where one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> one, Vector128<float> other)
        => Sse.IsSupported
            ? Vector128.ConditionalSelect(Vector128.Equals(one, one), Sse.Min(one, other), one)
            : Vector128.Min(one, other);
}
