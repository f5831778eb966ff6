using System.Runtime.InteropServices;
using CnnGen.Import.Load;
using Google.Protobuf;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.SelfTest;

/// <summary>
/// The model as another runtime computes what the network does: the part of it that the network was made of, one input of the network's shape,
/// and all numbers in float, as the network has them.
/// </summary>
internal static class ReferenceModel
{
    private static readonly int[] _otherFloats = [(int)DataType.Float16, (int)DataType.Bfloat16, (int)DataType.Double];

    /// <summary>Weights in files beside the model become a part of the model, up to this size in all.</summary>
    private const long MostInlined = 1 << 30;

    /// <summary>The model, and those of the tensors that it computes: a tensor of an imported network may be none of the model's own.</summary>
    /// <param name="wanted">Tensors by name.</param>
    public static (byte[] Model, IReadOnlyList<string> Outputs) Of(string path, ImportedNetwork network, IEnumerable<string> wanted)
    {
        ModelProto model = ModelFile.Open(path);
        GraphProto graph = model.Graph;
        HashSet<string> computed = [.. graph.Node.SelectMany(node => node.Output)];
        string[] outputs = [.. wanted.Distinct().Where(computed.Contains)];
        Cut(graph, outputs);
        ValueInfoProto input = graph.Input.Single(value => value.Name == network.InputValue);
        input.Type.TensorType.ElemType = (int)DataType.Float;
        input.Type.TensorType.Shape = new TensorShapeProto();
        input.Type.TensorType.Shape.Dim.Add(network.InputShape.Select(side => new TensorShapeProto.Types.Dimension { DimValue = side }));
        graph.ValueInfo.Clear();
        graph.Output.Clear();
        graph.Output.Add(outputs.Select(output => new ValueInfoProto { Name = output }));
        ToFloats(model, new ExternalData(Path.GetDirectoryName(Path.GetFullPath(path))));
        WithExactSigmoids(graph);
        return (model.ToByteArray(), outputs);
    }

    /// <summary>Leaves out what the outputs do not need.</summary>
    private static void Cut(GraphProto graph, IEnumerable<string> outputs)
    {
        HashSet<string> read = [.. outputs];
        List<NodeProto> kept = [];
        foreach (NodeProto node in InReverseOrder(graph, outputs))
        {
            kept.Add(node);
            read.UnionWith(node.Input);
            read.UnionWith(Captured(node));
        }

        HashSet<NodeProto> needed = [.. kept];
        Keep(graph.Node, needed.Contains);
        Keep(graph.Initializer, tensor => read.Contains(tensor.Name));
        Keep(graph.Input, value => read.Contains(value.Name));
    }

    /// <summary>The nodes that the outputs need.</summary>
    private static IEnumerable<NodeProto> InReverseOrder(GraphProto graph, IEnumerable<string> outputs)
    {
        Dictionary<string, NodeProto> producers = new(StringComparer.Ordinal);
        foreach (NodeProto node in graph.Node)
        {
            foreach (string output in node.Output)
            {
                producers[output] = node;
            }
        }

        HashSet<NodeProto> found = [];
        Stack<string> open = new(outputs);
        while (open.TryPop(out string? name))
        {
            if (producers.TryGetValue(name, out NodeProto? node) && found.Add(node))
            {
                foreach (string input in node.Input.Concat(Captured(node)))
                {
                    open.Push(input);
                }
            }
        }

        return found;
    }

    /// <summary>The tensors that a graph in a node reads, from around it or from itself.</summary>
    private static IEnumerable<string> Captured(NodeProto node)
        => node.Attribute.SelectMany(attribute => attribute.Graphs.Append(attribute.G)).OfType<GraphProto>()
            .SelectMany(graph => graph.Node.SelectMany(inner => inner.Input.Concat(Captured(inner))).Concat(graph.Output.Select(output => output.Name)));

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> all, Func<T, bool> isKept)
    {
        T[] kept = [.. all.Where(isKept)];
        all.Clear();
        all.Add(kept);
    }

    /// <summary>float16, bfloat16 and double become float: the importer reads the weights so, and the network computes so.</summary>
    private static void ToFloats(ModelProto model, ExternalData external)
    {
        TensorReader reader = new(external);
        long inlined = 0;
        foreach (TensorProto tensor in model.Graph.Initializer)
        {
            bool isExternal = tensor.DataLocation == TensorProto.Types.DataLocation.External;
            if (isExternal && tensor.DataType == (int)DataType.Float && inlined < MostInlined)
            {
                // Read as the importer reads it, behind symbolic links too.
                inlined += sizeof(float) * tensor.Dims.Aggregate(1L, (product, side) => product * side);
                Replace(tensor, reader);
            }
            else if (_otherFloats.Contains(tensor.DataType))
            {
                Replace(tensor, reader);
            }
        }

        foreach (NodeProto node in model.Graph.Node.Concat(model.Functions.SelectMany(function => function.Node)))
        {
            ToFloats(node, reader);
        }
    }

    private static void ToFloats(NodeProto node, TensorReader reader)
    {
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (attribute.Name is "to" or "dtype" && _otherFloats.Contains((int)attribute.I))
            {
                attribute.I = (int)DataType.Float;
            }

            if (attribute.T is { } tensor && _otherFloats.Contains(tensor.DataType))
            {
                Replace(tensor, reader);
            }

            foreach (NodeProto inner in attribute.Graphs.Append(attribute.G).OfType<GraphProto>().SelectMany(graph => graph.Node))
            {
                ToFloats(inner, reader);
            }
        }
    }

    private static void Replace(TensorProto tensor, TensorReader reader)
    {
        float[] values = reader.Read(tensor).ToFloats();
        TensorProto floats = new() { Name = tensor.Name, DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        floats.Dims.Add(tensor.Dims);
        tensor.DataLocation = TensorProto.Types.DataLocation.Default;
        tensor.ExternalData.Clear();
        tensor.FloatData.Clear();
        tensor.DoubleData.Clear();
        tensor.Int32Data.Clear();
        (tensor.DataType, tensor.RawData) = (floats.DataType, floats.RawData);
    }

    /// <summary>
    /// Sigmoid as ONNX defines it, 1 / (1 + exp(-x)): ONNX Runtime's own has an error of 1e-7, which is all of a result of 1e-7, and everything that is
    /// computed from it would differ.
    /// </summary>
    private static void WithExactSigmoids(GraphProto graph)
    {
        NodeProto[] nodes = [.. graph.Node];
        if (!nodes.Any(node => node is { OpType: "Sigmoid", Domain: "" or "ai.onnx" }))
        {
            return;
        }

        const string one = "cnngen/one";
        graph.Initializer.Add(new TensorProto { Name = one, DataType = (int)DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([1f])) });
        graph.Node.Clear();
        foreach (NodeProto node in nodes)
        {
            if (node is not { OpType: "Sigmoid", Domain: "" or "ai.onnx", Input.Count: 1, Output.Count: 1 })
            {
                graph.Node.Add(node);
                continue;
            }

            string name = $"cnngen/{node.Output[0]}";
            graph.Node.Add(Operator("Neg", [node.Input[0]], $"{name}/neg"));
            graph.Node.Add(Operator("Exp", [$"{name}/neg"], $"{name}/exp"));
            graph.Node.Add(Operator("Add", [$"{name}/exp", one], $"{name}/sum"));
            graph.Node.Add(Operator("Reciprocal", [$"{name}/sum"], node.Output[0]));
        }
    }

    private static NodeProto Operator(string type, string[] inputs, string output)
    {
        NodeProto node = new() { OpType = type, Name = output };
        node.Input.Add(inputs);
        node.Output.Add(output);
        return node;
    }
}
