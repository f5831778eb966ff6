using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>Moves maps from one layout to another. For generated code. Strides count floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pixels
{
    /// <summary>Copies a map, pixel by pixel, in whole vectors, where a pixel's channels stand one after the other on both sides.</summary>
    /// <remarks>
    /// What a vector carries beyond a pixel's channels falls into its padding or onto the next pixel, which is written later. Neither side
    /// is touched beyond the last pixel's channels.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyVectors(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels)
    {
        int lanes = Vector256<float>.Count;
        int whole = (channels + lanes - 1) / lanes * lanes;

        // Pixels so near to the end that a vector would reach beyond it.
        int last = Math.Min((whole - 1) / Math.Min(Math.Min(sourcePixel, targetPixel), whole), height * width);
        for (int y = 0; y < height; y++)
        {
            float* from = source + ((nint)y * sourceRow);
            float* to = target + ((nint)y * targetRow);
            int vectors = Math.Clamp(((height - y) * width) - last, 0, width);
            for (int x = 0; x < vectors; x++)
            {
                for (int channel = 0; channel < whole; channel += lanes)
                {
                    Vector256.Store(Vector256.Load(from + channel), to + channel);
                }

                from += sourcePixel;
                to += targetPixel;
            }

            for (int x = vectors; x < width; x++)
            {
                new ReadOnlySpan<float>(from, channels).CopyTo(new Span<float>(to, channels));
                from += sourcePixel;
                to += targetPixel;
            }
        }
    }

    /// <summary>Copies a map to a run of another's channels. No other number is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyChannels(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels)
    {
        for (int y = 0; y < height; y++)
        {
            float* from = source + ((nint)y * sourceRow);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < width; x++, from += sourcePixel, to += targetPixel)
            {
                CopyPixel(from, to, channels);
            }
        }
    }

    /// <summary>Copies a pixel's channels, and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CopyPixel(float* from, float* to, int channels)
    {
        int channel = 0;
        for (; channel <= channels - Vector256<float>.Count; channel += Vector256<float>.Count)
        {
            Vector256.Store(Vector256.Load(from + channel), to + channel);
        }

        for (; channel < channels; channel++)
        {
            to[channel] = from[channel];
        }
    }

    /// <summary>Stores the first <paramref name="count"/> of a vector's four elements, and touches nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector128<float> x, float* target, int count)
    {
        if (count >= 2)
        {
            Unsafe.WriteUnaligned(target, x.AsDouble().ToScalar());
        }

        if (count % 2 == 1)
        {
            target[count - 1] = x.GetElement(count - 1);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> of a vector's eight elements, and touches nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector256<float> x, float* target, int count)
    {
        if (count < 4)
        {
            StoreFirst(x.GetLower(), target, count);
        }
        else
        {
            Vector128.Store(x.GetLower(), target);
            StoreFirst(x.GetUpper(), target + 4, count - 4);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> of a vector's sixteen elements, and touches nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<float> x, float* target, int count)
    {
        if (count < 8)
        {
            StoreFirst(x.GetLower(), target, count);
        }
        else
        {
            Vector256.Store(x.GetLower(), target);
            StoreFirst(x.GetUpper(), target + 8, count - 8);
        }
    }

    /// <summary>Copies a map element by element: between channels last and channels first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyElements(
        float* source, int sourceRow, int sourcePixel, int sourceChannel,
        float* target, int targetRow, int targetPixel, int targetChannel,
        int height, int width, int channels)
    {
        for (int y = 0; y < height; y++)
        {
            float* from = source + ((nint)y * sourceRow);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < width; x++)
            {
                float* number = from;
                float* place = to;
                for (int channel = 0; channel < channels; channel++)
                {
                    *place = *number;
                    number += sourceChannel;
                    place += targetChannel;
                }

                from += sourcePixel;
                to += targetPixel;
            }
        }
    }

    /// <summary>Writes one channel of each of <paramref name="groups"/> runs of channels in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ShuffleChannels(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels, int groups)
    {
        int run = channels / groups;
        for (int y = 0; y < height; y++)
        {
            float* from = source + ((nint)y * sourceRow);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < width; x++, from += sourcePixel, to += targetPixel)
            {
                float* place = to;
                for (int i = 0; i < run; i++)
                {
                    for (int group = 0; group < groups; group++)
                    {
                        *place++ = from[(group * run) + i];
                    }
                }
            }
        }
    }

    /// <summary>Writes each channel of a map <paramref name="times"/> times, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RepeatChannels(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels, int times)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float* from = source + ((nint)y * sourceRow) + (x * sourcePixel);
                float* to = target + ((nint)y * targetRow) + (x * targetPixel);
                for (int channel = 0; channel < channels; channel++)
                {
                    for (int i = 0; i < times; i++)
                    {
                        *to++ = from[channel];
                    }
                }
            }
        }
    }
}
