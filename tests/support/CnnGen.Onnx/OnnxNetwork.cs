using Google.Protobuf;
using Onnx;

namespace CnnGen.Onnx;

/// <summary>A tensor of weights, as PyTorch and ONNX lay it out.</summary>
public sealed record OnnxWeights(int[] Shape, float[] Values);

/// <summary>
/// Builds an ONNX model layer by layer, with random weights under the keys that CnnGen reads: the twin of a network that is declared as
/// attributes. Maps are channels x height x width, as ONNX has them.
/// </summary>
public sealed class OnnxNetwork
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    private readonly GraphProto _graph = new() { Name = "network" };
    private readonly Random _random;
    private readonly Dictionary<string, OnnxWeights> _weights = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly Dictionary<string, (int Channels, int Height, int Width)> _shapes = [];
    private readonly (int Channels, int Height, int Width) _input;
    private string _current = "input";
    private (int Channels, int Height, int Width) _shape;

    public OnnxNetwork(int height, int width, int channels, int seed = 1)
    {
        _random = new Random(seed);
        _input = _shape = (channels, height, width);
        _graph.Input.Add(Value("input", [1, channels, height, width]));
    }

    /// <summary>By key, in PyTorch's layout.</summary>
    public IReadOnlyDictionary<string, OnnxWeights> Weights => _weights;

    public (int Channels, int Height, int Width) Input => _input;

    /// <summary>From the first to the last; the input of the first is called <c>input</c>.</summary>
    public IReadOnlyList<NodeProto> Nodes => _graph.Node;

    /// <summary>The output map; a flat output is channels x 1 x 1.</summary>
    public (int Channels, int Height, int Width) Output => _shape;

    /// <summary>Names the current tensor, for <see cref="Add"/> and <see cref="From"/>.</summary>
    public OnnxNetwork As(string name)
    {
        _shapes[name] = _shape;
        _names[name] = _current;
        return this;
    }

    private readonly Dictionary<string, string> _names = [];

    /// <summary>Goes on from a named tensor.</summary>
    public OnnxNetwork From(string name)
    {
        (_current, _shape) = (_names[name], _shapes[name]);
        return this;
    }

    /// <param name="same">TensorFlow's SAME; else <paramref name="pad"/> on all sides.</param>
    /// <param name="depthwise">A kernel for each input channel; <paramref name="filters"/> is then that many.</param>
    public OnnxNetwork Conv(
        int filters, int kernel, int stride = 1, bool same = false, int pad = 0, bool depthwise = false, int kernelWidth = 0, int strideWidth = 0, bool relu = false, bool bias = true,
        string? name = null)
    {
        int groups = depthwise ? _shape.Channels : 1;
        kernelWidth = kernelWidth == 0 ? kernel : kernelWidth;
        strideWidth = strideWidth == 0 ? stride : strideWidth;
        (int top, int bottom) = same ? Same(_shape.Height, kernel, stride) : (pad, pad);
        (int left, int right) = same ? Same(_shape.Width, kernelWidth, strideWidth) : (pad, pad);
        int[] shape = [filters, _shape.Channels / groups, kernel, kernelWidth];
        string[] inputs = Weighted(Next("conv", name), shape, filters, bias);
        (int height, int width) = (Size(_shape.Height, kernel, stride, top + bottom), Size(_shape.Width, kernelWidth, strideWidth, left + right));
        Node(
            "Conv",
            (filters, height, width),
            inputs,
            Ints("kernel_shape", kernel, kernelWidth),
            Ints("strides", stride, strideWidth),
            Ints("pads", top, left, bottom, right),
            Int("group", groups));
        return relu ? Activate("Relu") : this;
    }

    public OnnxNetwork Dense(int units, bool relu = false, string? name = null)
    {
        int inputs = _shape.Channels * _shape.Height * _shape.Width;
        string[] names = Weighted(Next("dense", name), [units, inputs], units, bias: true);
        Node("Gemm", (units, 1, 1), names, Int("transB", 1));
        return relu ? Activate("Relu") : this;
    }

    public OnnxNetwork BatchNorm(string? name = null)
    {
        name = Next("bn", name);
        int channels = _shape.Channels;
        string[] inputs =
        [
            Weight($"{name}.weight", [channels], 0.5, 1),
            Weight($"{name}.bias", [channels], 0.2, 0),
            Weight($"{name}.running_mean", [channels], 0.2, 0),
            Weight($"{name}.running_var", [channels], 0.5, 1),
        ];
        Node("BatchNormalization", _shape, inputs, Float("epsilon", 1e-5f));
        return this;
    }

    public OnnxNetwork MaxPool(int size, int stride = 0, int pad = 0)
    {
        stride = stride == 0 ? size : stride;
        (int, int, int) output = (_shape.Channels, Size(_shape.Height, size, stride, 2 * pad), Size(_shape.Width, size, stride, 2 * pad));
        Node("MaxPool", output, [], Ints("kernel_shape", size, size), Ints("strides", stride, stride), Ints("pads", pad, pad, pad, pad));
        return this;
    }

    public OnnxNetwork GlobalAvgPool()
    {
        Node("GlobalAveragePool", (_shape.Channels, 1, 1), []);
        return this;
    }

    public OnnxNetwork Flatten()
    {
        Node("Flatten", (_shape.Channels * _shape.Height * _shape.Width, 1, 1), []);
        return this;
    }

    public OnnxNetwork Softmax() => Activate("Softmax", Int("axis", 1));

    public OnnxNetwork Relu() => Activate("Relu");

    /// <summary>Adds a named tensor to the current one.</summary>
    public OnnxNetwork Add(string name)
    {
        Node("Add", _shape, [_names[name]]);
        return this;
    }

    /// <summary>The current tensor's channels, then a named one's.</summary>
    public OnnxNetwork Concat(string name)
    {
        Node("Concat", _shape with { Channels = _shape.Channels + _shapes[name].Channels }, [_names[name]], Int("axis", 1));
        return this;
    }

    /// <summary>Puts other weights in the place of the random ones.</summary>
    /// <param name="values">Of a key, in PyTorch's layout.</param>
    public OnnxNetwork With(Func<string, float[]> values)
    {
        foreach (TensorProto tensor in _graph.Initializer)
        {
            Fill(tensor, _weights[tensor.Name].Shape, values(tensor.Name));
        }

        return this;
    }

    /// <summary>The model as a file holds it.</summary>
    public byte[] ToBytes()
    {
        GraphProto graph = _graph.Clone();
        int rank = graph.Node.Any(node => node.OpType is "Flatten" or "Gemm") ? 2 : 4;
        graph.Output.Add(Value(_current, rank == 2 ? [1, _shape.Channels] : [1, _shape.Channels, _shape.Height, _shape.Width]));
        ModelProto model = new() { IrVersion = IrVersion, ProducerName = "CnnGen.Onnx", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        return model.ToByteArray();
    }

    private OnnxNetwork Activate(string type, params AttributeProto[] attributes)
    {
        Node(type, _shape, [], attributes);
        return this;
    }

    private void Node(string type, (int, int, int) output, string[] inputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"node{_graph.Node.Count}" };
        node.Input.Add(_current);
        node.Input.Add(inputs);
        node.Output.Add(_current = $"tensor{_graph.Node.Count}");
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        _shape = output;
    }

    /// <summary>He's initialisation, so that numbers keep their size from layer to layer.</summary>
    private string[] Weighted(string name, int[] shape, int outputs, bool bias)
    {
        double scale = Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1, (product, side) => product * side));
        string weight = Weight($"{name}.weight", shape, scale, 0);
        return bias ? [weight, Weight($"{name}.bias", [outputs], 0.1, 0)] : [weight];
    }

    /// <summary>The given name, or the kind and its count among all of its kind.</summary>
    private string Next(string kind, string? name)
    {
        int count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return name ?? $"{kind}{count}";
    }

    private string Weight(string key, int[] shape, double scale, double middle)
    {
        float[] values = new float[shape.Aggregate(1, (product, side) => product * side)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(middle + (((2 * _random.NextDouble()) - 1) * scale));
        }

        TensorProto tensor = new() { Name = key, DataType = (int)TensorProto.Types.DataType.Float };
        tensor.Dims.Add(shape.Select(side => (long)side));
        Fill(tensor, shape, values);
        _graph.Initializer.Add(tensor);
        return key;
    }

    private void Fill(TensorProto tensor, int[] shape, float[] values)
    {
        _weights[tensor.Name] = new OnnxWeights(shape, values);
        tensor.RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values));
    }

    private static (int Before, int After) Same(int size, int kernel, int stride)
    {
        int pads = Math.Max(0, ((((size + stride - 1) / stride) - 1) * stride) + kernel - size);
        return (pads / 2, pads - (pads / 2));
    }

    private static int Size(int size, int kernel, int stride, int pads) => ((size + pads - kernel) / stride) + 1;

    private static ValueInfoProto Value(string name, int[] shape)
    {
        TypeProto.Types.Tensor type = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new TensorShapeProto() };
        type.Shape.Dim.Add(shape.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    private static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    private static AttributeProto Ints(string name, params long[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }
}
