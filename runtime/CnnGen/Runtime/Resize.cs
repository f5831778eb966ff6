using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Runtime;

/// <summary>
/// Copies maps into larger ones. For generated code. Strides count floats; a pixel's channels stand one after the other. No number beyond
/// the last pixel's channels is touched.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Resize
{
    /// <summary>Copies a map of <paramref name="height"/> x <paramref name="width"/> pixels, with zeros around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ZeroPad(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel,
        int height, int width, int channels, int top, int bottom, int left, int right)
    {
        float* inside = target + ((nint)top * targetRow) + (left * targetPixel);
        Pixels.CopyVectors(source, sourceRow, sourcePixel, inside, targetRow, targetPixel, height, width, channels);

        // After the copy, which may have written onto the pixel behind each row.
        int columns = left + width + right;
        for (int y = 0; y < top + height + bottom; y++)
        {
            float* row = target + ((nint)y * targetRow);
            if (y < top || y >= top + height)
            {
                Clear(row, columns, targetPixel, channels);
            }
            else
            {
                Clear(row, left, targetPixel, channels);
                Clear(row + ((left + width) * targetPixel), right, targetPixel, channels);
            }
        }
    }

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

    private static void Clear(float* row, int pixels, int pixel, int channels)
    {
        if (pixels > 0)
        {
            new Span<float>(row, ((pixels - 1) * pixel) + channels).Clear();
        }
    }
}
