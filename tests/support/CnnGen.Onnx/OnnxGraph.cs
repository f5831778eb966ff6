using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace CnnGen.Onnx;

/// <summary>Collects nodes and constants of an ONNX graph whose tensors are 32-bit floats.</summary>
internal sealed class OnnxGraph
{
    private const int IrVersion = 8;
    private const int Opset = 17;

    private readonly GraphProto _graph = new() { Name = "network" };

    public void Input(string name, long[] shape) => _graph.Input.Add(Value(name, shape));

    public void Output(string name, long[] shape) => _graph.Output.Add(Value(name, shape));

    /// <summary>Adds a node, and returns the name of its output.</summary>
    public string Node(string type, string[] inputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"node{_graph.Node.Count}" };
        node.Input.Add(inputs);
        node.Output.Add($"tensor{_graph.Node.Count}");
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return node.Output[0];
    }

    public string Node(string type, string input, params AttributeProto[] attributes) => Node(type, [input], attributes);

    public string Reshape(string input, params long[] shape) => Node("Reshape", [input, Numbers(shape)]);

    public string Transpose(string input, params long[] axes) => Node("Transpose", input, Ints("perm", axes));

    /// <summary>A number for all.</summary>
    public string Number(double value) => Weight($"number{_graph.Initializer.Count}", [], [(float)value]);

    public string Numbers(params long[] values) => Add(
        new TensorProto { Name = $"numbers{_graph.Initializer.Count}", DataType = (int)TensorProto.Types.DataType.Int64 }, [values.Length], MemoryMarshal.AsBytes<long>(values));

    public string Weight(string key, long[] shape, float[] values) =>
        Add(new TensorProto { Name = key, DataType = (int)TensorProto.Types.DataType.Float }, shape, MemoryMarshal.AsBytes<float>(values));

    /// <summary>The model as a file holds it.</summary>
    public byte[] ToBytes()
    {
        ModelProto model = new() { IrVersion = IrVersion, ProducerName = "CnnGen.Onnx", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        return model.ToByteArray();
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    public static AttributeProto Float(string name, double value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params long[] values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    private string Add(TensorProto tensor, long[] shape, ReadOnlySpan<byte> bytes)
    {
        tensor.Dims.Add(shape);
        tensor.RawData = ByteString.CopyFrom(bytes);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private static ValueInfoProto Value(string name, long[] shape)
    {
        TypeProto.Types.Tensor type = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = new TensorShapeProto() };
        type.Shape.Dim.Add(shape.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
