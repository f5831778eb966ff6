using CnnGen.Import.Write;

namespace CnnGen.Import.Translate;

/// <summary>All layers of a network, named, and how its spans' numbers compare with ONNX's.</summary>
internal sealed class TranslatedNetwork
{
    private readonly OnnxTensor _input;
    private readonly OnnxTensor _output;

    public TranslatedNetwork(OnnxTensor input, OnnxTensor output, IReadOnlyList<Layer> layers, bool isChannelsFirst, string origin)
    {
        (_input, _output, Origin) = (input, output, origin);
        Layers = Needed(layers, output.Layer);
        Names = new Names(Layers, input.Layer);

        // With one channel, or one pixel, both orders are the same; where the input's are, the output says which is wanted.
        IsChannelsFirst = HasOrder(input.Shape) ? isChannelsFirst : HasOrder(output.Shape) && output.IsInOrder;
    }

    public Layer Input => _input.Layer;

    public IReadOnlyList<Layer> Layers { get; }

    public Names Names { get; }

    public bool IsChannelsFirst { get; }

    public string Origin { get; }

    /// <summary>What the input's span holds.</summary>
    public string InputDescription => $"{_input.Shape.Length} floats, {Order(_input)}{(IsSameOrder(_input) ? "" : $"; ONNX's are {MessageText.Shape(_input.Dims)} in another order")}";

    /// <summary>What the output's span holds.</summary>
    public string OutputDescription => $"{_output.Shape.Length} floats, {Order(_output)}{(IsSameOrder(_output) ? "" : $"; ONNX's are {MessageText.Shape(_output.Dims)} in another order")}";

    public int InputLength => _input.Shape.Length;

    public int OutputLength => _output.Shape.Length;

    public int[] InputDims => _input.Dims;

    public int[] OutputDims => _output.Dims;

    /// <summary>For each of ONNX's numbers of the input, its place in the span.</summary>
    public int[] InputPlaces => SpanPlaces(_input);

    /// <summary>For each of ONNX's numbers of the output, its place in the span.</summary>
    public int[] OutputPlaces => SpanPlaces(_output);

    /// <summary>For places of the output's span, which of ONNX's elements is there.</summary>
    public int[] OutputElementsAt(IReadOnlyList<int> places)
        => (_output with { Storage = IsChannelsFirst ? _output.Storage : ChannelsLast(_output.Storage) }).ElementsAt(places);

    private bool IsSameOrder(OnnxTensor tensor) => tensor.Order.SequenceEqual(IsChannelsFirst ? tensor.Storage : ChannelsLast(tensor.Storage));

    private int[] SpanPlaces(OnnxTensor tensor) => (tensor with { Storage = IsChannelsFirst ? tensor.Storage : ChannelsLast(tensor.Storage) }).Places();

    /// <summary>The axes as height, width, channels.</summary>
    public static Atom[] ChannelsLast(Atom[] storage) => [.. storage.Where(atom => atom.Name[0] != 'C'), .. storage.Where(atom => atom.Name[0] == 'C')];

    private static bool HasOrder(MapShape shape) => shape.Channels > 1 && shape.Height * shape.Width > 1;

    private string Order(OnnxTensor tensor)
    {
        MapShape shape = tensor.Shape;
        return !HasOrder(shape) || (shape.IsFlat && tensor.Storage.Length <= 1) ? $"ONNX's {MessageText.Shape(tensor.Dims)}"
            : IsChannelsFirst ? $"{shape.Channels} channels x {shape.Height} rows x {shape.Width} columns"
            : $"{shape.Height} rows x {shape.Width} columns x {shape.Channels} channels";
    }

    /// <summary>The layers that the output depends on.</summary>
    private static List<Layer> Needed(IReadOnlyList<Layer> layers, Layer output)
    {
        HashSet<Layer> needed = [output];
        foreach (Layer layer in layers.Reverse().Where(needed.Contains))
        {
            needed.UnionWith(layer.Operands);
            if (layer.Source is { } source)
            {
                needed.Add(source);
            }
        }

        return [.. layers.Where(needed.Contains)];
    }
}
