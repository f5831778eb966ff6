using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Turns ONNX's message into a <see cref="OnnxGraph"/>: one input, one output, and the nodes that lie between them.</summary>
internal sealed class GraphReader(ModelProto model, ImportOptions options, ExternalData external)
{
    private readonly GraphProto _graph = model.Graph;
    private readonly Dictionary<string, Constant> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);

    /// <exception cref="ImportException">The graph is not one that a network can be made of.</exception>
    public OnnxGraph Read()
    {
        int opset = Opset();
        BodyReader bodies = new(model, opset, external);
        foreach (OnnxNode node in bodies.Read(_graph, _constants))
        {
            foreach (string name in node.Outputs.Where(name => name.Length > 0))
            {
                _producers[name] = node;
            }
        }

        string output = ChosenOutput();
        List<OnnxNode> nodes = Sorted(output, out HashSet<string> read);
        ValueInfoProto input = ChosenInput(read);
        return new OnnxGraph(nodes, _constants, input.Name, InputShape.Of(input, options.Shape), output, Origin(opset)) { Bodies = bodies, NotedShapes = NotedShapes() };
    }

    private Dictionary<string, int[]> NotedShapes()
    {
        Dictionary<string, int[]> shapes = new(StringComparer.Ordinal);
        foreach (ValueInfoProto value in _graph.ValueInfo.Where(value => value.Type?.TensorType?.Shape is { Dim.Count: >= 1 and <= 4 }))
        {
            TensorShapeProto.Types.Dimension[] sides = [.. value.Type.TensorType.Shape.Dim];
            if (sides.Skip(1).All(side => side is { HasDimValue: true, DimValue: > 0 and < 1 << 24 }))
            {
                shapes[value.Name] = [1, .. sides.Skip(1).Select(side => (int)side.DimValue)];
            }
        }

        return shapes;
    }

    private int Opset()
    {
        // A model of ONNX's first days has no opset at all: that is opset 1.
        long opset = model.OpsetImport.Where(import => import.Domain is "" or "ai.onnx").Select(import => import.Version).DefaultIfEmpty(1).Max();
        return (int)Math.Min(opset, 1000);
    }

    private string Origin(int opset)
    {
        string producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        return $"opset {opset}{(producer.Length == 0 ? "" : $", written by {MessageText.Shown(producer)}")}";
    }

    private string ChosenOutput()
    {
        string[] outputs = [.. _graph.Output.Select(output => output.Name)];
        if (options.Output is { } chosen)
        {
            return _producers.ContainsKey(chosen)
                ? chosen
                : throw new ImportException($"The model has no tensor '{MessageText.Shown(chosen)}' that a node makes. Its outputs are {MessageText.Quoted(outputs)}: choose one of them with --output, or any tensor between them and the input.");
        }

        return outputs.Length switch
        {
            0 => throw new ImportException("The model has no output: it is not a whole model. Export it again."),
            1 => outputs[0],
            _ => throw new ImportException($"The model has {outputs.Length} outputs, {MessageText.Quoted(outputs)}, and a network has one: choose it with --output \"{MessageText.Shown(LikelyOutput)}\" (what only the others need is left out)."),
        };
    }

    /// <summary>The first output of floats: classifiers of scikit-learn give a label before it.</summary>
    private string LikelyOutput
        => (_graph.Output.FirstOrDefault(output => output.Type?.TensorType?.ElemType == (int)TensorProto.Types.DataType.Float) ?? _graph.Output[0]).Name;

    private ValueInfoProto ChosenInput(HashSet<string> read)
    {
        // Models older than IR version 4 list their initializers among the inputs.
        ValueInfoProto[] inputs = [.. _graph.Input.Where(input => !_constants.ContainsKey(input.Name))];
        ValueInfoProto[] used = [.. inputs.Where(input => read.Contains(input.Name))];
        return used.Length switch
        {
            1 => used[0],
            0 when inputs.Length > 0 => throw new ImportException($"The output does not depend on the input {MessageText.Quoted(inputs.Select(input => input.Name))}: there is nothing to compute. Was the right tensor chosen with --output?"),
            0 => throw new ImportException("The model has no input: it is not a whole model. Export it again."),
            _ => throw new ImportException($"The model reads {used.Length} inputs, {MessageText.Quoted(used.Select(input => input.Name))}, and a network has one: export the part of it that works on one, or join the inputs into one before exporting."),
        };
    }

    /// <summary>The nodes that the output needs, each after what it reads. No recursion: a chain may be any length.</summary>
    private List<OnnxNode> Sorted(string output, out HashSet<string> read)
    {
        HashSet<string> inputs = [.. _graph.Input.Select(input => input.Name)];
        List<OnnxNode> sorted = [];
        HashSet<OnnxNode> done = [];
        HashSet<OnnxNode> open = [];
        read = [output];
        Stack<OnnxNode> stack = new();
        if (_producers.TryGetValue(output, out OnnxNode? last))
        {
            stack.Push(last);
        }

        while (stack.TryPeek(out OnnxNode? node))
        {
            if (done.Contains(node))
            {
                stack.Pop();
                continue;
            }

            bool isReady = true;
            bool isFirst = open.Add(node);
            foreach (string input in node.Inputs.Concat(node.Captured).Where(input => input.Length > 0 && !_constants.ContainsKey(input)))
            {
                read.Add(input);
                if (!_producers.TryGetValue(input, out OnnxNode? producer))
                {
                    if (!inputs.Contains(input))
                    {
                        throw new ImportException($"The node '{node.Name}' ({node.Operator}) reads the tensor '{MessageText.Shown(input)}', which nothing in the model makes: the file is damaged. Export it again.");
                    }
                }
                else if (!done.Contains(producer))
                {
                    isReady = false;
                    if (!isFirst || open.Contains(producer))
                    {
                        throw new ImportException($"The nodes '{node.Name}' ({node.Operator}) and '{producer.Name}' ({producer.Operator}) wait for each other: the graph has a loop. Export it again.");
                    }

                    stack.Push(producer);
                }
            }

            if (isReady)
            {
                stack.Pop();
                done.Add(node);
                open.Remove(node);
                sorted.Add(node);
            }
        }

        return sorted;
    }
}
