using CnnGen.Generator.Shapes;
using Onnx;

namespace CnnGen.Import.Load;

/// <summary>Turns ONNX's message into a <see cref="OnnxGraph"/>: one input, one output, and the nodes that lie between them.</summary>
internal sealed class GraphReader(ModelProto model, ImportOptions options, ExternalData external)
{
    private readonly GraphProto _graph = model.Graph;
    private readonly Dictionary<string, Constant> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);

    /// <summary>By the name that the model gives them: what the user may type after --output.</summary>
    private readonly Dictionary<string, OnnxNode> _named = new(StringComparer.Ordinal);

    private readonly List<ImportProblem> _problems = [];

    /// <exception cref="ImportException">The graph is not one that a network can be made of.</exception>
    public OnnxGraph Read()
    {
        int opset = Opset();
        BodyReader bodies = new(model, opset, external);
        foreach (OnnxNode node in bodies.Read(_graph, _constants))
        {
            _ = _named.TryAdd(node.Name, node);
            foreach (string name in node.Outputs.Where(name => name.Length > 0))
            {
                _producers[name] = node;
            }
        }

        string output = ChosenOutput();
        List<OnnxNode> nodes = Sorted(output, out HashSet<string> read);
        ValueInfoProto[] inputs = UsedInputs(read);
        bool isTranslatable = inputs.Length == 1;
        int[] dims = [];
        if (isTranslatable)
        {
            InputShape shape = InputShape.Of(inputs[0], options.Shape);
            (dims, isTranslatable) = (shape.Dims, shape.IsKnown);
            _problems.AddRange(shape.Problems);
        }

        return new OnnxGraph(nodes, _constants, inputs[0].Name, dims, output, Origin(opset))
        {
            Bodies = bodies,
            NotedShapes = NotedShapes(),
            Problems = _problems,
            IsTranslatable = isTranslatable,
        };
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

    /// <summary>The tensor that the network gives. Where the model leaves a choice, that is a problem, and the likely one is taken to find others.</summary>
    private string ChosenOutput()
    {
        string[] outputs = [.. _graph.Output.Select(output => output.Name)];
        if (options.Output is { } chosen)
        {
            return _producers.ContainsKey(chosen) ? chosen
                : _named.TryGetValue(chosen, out OnnxNode? node) && node.Outputs.FirstOrDefault(output => output.Length > 0) is { } first ? first
                : throw new ImportException($"The model has no tensor or node '{MessageText.Shown(chosen)}' that computes anything{Nearest(chosen)}. Its outputs are {MessageText.Quoted(outputs)}: choose one of them with --output, or any tensor or node between them and the input.");
        }

        if (outputs.Length == 0)
        {
            throw new ImportException("The model has no output: it is not a whole model. Export it again.");
        }

        if (outputs.Length == 1)
        {
            return outputs[0];
        }

        string likely = LikelyOutput();
        _problems.Add(new ImportProblem([], "", $"The model has {outputs.Length} outputs, {MessageText.Quoted(outputs)}, and a network has one: choose it with --output \"{MessageText.Shown(likely)}\" (what only the others need is left out).") { IsOfOutputs = true });
        return likely;
    }

    private string Nearest(string chosen)
    {
        string[] near = [.. _producers.Keys.Concat(_named.Keys).Distinct().Where(name => name.Length < 200)];
        string? nearest = near.Length > 5000 || chosen.Length > 200 ? null : near.MinBy(name => EditDistance.Between(chosen, name));
        return nearest is not null && EditDistance.Between(chosen, nearest) <= 1 + (chosen.Length / 4) ? $" (did you mean '{MessageText.Shown(nearest)}'?)" : "";
    }

    /// <summary>
    /// The first output of floats, before it those that are called scores or probabilities: classifiers of scikit-learn and ML.NET give a label first, and
    /// the probabilities as a dictionary, whose values are taken.
    /// </summary>
    private string LikelyOutput()
    {
        string[] floats =
        [
            .. _graph.Output.Where(output => output.Type?.TensorType?.ElemType == (int)TensorProto.Types.DataType.Float).Select(output => output.Name),
            .. _graph.Output.Select(output => _producers.GetValueOrDefault(output.Name)).Where(node => node is { Operator: "ai.onnx.ml.ZipMap", Inputs: [{ Length: > 0 }, ..] }).Select(node => node!.Inputs[0]),
        ];
        return floats.FirstOrDefault(name => name.Contains("score", StringComparison.OrdinalIgnoreCase) || name.Contains("prob", StringComparison.OrdinalIgnoreCase))
            ?? floats.FirstOrDefault()
            ?? _graph.Output[0].Name;
    }

    /// <summary>The inputs that the output depends on, at least one; several are a problem.</summary>
    private ValueInfoProto[] UsedInputs(HashSet<string> read)
    {
        // Models older than IR version 4 list their initializers among the inputs.
        ValueInfoProto[] inputs = [.. _graph.Input.Where(input => !_constants.ContainsKey(input.Name))];
        ValueInfoProto[] used = [.. inputs.Where(input => read.Contains(input.Name))];
        if (used.Length == 0)
        {
            throw new ImportException(inputs.Length > 0
                ? $"The output does not depend on the input {MessageText.Quoted(inputs.Select(input => input.Name))}: there is nothing to compute. Was the right tensor chosen with --output?"
                : "The model has no input: it is not a whole model. Export it again.");
        }

        if (used.Length > 1)
        {
            string part = _graph.Output.Count == 1 && options.Output is null ? " If one of them is needed only near the end of the model, --output with a tensor before that leaves it out." : "";
            _problems.Add(new ImportProblem([], "", $"The model reads {used.Length} inputs, {MessageText.Quoted(used.Select(input => input.Name))}, and a network has one: export the part of it that works on one, or join the inputs into one before exporting.{part}"));
        }

        return used;
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
                        throw new ImportException($"The node '{node.Name}' ({node.Operator}) reads the tensor '{MessageText.Shown(input)}', which nothing in the model computes: the file is corrupt. Export it again.");
                    }
                }
                else if (!done.Contains(producer))
                {
                    isReady = false;
                    if (!isFirst || open.Contains(producer))
                    {
                        throw new ImportException($"The nodes '{node.Name}' ({node.Operator}) and '{producer.Name}' ({producer.Operator}) need each other's output: the graph has a cycle. Export it again.");
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
