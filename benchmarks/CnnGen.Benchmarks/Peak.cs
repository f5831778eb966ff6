using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Benchmarks;

/// <summary>What this core can do, measured: the figures that the planner's cost model (CostModel.cs) is made of.</summary>
internal static unsafe class Peak
{
    private const int Steps = 4096;
    private const int Sums = 10;

    /// <summary>Multiply-adds without a load: GFLOP/s at the width that the machine prefers.</summary>
    public static double Gigaflops() => Math.Max(Gigaflops(Multiply256, 8), Vector512.IsHardwareAccelerated ? Gigaflops(Multiply512, 16) : 0);

    public static double Gigaflops256() => Gigaflops(Multiply256, 8);

    public static double Gigaflops512() => Gigaflops(Multiply512, 16);

    /// <summary>Nanoseconds from a multiply-add to one that waits for it.</summary>
    public static double LatencyNanoseconds() => Best(() => Chain(1.0001f)) * 1000 / Steps;

    /// <summary>Gigabytes a second that vectors of a buffer are loaded with, again and again.</summary>
    public static double GigabytesPerSecond(int bytes)
    {
        Runtime.AlignedBuffer buffer = new(bytes / sizeof(float));
        int length = bytes / sizeof(float) / 64 * 64;
        new Span<float>(buffer.Pointer, length).Fill(1); // Pages that were never written are all the same page of zeros.
        double microseconds = Best(() => Load(buffer.Pointer, length));
        return length * sizeof(float) / microseconds / 1000;
    }

    /// <summary>Loads a multiple of 64 floats.</summary>
    public static void Read(float* values, int length) => s_sink = Load(values, length);

    private static double Gigaflops(Func<float, float> multiply, int lanes)
        => Steps * Sums * lanes * 2 / (Best(() => multiply(1.0001f)) * 1000);

    private static double Best(Func<float> action) => Timing.Interleaved([() => s_sink = action()], rounds: 5, secondsOfRound: 0.05)[0];

    private static float s_sink;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply256(float factor)
    {
        Vector256<float> x = Vector256.Create(factor), y = Vector256.Create(0.001f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector256.MultiplyAddEstimate(x, y, a);
            b = Vector256.MultiplyAddEstimate(x, y, b);
            c = Vector256.MultiplyAddEstimate(x, y, c);
            d = Vector256.MultiplyAddEstimate(x, y, d);
            e = Vector256.MultiplyAddEstimate(x, y, e);
            f = Vector256.MultiplyAddEstimate(x, y, f);
            g = Vector256.MultiplyAddEstimate(x, y, g);
            h = Vector256.MultiplyAddEstimate(x, y, h);
            i = Vector256.MultiplyAddEstimate(x, y, i);
            j = Vector256.MultiplyAddEstimate(x, y, j);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply512(float factor)
    {
        Vector512<float> x = Vector512.Create(factor), y = Vector512.Create(0.001f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector512.MultiplyAddEstimate(x, y, a);
            b = Vector512.MultiplyAddEstimate(x, y, b);
            c = Vector512.MultiplyAddEstimate(x, y, c);
            d = Vector512.MultiplyAddEstimate(x, y, d);
            e = Vector512.MultiplyAddEstimate(x, y, e);
            f = Vector512.MultiplyAddEstimate(x, y, f);
            g = Vector512.MultiplyAddEstimate(x, y, g);
            h = Vector512.MultiplyAddEstimate(x, y, h);
            i = Vector512.MultiplyAddEstimate(x, y, i);
            j = Vector512.MultiplyAddEstimate(x, y, j);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chain(float factor)
    {
        Vector256<float> x = Vector256.Create(factor), y = Vector256.Create(0.001f), sum = x;
        for (int step = 0; step < Steps; step++)
        {
            sum = Vector256.MultiplyAddEstimate(x, y, sum);
        }

        return Vector256.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Load(float* values, int length)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (float* end = values + length; values < end; values += 64)
        {
            a |= Vector256.Load(values);
            b |= Vector256.Load(values + 8);
            c |= Vector256.Load(values + 16);
            d |= Vector256.Load(values + 24);
            e |= Vector256.Load(values + 32);
            f |= Vector256.Load(values + 40);
            g |= Vector256.Load(values + 48);
            h |= Vector256.Load(values + 56);
        }

        return Vector256.Sum(a | b | c | d | e | f | g | h);
    }
}
