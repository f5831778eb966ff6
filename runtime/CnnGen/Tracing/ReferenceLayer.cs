using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>
/// A layer that <c>Forward</c> computes together with another one, so that its output is in no memory: to be computed in plain loops, as a
/// textbook has it, for whoever wants to see it. For generated code.
/// </summary>
/// <param name="Layer">The layer's place among those of the summary.</param>
/// <param name="Reads">The layers whose outputs it reads, counted from 1; 0 is the network's input.</param>
/// <param name="Height">Rows of the output; of the map, where that was flattened.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Operations">One after the other.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReferenceLayer(int Layer, int[] Reads, int Height, int Width, int Channels, params ReferenceOperation[] Operations)
{
    internal ReferenceMap Run(IReadOnlyList<ReferenceMap?> outputs, TracedWeights? weights)
    {
        ReferenceMap[] inputs = [.. Reads.Select(read => outputs[read]!)];
        foreach (ReferenceOperation operation in Operations)
        {
            ReferenceMap output = new(Height, Width, Channels);
            operation.Run(inputs, output, weights);
            inputs = [output];
        }

        return inputs[0];
    }
}

/// <summary>What a layer computes. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ReferenceOperation
{
    private protected ReferenceOperation()
    {
    }

    /// <summary>Fills the output; most read one input.</summary>
    internal abstract void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights);
}

/// <summary>Numbers in height, width, channel order.</summary>
internal sealed class ReferenceMap(int height, int width, int channels)
{
    public int Height => height;

    public int Width => width;

    public int Channels => channels;

    public float[] Numbers { get; } = new float[height * width * channels];

    public ref float this[int y, int x, int channel] => ref Numbers[(((y * width) + x) * channels) + channel];

    public Span<float> Pixel(int index) => Numbers.AsSpan(index * channels, channels);

    /// <summary>The place of a number among all, counted channel by channel or else pixel by pixel.</summary>
    public int Place(int count, bool byChannel)
        => byChannel ? (count % (height * width) * channels) + (count / (height * width)) : count;
}
