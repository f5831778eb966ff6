using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Nodes under other names, as inlining needs them.</summary>
internal static class NodeProtos
{
    /// <summary>A copy whose tensors are renamed, and whose attributes are replaced; in the graphs within its attributes too.</summary>
    /// <param name="attribute">What stands for an attribute; null where it is left out.</param>
    public static NodeProto Renamed(NodeProto node, Func<string, string> name, Func<AttributeProto, AttributeProto?> attribute)
    {
        NodeProto copy = new() { Name = node.Name, OpType = node.OpType, Domain = node.Domain };
        if (node.HasOverload)
        {
            copy.Overload = node.Overload;
        }

        copy.Input.Add(node.Input.Select(Named));
        copy.Output.Add(node.Output.Select(Named));
        foreach (AttributeProto given in node.Attribute)
        {
            if (attribute(given) is { } kept)
            {
                copy.Attribute.Add(Renamed(kept, name, attribute));
            }
        }

        return copy;

        string Named(string tensor) => tensor.Length == 0 ? "" : name(tensor);
    }

    /// <summary>The tensors that the graphs within a node's attributes read from outside.</summary>
    public static HashSet<string> Captured(NodeProto node)
    {
        HashSet<string> captured = [];
        foreach (GraphProto graph in node.Attribute.SelectMany(Graphs))
        {
            HashSet<string> own = [.. graph.Initializer.Select(tensor => tensor.Name), .. graph.Input.Select(input => input.Name), .. graph.Node.SelectMany(inner => inner.Output)];
            captured.UnionWith(graph.Node.SelectMany(inner => inner.Input.Concat(Captured(inner))).Concat(graph.Output.Select(output => output.Name)).Where(name => name.Length > 0 && !own.Contains(name)));
        }

        return captured;
    }

    private static IEnumerable<GraphProto> Graphs(AttributeProto attribute) => attribute.G is { } graph ? attribute.Graphs.Append(graph) : attribute.Graphs;

    private static AttributeProto Renamed(AttributeProto attribute, Func<string, string> name, Func<AttributeProto, AttributeProto?> replacement)
    {
        if (!Graphs(attribute).Any())
        {
            return attribute;
        }

        AttributeProto copy = attribute.Clone();
        foreach (GraphProto graph in Graphs(copy))
        {
            NodeProto[] nodes = [.. graph.Node.Select(node => Renamed(node, name, replacement))];
            graph.Node.Clear();
            graph.Node.Add(nodes);
            foreach (TensorProto tensor in graph.Initializer)
            {
                tensor.Name = name(tensor.Name);
            }

            foreach (ValueInfoProto value in graph.Input.Concat(graph.Output))
            {
                value.Name = name(value.Name);
            }
        }

        return copy;
    }
}
