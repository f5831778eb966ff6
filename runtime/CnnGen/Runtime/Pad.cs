using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Runtime;

/// <summary>Maps with rows and columns around them. For generated code. Strides count floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Pad
{
    /// <summary>Copies a map of <paramref name="height"/> x <paramref name="width"/> pixels, with <paramref name="value"/> around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Constant(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel,
        int height, int width, int channels, int top, int bottom, int left, int right, float value)
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
                Fill(row, columns, targetPixel, channels, value);
            }
            else
            {
                Fill(row, left, targetPixel, channels, value);
                Fill(row + ((left + width) * targetPixel), right, targetPixel, channels, value);
            }
        }
    }

    /// <summary>Copies a map with its outermost pixels repeated around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Edge(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel,
        int height, int width, int channels, int top, int bottom, int left, int right)
    {
        for (int y = 0; y < top + height + bottom; y++)
        {
            float* from = source + ((nint)Math.Clamp(y - top, 0, height - 1) * sourceRow);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < left + width + right; x++, to += targetPixel)
            {
                Pixels.CopyPixel(from + ((nint)Math.Clamp(x - left, 0, width - 1) * sourcePixel), to, channels);
            }
        }
    }

    /// <summary>Copies a map mirrored at its outermost pixels, which are not repeated: fewer rows and columns than it has on each side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reflect(
        float* source, int sourceRow, int sourcePixel, float* target, int targetRow, int targetPixel,
        int height, int width, int channels, int top, int bottom, int left, int right)
    {
        for (int y = 0; y < top + height + bottom; y++)
        {
            float* from = source + ((nint)Mirrored(y - top, height) * sourceRow);
            float* to = target + ((nint)y * targetRow);
            for (int x = 0; x < left + width + right; x++, to += targetPixel)
            {
                Pixels.CopyPixel(from + ((nint)Mirrored(x - left, width) * sourcePixel), to, channels);
            }
        }
    }

    private static int Mirrored(int place, int side) => place < 0 ? -place : place >= side ? (2 * (side - 1)) - place : place;

    private static void Fill(float* row, int pixels, int pixel, int channels, float value)
    {
        if (pixels > 0)
        {
            new Span<float>(row, ((pixels - 1) * pixel) + channels).Fill(value);
        }
    }
}
