using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Runtime;

/// <summary>
/// Copies maps into larger ones. For generated code. Strides count floats; a pixel's channels stand one after the other. No number beyond
/// the last pixel's channels is touched.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Resize
{
    /// <summary>Writes each <paramref name="factor"/> x <paramref name="factor"/> channels of a pixel as a square of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PixelShuffle(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels, int factor)
    {
        int square = factor * factor;
        for (int y = 0; y < height * factor; y++)
        {
            float* from = source + ((nint)(y / factor) * sourceRow) + (y % factor * factor);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < width; x++, from += sourcePixel)
            {
                for (int i = 0; i < factor; i++, to += targetPixel)
                {
                    for (int channel = 0; channel < channels / square; channel++)
                    {
                        to[channel] = from[(channel * square) + i];
                    }
                }
            }
        }
    }

    /// <summary>Writes each pixel <paramref name="factor"/> times side by side, and each row as often.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpSample(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels, int factor)
    {
        int length = (((width * factor) - 1) * targetPixel) + channels;
        for (int y = 0; y < height; y++)
        {
            float* from = source + ((nint)y * sourceRow);
            float* row = target + ((nint)y * factor * targetRow);
            float* to = row;
            for (int x = 0; x < width; x++, from += sourcePixel)
            {
                for (int i = 0; i < factor; i++, to += targetPixel)
                {
                    Pixels.CopyPixel(from, to, channels);
                }
            }

            for (int i = 1; i < factor; i++)
            {
                new ReadOnlySpan<float>(row, length).CopyTo(new Span<float>(row + ((nint)i * targetRow), length));
            }
        }
    }

    /// <summary>
    /// Writes a map <paramref name="factor"/> times as high and as wide, whose pixels are means of the four around their centres. Channels
    /// are in whole vectors of eight; the scratch has room for a row of them, of the source.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bilinear(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel, int height, int width, int channels, int factor, float* scratch)
    {
        int vectors = (channels + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        for (int y = 0; y < height * factor; y++)
        {
            (int above, int below, float down) = Neighbours(y, factor, height);
            float* upper = source + ((nint)above * sourceRow);
            float* lower = source + ((nint)below * sourceRow);
            float* between = scratch;
            for (int x = 0; x < width; x++, upper += sourcePixel, lower += sourcePixel, between += vectors)
            {
                Mix(upper, lower, down, between, vectors);
            }

            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < width * factor; x++, to += targetPixel)
            {
                (int left, int right, float across) = Neighbours(x, factor, width);
                Mix(scratch + (left * vectors), scratch + (right * vectors), across, to, vectors);
            }
        }
    }

    /// <summary>The two pixels whose centres lie around that of a larger side's pixel, and the second one's share.</summary>
    private static (int First, int Second, float Share) Neighbours(int index, int factor, int length)
    {
        int place = Math.Max(0, (2 * index) + 1 - factor);
        int first = place / (2 * factor);
        return (first, Math.Min(first + 1, length - 1), place % (2 * factor) / (2f * factor));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(float* one, float* other, float share, float* target, int channels)
    {
        for (int channel = 0; channel < channels; channel += Vector256<float>.Count)
        {
            Vector256.Store((Vector256.Load(one + channel) * (1 - share)) + (Vector256.Load(other + channel) * share), target + channel);
        }
    }
}
