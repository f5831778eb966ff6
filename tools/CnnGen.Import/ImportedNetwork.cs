using CnnGen.Import.Translate;
using CnnGen.Import.Write;

namespace CnnGen.Import;

/// <summary>A tensor of weights, or of a self-test.</summary>
/// <param name="Shape">Its sides.</param>
/// <param name="Values">Its numbers, the last side fastest.</param>
public sealed record ImportedTensor(int[] Shape, float[] Values);

/// <summary>A layer that was written.</summary>
/// <param name="Name">The name that its output and its weights' keys bear.</param>
/// <param name="Kind">The attribute, as <c>Conv2D</c>.</param>
/// <param name="Shape">Height, width, channels; one side, where it is flat.</param>
/// <param name="Value">The tensor of the ONNX model that it gives; null where the model has none.</param>
/// <param name="Reads">The names of the layers it reads, the current tensor's first; <c>input</c> for the network's input.</param>
public sealed record ImportedLayer(string Name, string Kind, IReadOnlyList<int> Shape, string? Value, IReadOnlyList<string> Reads)
{
    /// <summary>How ONNX counts its numbers; null where it does not have them.</summary>
    internal OnnxTensor? View { get; init; }

    /// <summary>For places in the order height, width, channels: which element of <see cref="Value"/> is there, as ONNX counts them.</summary>
    internal int[] ElementsAt(IReadOnlyList<int> places)
        => (View ?? throw new InvalidOperationException($"The model has no tensor for '{Name}'.")).ElementsAt(places);

    /// <summary>Numbers of <see cref="Value"/>, as ONNX has them, in the order height, width, channels.</summary>
    public float[] FromOnnx(ReadOnlySpan<float> numbers)
        => ImportedNetwork.Placed(numbers, View?.Places() ?? throw new InvalidOperationException($"The model has no tensor for '{Name}'."));
}

/// <summary>A model as CnnGen has it: the class's text, its weights, and how its spans compare with ONNX's tensors.</summary>
public sealed class ImportedNetwork
{
    private readonly TranslatedNetwork _network;

    private readonly Func<bool, string> _write;

    internal ImportedNetwork(TranslatedNetwork network, Func<bool, string> write, string inputValue, string outputValue)
    {
        _network = network;
        _write = write;
        InputValue = inputValue;
        OutputValue = outputValue;
        Layers = [.. network.Layers.Select(Described)];
        Tensors = network.Layers
            .SelectMany(layer => layer.Weights.Select(weight => KeyValuePair.Create($"{network.Names[layer]}.{weight.Key}", new ImportedTensor(weight.Value.Dims, weight.Value.Values))))
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The C# file.</summary>
    public string Source => _write(false);

    /// <summary>The C# file, whose class carries <c>[SelfTest]</c> too: for when a self-test vector lies beside the weights.</summary>
    public string SourceWithSelfTest => _write(true);

    /// <summary>The weights, by the keys that the class loads.</summary>
    public IReadOnlyDictionary<string, ImportedTensor> Tensors { get; }

    /// <summary>From the first to the last.</summary>
    public IReadOnlyList<ImportedLayer> Layers { get; }

    /// <summary>The name of ONNX's input.</summary>
    public string InputValue { get; }

    /// <summary>The name of the ONNX tensor that the network gives.</summary>
    public string OutputValue { get; }

    /// <summary>ONNX's shape of the input, the batch of 1 included.</summary>
    public IReadOnlyList<int> InputShape => _network.InputDims;

    /// <summary>ONNX's shape of the output.</summary>
    public IReadOnlyList<int> OutputShape => _network.OutputDims;

    /// <summary>The input as CnnGen has it: height x width x channels.</summary>
    public string InputMap => _network.Input.Output.ToString();

    /// <summary>Numbers that <c>Forward</c> reads.</summary>
    public int InputLength => _network.InputLength;

    /// <summary>Numbers that <c>Forward</c> writes.</summary>
    public int OutputLength => _network.OutputLength;

    /// <summary>An input of ONNX in the order of <c>Forward</c>'s span: the same, unless the file's comment says otherwise.</summary>
    public float[] InputFromOnnx(ReadOnlySpan<float> numbers) => Placed(numbers, _network.InputPlaces);

    /// <summary>An output of ONNX in the order of <c>Forward</c>'s span.</summary>
    public float[] OutputFromOnnx(ReadOnlySpan<float> numbers) => Placed(numbers, _network.OutputPlaces);

    /// <summary>For places of the output's span: which element of ONNX's output is there.</summary>
    internal int[] OutputElementsAt(IReadOnlyList<int> places) => _network.OutputElementsAt(places);

    /// <summary>Writes the weights as safetensors.</summary>
    public void WriteWeights(Stream stream) => SafetensorsWriter.Write(stream, Tensors);

    /// <summary>An input's span as ONNX counts its numbers.</summary>
    public float[] InputToOnnx(ReadOnlySpan<float> numbers)
    {
        int[] places = _network.InputPlaces;
        float[] result = new float[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            result[i] = numbers[places[i]];
        }

        return result;
    }

    internal static float[] Placed(ReadOnlySpan<float> numbers, int[] places)
    {
        if (numbers.Length != places.Length)
        {
            throw new ImportException($"ONNX Runtime gives a tensor of {numbers.Length} elements where the network has {places.Length}: this is a fault of cnngen, please report it with the model.");
        }

        float[] result = new float[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            result[places[i]] = numbers[i];
        }

        return result;
    }

    private ImportedLayer Described(Layer layer)
    {
        MapShape shape = layer.Output;
        Layer[] reads = [.. layer.Source is { } source ? [source] : Array.Empty<Layer>(), .. layer.Operands];
        Atom[] storage = [.. layer.ValueAxes.SelectMany(axis => axis)];
        Atom[] ordered = [.. storage.OrderBy(atom => atom.Name[0] switch { 'H' => 0, 'W' => 1, _ => 2 }).ThenBy(atom => atom.Name, StringComparer.Ordinal)];
        return new ImportedLayer(
            _network.Names[layer],
            layer.Kind,
            shape.IsFlat ? [shape.Length] : [shape.Height, shape.Width, shape.Channels],
            layer.Value,
            [.. reads.Select(other => _network.Names[other])])
        {
            View = layer.Value is null ? null : new OnnxTensor(layer, shape, ordered, [.. layer.ValueAxes]),
        };
    }
}
