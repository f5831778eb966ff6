using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Runtime;

/// <summary>Counts a map's numbers anew. For generated code. Strides count floats.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Reshape
{
    /// <summary>
    /// Copies a map's numbers, counted channel by channel or else pixel by pixel, to those of a map of other sides, which are counted in the
    /// same way. No other number is touched.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(
        float* source, int sourceRow, int sourcePixel, int sourceChannel, int sourceHeight, int sourceWidth, int sourceChannels,
        float* target, int targetRow, int targetPixel, int targetChannel, int targetHeight, int targetWidth, int targetChannels,
        bool byChannel)
    {
        Counter from = new(sourceRow, sourcePixel, sourceChannel, sourceHeight, sourceWidth, sourceChannels, byChannel);
        Counter to = new(targetRow, targetPixel, targetChannel, targetHeight, targetWidth, targetChannels, byChannel);
        for (nint count = (nint)sourceHeight * sourceWidth * sourceChannels; count > 0; count--)
        {
            target[to.Next()] = source[from.Next()];
        }
    }

    /// <summary>Goes through a map's numbers, along its innermost side first.</summary>
    private struct Counter
    {
        private readonly (int Stride, int Count) _inner;
        private readonly (int Stride, int Count) _middle;
        private readonly (int Stride, int Count) _outer;
        private int _x;
        private int _y;
        private int _z;

        public Counter(int row, int pixel, int channel, int height, int width, int channels, bool byChannel)
        {
            (_inner, _middle, _outer) = byChannel
                ? ((pixel, width), (row, height), (channel, channels))
                : ((channel, channels), (pixel, width), (row, height));
        }

        /// <summary>The place of the next number, and one further.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public nint Next()
        {
            nint place = ((nint)_z * _outer.Stride) + ((nint)_y * _middle.Stride) + ((nint)_x * _inner.Stride);
            if (++_x == _inner.Count)
            {
                _x = 0;
                if (++_y == _middle.Count)
                {
                    _y = 0;
                    _z++;
                }
            }

            return place;
        }
    }
}
