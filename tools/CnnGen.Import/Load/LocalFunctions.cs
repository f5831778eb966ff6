using Onnx;

namespace CnnGen.Import.Load;

/// <summary>The functions that a model defines itself. Calls of them are replaced by the nodes that they stand for.</summary>
internal sealed class LocalFunctions
{
    /// <summary>A function in a function; exporters of modules as functions stay below ten.</summary>
    private const int DeepestNesting = 64;

    /// <summary>Nodes of a whole model: doubly called functions would double it at each level.</summary>
    private const int MostNodes = 1 << 16;

    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionProto> _functions = [];
    private readonly int _opset;
    private int _made;
    private int _calls;

    public LocalFunctions(ModelProto model, int opset)
    {
        _opset = opset;
        foreach (FunctionProto function in model.Functions)
        {
            if (!_functions.TryAdd((function.Domain, function.Name, function.Overload), function))
            {
                throw new ImportException($"The model defines the function '{MessageText.Shown(function.Name)}' twice: the file is corrupt. Export it again.");
            }
        }
    }

    /// <summary>The nodes with each call replaced, and the opset by which each is to be read.</summary>
    /// <exception cref="ImportException">A function calls itself, or a call does not fit it.</exception>
    public IEnumerable<(NodeProto Node, int Opset)> Inlined(IEnumerable<NodeProto> nodes)
    {
        Stack<(NodeProto Node, int Opset, int Depth)> rest = new(nodes.Reverse().Select(node => (node, _opset, 0)));
        while (rest.TryPop(out (NodeProto Node, int Opset, int Depth) next))
        {
            if (!_functions.TryGetValue((next.Node.Domain, next.Node.OpType, next.Node.Overload), out FunctionProto? function))
            {
                yield return (next.Node, next.Opset);
                continue;
            }

            _made += function.Node.Count;
            if (next.Depth == DeepestNesting || _made > MostNodes)
            {
                throw new ImportException(next.Depth == DeepestNesting
                    ? $"The model's function '{MessageText.Shown(function.Name)}' calls itself, or functions are nested more than {DeepestNesting} deep: export the model without functions (export_modules_as_functions=False in PyTorch)."
                    : $"The model has more than {MostNodes} nodes once its functions are written out: export it without functions.");
            }

            int opset = (int)Math.Clamp(function.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).DefaultIfEmpty(next.Opset).Max(), 0, 1000);
            foreach (NodeProto inner in Body(next.Node, function).Reverse())
            {
                rest.Push((inner, opset, next.Depth + 1));
            }
        }
    }

    /// <summary>A function's nodes with the call's tensors and attributes in place of the function's own.</summary>
    private IEnumerable<NodeProto> Body(NodeProto call, FunctionProto function)
    {
        if (call.Input.Count > function.Input.Count || call.Output.Count > function.Output.Count)
        {
            throw new ImportException($"The node '{MessageText.Shown(call.Name)}' gives the model's function '{MessageText.Shown(function.Name)}' {call.Input.Count} inputs and takes {call.Output.Count} outputs, but it has {function.Input.Count} and {function.Output.Count}: the file is corrupt. Export it again.");
        }

        // A call within the function may have the same output: the number makes the names of its tensors its own.
        string output = call.Output.FirstOrDefault(name => name.Length > 0) ?? call.Name;
        string path = $"{output}/{_calls++}";
        Dictionary<string, string> tensors = new(StringComparer.Ordinal);
        foreach ((int i, string input) in function.Input.Index())
        {
            tensors[input] = call.Input.ElementAtOrDefault(i) ?? "";
        }

        // An output that is an input as it is, or another output, is copied.
        List<NodeProto> copies = [];
        foreach ((string own, string actual) in function.Output.Zip(call.Output).Where(pair => pair.Second.Length > 0))
        {
            if (!tensors.TryAdd(own, actual))
            {
                copies.Add(new NodeProto { Name = call.Name, OpType = "Identity", Input = { tensors[own] }, Output = { actual } });
            }
        }

        Dictionary<string, AttributeProto> attributes = new(StringComparer.Ordinal);
        foreach (AttributeProto attribute in function.AttributeProto.Concat(call.Attribute))
        {
            attributes[attribute.Name] = attribute;
        }

        foreach (NodeProto node in function.Node)
        {
            NodeProto inner = NodeProtos.Renamed(node, name => tensors.TryGetValue(name, out string? actual) ? actual : $"{path}/{name}", Attribute);
            inner.Name = $"{(call.Name.Length > 0 ? call.Name : output)}/{(node.Name.Length > 0 ? node.Name : node.OpType)}";
            yield return inner;
        }

        foreach (NodeProto copy in copies)
        {
            yield return copy;
        }

        // An attribute of the function's caller, under the name that it has in the body; left out where the caller does not give it.
        AttributeProto? Attribute(AttributeProto attribute)
        {
            if (attribute.RefAttrName.Length == 0)
            {
                return attribute;
            }

            AttributeProto? given = attributes.GetValueOrDefault(attribute.RefAttrName)?.Clone();
            given?.Name = attribute.Name;
            return given;
        }
    }
}
