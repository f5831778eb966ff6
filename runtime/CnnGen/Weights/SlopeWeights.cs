using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>
/// The slopes of a PReLU: their shapes in a file, and their order in the buffer, which is pixel by pixel, each pixel's channels in whole
/// vectors of eight. For generated code.
/// </summary>
/// <param name="name">What the key begins with.</param>
/// <param name="channels">Channels of a pixel.</param>
/// <param name="height">Rows of a flattened map, whose units have slopes of their own; else 1.</param>
/// <param name="width">Columns of a flattened map; else 1.</param>
/// <param name="isFlat">Whether the layer takes units.</param>
/// <param name="offset">Where the slopes begin in the buffer.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SlopeWeights(string name, int channels, int height, int width, bool isFlat, int offset)
{
    internal string Name { get; } = name;

    internal int Count => height * width * channels;

    /// <summary>What a file may hold: a slope for each channel, or a single one for all. Keras has sides of 1 before a map's channels.</summary>
    internal long[][] Shapes(WeightLayout layout)
        => layout == WeightLayout.Keras && !isFlat ? [[1, 1, Count], [Count], [1, 1, 1], [1]] : [[Count], [1]];

    internal void Pack(float[] source, WeightLayout layout, AlignedBuffer buffer)
    {
        float[] slopes = InOrder(source, layout);
        int paddedChannels = PackedSize.Padded(channels);
        for (int pixel = 0; pixel < height * width; pixel++)
        {
            slopes.AsSpan(pixel * channels, channels).CopyTo(buffer.Slice(offset + (pixel * paddedChannels), channels));
        }
    }

    /// <summary>A file's slopes pixel by pixel.</summary>
    internal float[] InOrder(float[] source, WeightLayout layout)
    {
        int pixels = height * width;
        float[] slopes = new float[Count];
        for (int i = 0; i < slopes.Length; i++)
        {
            // The units of a flattened map: channel, height, width in PyTorch's order; height, width, channel in Keras's.
            int index = layout == WeightLayout.PyTorch ? (i % channels * pixels) + (i / channels) : i;
            slopes[i] = source[source.Length == 1 ? 0 : index];
        }

        return slopes;
    }
}
