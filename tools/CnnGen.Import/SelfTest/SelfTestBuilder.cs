using CnnGen.Import.Write;
using CnnGen.Runtime;

namespace CnnGen.Import.SelfTest;

/// <summary>
/// The file that a network's self-test reads: an input and what belongs to it. Small layers are whole, of large ones it has a sample, so that the
/// file has a few megabytes whatever the network's size. <see cref="Runtime.SelfTestVector"/> reads it.
/// </summary>
internal sealed class SelfTestBuilder
{
    private const int Seed = 1;

    /// <summary>Elements that are sampled in all, and of a layer at least and at the most.</summary>
    private const int MostSampled = 400_000;
    private const int LeastOfLayer = 256;
    private const int MostOfLayer = 16_384;

    /// <summary>A larger input repeats its first elements. The period is a prime, so that no row or channel is like another.</summary>
    private const int LargestInput = 500_000;
    private const int Period = 131_071;

    private readonly ImportedNetwork _network;
    private readonly Random _random = new(Seed);
    private readonly int _ofLayer;
    private readonly List<(string Key, int[] Shape, Array Values)> _tensors = [];

    public SelfTestBuilder(ImportedNetwork network)
    {
        _network = network;
        _ofLayer = Math.Clamp(MostSampled / (network.Layers.Count + 1), LeastOfLayer, MostOfLayer);
        float[] period = new float[network.InputLength <= LargestInput ? network.InputLength : Period];
        for (int i = 0; i < period.Length; i++)
        {
            period[i] = (2 * _random.NextSingle()) - 1;
        }

        bool isWhole = period.Length == network.InputLength;
        _tensors.Add((isWhole ? SelfTestVector.Input : SelfTestVector.Input + SelfTestVector.Repeated, [period.Length], period));
        Input = isWhole ? period : [.. Enumerable.Range(0, network.InputLength).Select(i => period[i % Period])];
    }

    /// <summary>The tensors in the order in which they are written.</summary>
    public IReadOnlyList<(string Key, int[] Shape, Array Values)> Tensors => _tensors;

    /// <summary>The input as the network's span has it.</summary>
    public float[] Input { get; }

    /// <summary>Adds a layer's output.</summary>
    /// <param name="elements">As ONNX counts them.</param>
    public void Add(ImportedLayer layer, ReadOnlySpan<float> elements) => Add(layer.Name, [.. layer.Shape], elements, layer.ElementsAt);

    /// <summary>Adds the network's output, after all layers.</summary>
    /// <param name="elements">As ONNX counts them.</param>
    public void AddOutput(ReadOnlySpan<float> elements) => Add(SelfTestVector.Output, [_network.OutputLength], elements, _network.OutputElementsAt);

    public void Write(Stream stream) => SafetensorsWriter.Write(stream, _tensors);

    private void Add(string name, int[] shape, ReadOnlySpan<float> elements, Func<IReadOnlyList<int>, int[]> elementsAt)
    {
        // A sampled element takes twice the space of one whose place need not be said.
        bool isWhole = elements.Length <= 2 * _ofLayer;
        int[] places = isWhole ? [.. Enumerable.Range(0, elements.Length)] : Sample(elements.Length);
        int[] sources = elementsAt(places);
        float[] values = new float[places.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elements[sources[i]];
        }

        _tensors.Add((name, isWhole ? shape : [values.Length], values));
        if (!isWhole)
        {
            _tensors.Add((name + SelfTestVector.Places, [places.Length], places));
        }
    }

    /// <summary>One place of each of as many equal parts, and the first and the last of all.</summary>
    private int[] Sample(int length)
    {
        int[] places = new int[_ofLayer];
        for (int i = 0; i < places.Length; i++)
        {
            (long start, long end) = ((long)length * i / places.Length, (long)length * (i + 1) / places.Length);
            places[i] = (int)_random.NextInt64(start, end);
        }

        (places[0], places[^1]) = (0, length - 1);
        return places;
    }
}
