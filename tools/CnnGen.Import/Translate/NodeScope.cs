using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate;

/// <summary>What an operator's translation sees: its node, what arrives, and where its layers go.</summary>
internal sealed class NodeScope(OnnxNode node, Translator translator)
{
    public OnnxNode Node => node;

    public int Opset => node.Opset;

    /// <summary>The outputs behind the first, of an operator that has several.</summary>
    public List<OnnxTensor> Others { get; } = [];

    /// <summary>What is known of its inputs.</summary>
    public NodeInputs Known()
        => new(
            node,
            [.. node.Inputs.Select(input => translator.Constants.GetValueOrDefault(input)?.Dims ?? translator.Tensors.GetValueOrDefault(input)?.Dims)],
            [.. node.Inputs.Select(input => translator.Constants.GetValueOrDefault(input))]);

    /// <summary>The shape of an output as ONNX defines it; null where it is not known.</summary>
    public int[]? OutputDims(int index = 0) => translator.Graph.Shapes.GetValueOrDefault(node.Outputs[index]);

    /// <summary>Whether an input is known at import.</summary>
    public bool IsConstant(int index) => node.HasInput(index) && translator.Constants.ContainsKey(node.Inputs[index]);

    /// <summary>An input that the layers before compute.</summary>
    /// <exception cref="UnsupportedNodeException">It is a constant or is left out.</exception>
    public OnnxTensor Input(int index = 0)
        => Operand(index) is { Repeated: null } tensor ? tensor : throw new UnsupportedNodeException("an Expand before it repeats elements, which layers do only as an operand of Add or Multiply.");

    /// <summary>An input that the layers before compute, and that an Expand may repeat.</summary>
    /// <exception cref="UnsupportedNodeException">It is a constant or is left out.</exception>
    public OnnxTensor Operand(int index)
        => !node.HasInput(index) ? throw new UnsupportedNodeException($"its input {index} is missing: the file is corrupt. Export it again.")
            : translator.Tensors.TryGetValue(node.Inputs[index], out OnnxTensor? tensor) && tensor is not null ? tensor
            : throw new UnsupportedNodeException($"its input '{MessageText.Shown(node.Inputs[index])}' is a constant where a computed tensor was expected: compute such nodes before exporting (onnxsim does it).");

    /// <summary>An input that is known at import.</summary>
    /// <param name="what">What messages call it, as "weights".</param>
    public Constant Constant(int index, string what)
    {
        if (!node.HasInput(index))
        {
            throw new UnsupportedNodeException($"its {what} are missing: the file is corrupt. Export it again.");
        }

        if (!translator.Constants.TryGetValue(node.Inputs[index], out Constant? constant))
        {
            throw new UnsupportedNodeException($"its {what} ('{MessageText.Shown(node.Inputs[index])}') are computed while the network runs, and a layer's must be known at import: export with constant folding (do_constant_folding=True), or run onnxsim over the model.");
        }

        return constant.Fault is { } fault ? throw new UnsupportedNodeException($"its {what} ('{MessageText.Shown(node.Inputs[index])}') {fault}: floats were expected.") : constant;
    }

    /// <summary>An input that is known at import; null where it is left out.</summary>
    public Constant? OptionalConstant(int index, string what) => node.HasInput(index) ? Constant(index, what) : null;

    /// <summary>Appends a layer.</summary>
    public Layer Add(Layer layer)
    {
        if (!Load.Constant.TryLength([layer.Output.Height, layer.Output.Width, layer.Output.Channels], int.MaxValue, out int length) || length == 0)
        {
            throw new UnsupportedNodeException($"its output of {layer.Output} is not one that memory can hold.");
        }

        layer.Node = node.Name;
        translator.Layers.Add(layer);
        return layer;
    }

    /// <summary>Asks for room for numbers that the model does not have, but that are made of it.</summary>
    /// <exception cref="UnsupportedNodeException">They are more than any small network needs.</exception>
    public void Grow(long numbers)
    {
        if (!translator.TryGrow(numbers))
        {
            throw new UnsupportedNodeException("what is computed at import takes more memory than any small network needs: the file is corrupt, or its input is too large.");
        }
    }

    /// <summary>Where a layer stands; the input before all.</summary>
    public int PlaceOf(Layer layer) => translator.Layers.IndexOf(layer);

    /// <summary>Takes a layer out again, because the one that reads it does its work too.</summary>
    public void Remove(Layer layer) => translator.Layers.Remove(layer);

    /// <summary>A layer of the kind that changes no shape.</summary>
    public OnnxTensor AddPointwise(string kind, OnnxTensor input, params string[] arguments)
    {
        Layer layer = Add(new Layer(kind, input.Shape, input.Layer));
        layer.Arguments.AddRange(arguments);
        return input.On(layer);
    }

    /// <summary>
    /// The tensor as a map with ONNX's axes batch, channels, height, width (or batch, channels, length: a map of one row); by a
    /// <c>Reshape</c> where it was none.
    /// </summary>
    public OnnxTensor AsMap(OnnxTensor tensor)
    {
        int[] dims = tensor.Dims;
        if (dims.Length is 3 or 4 && dims[0] != 1)
        {
            throw new UnsupportedNodeException($"its batch is {dims[0]}, and a network computes one input at a time: say so with --shape 1,{string.Join(',', dims.Skip(1))}, or export the model with a batch of 1.");
        }

        if (dims.Length is not (3 or 4))
        {
            throw new UnsupportedNodeException(dims.Length > 4
                ? "maps have two sides here, and this one has three: networks over volumes and films cannot be imported."
                : "a map was expected, with a batch of 1, channels, height and width (or length).");
        }

        MapShape shape = new(dims.Length == 4 ? dims[2] : 1, dims[^1], dims[1], IsFlat: false);
        if (!tensor.IsInOrder && !Reordering.TryReorder(tensor, out tensor))
        {
            throw new UnsupportedNodeException(tensor.TransposedBy is { } transpose
                ? $"the Transpose '{transpose}' before it gives it the axes {tensor.OrderInWords}, and a layer works on batch, channels, height, width: move that Transpose behind it, or to the model's input or output."
                : $"its input has the axes {tensor.OrderInWords}, as other nodes of the model read them, and this node reads batch, channels, height, width: export the model with one order of axes for all nodes.");
        }

        if (tensor.Shape != shape)
        {
            return OnnxTensor.Of(AsShape(tensor, shape).Layer, dims.Length);
        }

        return OnnxTensor.Of(tensor.Layer, dims.Length);
    }

    /// <summary>The tensor over a map of the same numbers, by a <c>Reshape</c> where it has another shape; ONNX's axes stay.</summary>
    public OnnxTensor AsShape(OnnxTensor tensor, MapShape shape)
    {
        if (tensor.Shape == shape)
        {
            return tensor;
        }

        Layer reshape = Add(new Layer("Reshape", shape, tensor.Layer));
        reshape.Arguments.AddRange([$"{shape.Height}", $"{shape.Width}", $"{shape.Channels}"]);
        return tensor.On(reshape);
    }

    /// <summary>The tensor as a flat one, by a <c>Flatten</c> where it was a map; ONNX's axes stay.</summary>
    public OnnxTensor AsFlat(OnnxTensor tensor)
        => tensor.IsFlat ? tensor : tensor.On(Add(new Layer("Flatten", tensor.Shape with { IsFlat = true }, tensor.Layer)));
}
