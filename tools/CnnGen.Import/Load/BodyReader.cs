using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Reads the nodes and constants of a graph: of the model's own, or of a branch in it. Calls of the model's functions are inlined.</summary>
internal sealed class BodyReader(ModelProto model, int opset, ExternalData external)
{
    private readonly TensorReader _tensors = new(external);
    private readonly LocalFunctions _functions = new(model, opset);

    /// <summary>Tensors that were read as something's output; no two nodes give the same.</summary>
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>The nodes, without those that are constants.</summary>
    /// <param name="constants">Where initializers and constants go.</param>
    /// <exception cref="ImportException">A tensor is computed twice, or its data is corrupt.</exception>
    public List<OnnxNode> Read(GraphProto graph, Dictionary<string, Constant> constants)
    {
        if (graph.SparseInitializer.Count > 0)
        {
            throw new ImportException("The model has sparse initializers: export it with dense weights.");
        }

        foreach (TensorProto initializer in graph.Initializer)
        {
            if (!_made.Add(initializer.Name))
            {
                throw new ImportException($"The model has two initializers named '{MessageText.Shown(initializer.Name)}': the file is corrupt. Export it again.");
            }

            constants[initializer.Name] = _tensors.Read(initializer);
        }

        List<OnnxNode> nodes = [];
        foreach ((NodeProto proto, int version) in _functions.Inlined(graph.Node))
        {
            OnnxNode node = ToNode(proto, version);
            if (node.Outputs.FirstOrDefault(output => output.Length > 0 && !_made.Add(output)) is { } twice)
            {
                throw new ImportException($"The tensor '{MessageText.Shown(twice)}' is computed twice, the second time by the node '{node.Name}' ({node.Operator}): the file is corrupt. Export it again.");
            }

            if (node is { Operator: "Constant", Outputs.Length: > 0 })
            {
                constants[node.Outputs[0]] = ConstantOf(node);
            }
            else
            {
                nodes.Add(node);
            }
        }

        return nodes;
    }

    private static OnnxNode ToNode(NodeProto proto, int opset)
    {
        string[] outputs = [.. proto.Output];
        string domain = proto.Domain is "ai.onnx" ? "" : proto.Domain;
        string name = proto.Name.Length > 0 ? proto.Name : outputs.FirstOrDefault(output => output.Length > 0) ?? proto.OpType;
        Dictionary<string, AttributeProto> attributes = new(StringComparer.Ordinal);
        foreach (AttributeProto attribute in proto.Attribute)
        {
            attributes[attribute.Name] = attribute;
        }

        return new OnnxNode(MessageText.Shown(name), MessageText.Shown(proto.OpType), [.. proto.Input], outputs, attributes, MessageText.Shown(domain))
        {
            Opset = opset,
            Captured = [.. NodeProtos.Captured(proto)],
        };
    }

    private Constant ConstantOf(OnnxNode node)
    {
        if (node.Attribute("value")?.T is { } tensor)
        {
            return _tensors.Read(tensor);
        }

        if (node.Attribute("value_float") is { } number)
        {
            return Constant.Of([], [number.F]);
        }

        if (node.Attribute("value_int") is { } whole)
        {
            return Constant.Of([], [whole.I]);
        }

        return node.Floats("value_floats") is { } floats ? Constant.Of([floats.Length], floats)
            : node.Ints("value_ints") is { } ints ? Constant.Vector(ints)
            : new Constant([], null, null) { Fault = "is a constant of text or of a sparse tensor" };
    }
}
