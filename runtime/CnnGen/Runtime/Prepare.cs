using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>
/// Fills a network's first buffer from the caller's numbers: <c>(x - mean) * factor</c> for each channel, where a byte's x is its value / 255.
/// For generated code. Strides count numbers.
/// </summary>
/// <remarks>
/// Each number takes the same few operations whichever way it goes, without fused ones, so that bytes give what their floats give, to the
/// last bit, on every machine. Lists have an element for each channel, or one for all. Where
/// blue is first, the source's first three channels are blue, green, red. The type parameter is <see cref="float"/> or <see cref="byte"/>; the JIT compiles each on its own.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Prepare
{
    private const float MaxByte = byte.MaxValue;

    /// <summary>Numbers that stand one after the other on both sides and are treated alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* source, float* target, int length, float mean, float factor)
        where T : unmanaged
    {
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256.Store((Eight(source + i) - Vector256.Create(mean)) * Vector256.Create(factor), target + i);
        }

        for (; i < length; i++)
        {
            target[i] = (One(source + i) - mean) * factor;
        }
    }

    /// <summary>Pixels of three or four channels that stand one after the other on both sides, a vector a pixel.</summary>
    /// <remarks>What a vector carries beyond a pixel's channels falls into its padding, or onto what is written later.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Colours<T>(
        T* source, float* target, int targetRow, int targetPixel, int height, int width, int channels,
        ReadOnlySpan<float> means, ReadOnlySpan<float> factors, bool isBgr)
        where T : unmanaged
    {
        Vector128<float> mean = Vector128.Create(At(means, 0), At(means, 1), At(means, 2), At(means, 3));
        Vector128<float> factor = Vector128.Create(At(factors, 0), At(factors, 1), At(factors, 2), At(factors, 3));
        for (int y = 0; y < height; y++)
        {
            float* to = target + ((nint)y * targetRow);

            // Neither side has room behind its last pixel.
            int vectors = y < height - 1 ? width : width - 1;
            for (int x = 0; x < vectors; x++)
            {
                Vector128<float> pixel = Four(source);
                pixel = isBgr ? Vector128.Shuffle(pixel, Vector128.Create(2, 1, 0, 3)) : pixel;
                Vector128.Store((pixel - mean) * factor, to);
                source += channels;
                to += targetPixel;
            }

            if (vectors < width)
            {
                Elements(source, 0, 0, 1, to, 0, 0, 1, 1, 1, channels, means, factors, isBgr);
            }
        }
    }

    /// <summary>Element by element, from any order of the axes to any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Elements<T>(
        T* source, int sourceRow, int sourcePixel, int sourceChannel,
        float* target, int targetRow, int targetPixel, int targetChannel,
        int height, int width, int channels, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, bool isBgr)
        where T : unmanaged
    {
        for (int y = 0; y < height; y++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int read = isBgr && channel < 3 ? 2 - channel : channel;
                T* from = source + ((nint)y * sourceRow) + ((nint)read * sourceChannel);
                float* to = target + ((nint)y * targetRow) + ((nint)channel * targetChannel);
                float mean = At(means, channel);
                float factor = At(factors, channel);
                for (int x = 0; x < width; x++)
                {
                    *to = (One(from) - mean) * factor;
                    from += sourcePixel;
                    to += targetPixel;
                }
            }
        }
    }

    /// <summary>A channel's number; the last of the list is that of all channels beyond.</summary>
    private static float At(ReadOnlySpan<float> numbers, int channel) => numbers[Math.Min(channel, numbers.Length - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float One<T>(T* from)
        where T : unmanaged
        => typeof(T) == typeof(byte) ? *(byte*)from / MaxByte : *(float*)from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four<T>(T* from)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector128.Load((float*)from);
        }

        Vector128<ushort> values = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(from)).AsByte());
        return Vector128.ConvertToSingle(Vector128.WidenLower(values).AsInt32()) / Vector128.Create(MaxByte);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight<T>(T* from)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector256.Load((float*)from);
        }

        Vector128<ushort> values = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(from)).AsByte());
        Vector256<int> whole = Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values)).AsInt32();
        return Vector256.ConvertToSingle(whole) / Vector256.Create(MaxByte);
    }
}
