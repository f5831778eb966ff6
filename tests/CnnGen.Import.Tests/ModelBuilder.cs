using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Builds an ONNX model node by node, as exporters write them: for the patterns that a chain of layers does not have.</summary>
internal sealed class ModelBuilder
{
    private readonly ModelProto _model = new() { IrVersion = 8, ProducerName = "tests", Graph = new GraphProto { Name = "graph" } };
    private readonly Random _random = new(3);

    public ModelBuilder(int opset, params int[] inputDims)
    {
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        _model.Graph.Input.Add(Value("input", inputDims));
    }

    /// <summary>An initializer of small numbers by chance.</summary>
    public ModelBuilder Weights(string name, params int[] dims)
    {
        float[] values = new float[dims.Aggregate(1, (product, side) => product * side)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _random.NextSingle() - 0.5f;
        }

        return Floats(name, dims, values);
    }

    public ModelBuilder Floats(string name, int[] dims, params float[] values)
        => Initializer(name, TensorProto.Types.DataType.Float, dims, MemoryMarshal.AsBytes<float>(values));

    public ModelBuilder Integers(string name, params long[] values)
        => Initializer(name, TensorProto.Types.DataType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>Whole numbers of any shape.</summary>
    public ModelBuilder Whole(string name, int[] dims, params long[] values) => Initializer(name, TensorProto.Types.DataType.Int64, dims, MemoryMarshal.AsBytes<long>(values));

    /// <summary>An initializer of any type, by its bytes.</summary>
    public ModelBuilder Tensor(string name, TensorProto.Types.DataType type, int[] dims, params byte[] raw) => Initializer(name, type, dims, raw);

    /// <summary>A function of the model's own, in the domain <c>local</c>.</summary>
    public ModelBuilder Function(FunctionProto function)
    {
        _model.Functions.Add(function);
        if (_model.OpsetImport.All(import => import.Domain != function.Domain))
        {
            _model.OpsetImport.Add(new OperatorSetIdProto { Domain = function.Domain, Version = 1 });
        }

        return this;
    }

    /// <summary>A node by itself, as functions and branches hold them.</summary>
    public static NodeProto NodeOf(string type, string arguments, params (string Name, object Value)[] attributes)
    {
        string[] sides = arguments.Split(" -> ");
        int dot = type.LastIndexOf('.');
        NodeProto node = new() { OpType = type[(dot + 1)..], Domain = dot < 0 ? "" : type[..dot], Name = $"node_{sides[1]}" };
        node.Input.Add(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(input => input == "_" ? "" : input));
        node.Output.Add(sides[1].Split(' ').Select(output => output == "_" ? "" : output));
        node.Attribute.Add(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        return node;
    }

    /// <param name="arguments">Inputs with spaces between them, and after an arrow the outputs: <c>x weight -> y</c>.</param>
    public ModelBuilder Node(string type, string arguments, params (string Name, object Value)[] attributes)
    {
        _model.Graph.Node.Add(NodeOf(type, arguments, attributes));
        return this;
    }

    public ModelProto Build(params string[] outputs)
    {
        ModelProto model = _model.Clone();
        model.Graph.Output.Add(outputs.Select(output => new ValueInfoProto { Name = output }));
        return model;
    }

    private ModelBuilder Initializer(string name, TensorProto.Types.DataType type, int[] dims, ReadOnlySpan<byte> raw)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.Add(dims.Select(side => (long)side));
        _model.Graph.Initializer.Add(tensor);
        return this;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        AttributeProto attribute = new() { Name = name };
        switch (value)
        {
            case AttributeProto reference:
                attribute = reference.Clone();
                attribute.Name = name;
                break;
            case GraphProto graph:
                (attribute.Type, attribute.G) = (AttributeProto.Types.AttributeType.Graph, graph);
                break;
            case TensorProto tensor:
                (attribute.Type, attribute.T) = (AttributeProto.Types.AttributeType.Tensor, tensor);
                break;
            case int number:
                (attribute.Type, attribute.I) = (AttributeProto.Types.AttributeType.Int, number);
                break;
            case float number:
                (attribute.Type, attribute.F) = (AttributeProto.Types.AttributeType.Float, number);
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case int[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.Add(numbers.Select(number => (long)number));
                break;
            case float[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Floats;
                attribute.Floats.Add(numbers);
                break;
        }

        return attribute;
    }

    /// <param name="dims">-1 for a side that is left open.</param>
    private static ValueInfoProto Value(string name, int[] dims)
    {
        TypeProto.Types.Tensor type = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new TensorShapeProto() };
        type.Shape.Dim.Add(dims.Select(side => side < 0 ? new TensorShapeProto.Types.Dimension { DimParam = "open" } : new TensorShapeProto.Types.Dimension { DimValue = side }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
