using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate;

/// <summary>Goes through the nodes from the first to the last and makes layers of them. What is wrong is collected, not thrown.</summary>
internal sealed class Translator
{
    /// <summary>Numbers that may be made at import out of fewer ones, over all nodes: no shape arithmetic comes near it.</summary>
    private const long MostGrowth = 1 << 23;

    private readonly Dictionary<string, int> _uses;
    private readonly List<ImportProblem> _problems = [];
    private long _growth;

    public Translator(OnnxGraph graph, OnnxTensor input)
    {
        Graph = graph;
        _uses = graph.CountUses();
        input.Layer.IsSole = _uses.GetValueOrDefault(graph.Input) == 1;
        input.Layer.Value = graph.Input;
        input.Layer.ValueAxes = input.Axes;
        Tensors[graph.Input] = input;
    }

    public OnnxGraph Graph { get; }

    public IReadOnlyDictionary<string, Constant> Constants => Graph.Constants;

    /// <summary>By ONNX's name; null where a problem before it leaves it unknown.</summary>
    public Dictionary<string, OnnxTensor?> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order in which they are written, without the input.</summary>
    public List<Layer> Layers { get; } = [];

    public IReadOnlyList<ImportProblem> Problems => _problems;

    /// <summary>The output's tensor; null where there are problems.</summary>
    public OnnxTensor? Run()
    {
        foreach (OnnxNode node in Graph.Nodes)
        {
            Translate(node);
        }

        return Tensors.GetValueOrDefault(Graph.Output);
    }

    private void Translate(OnnxNode node)
    {
        NodeScope scope = new(node, this);
        OnnxTensor? result = null;
        bool isAfterProblem = node.Inputs.Any(input => Tensors.TryGetValue(input, out OnnxTensor? tensor) && tensor is null);
        try
        {
            if (!Operators.TryFind(node.Operator, out Operators.Translation? translation))
            {
                // Shape arithmetic behind a problem would have been computed, were the shape known.
                if (!isAfterProblem || !Advice.IsShapeArithmetic(node.Operator))
                {
                    Report(node, Advice.For(node.Operator));
                }
            }
            else if (!isAfterProblem)
            {
                result = translation(scope);
                RequireShapes(node, [result, .. scope.Others]);
            }
        }
        catch (UnsupportedNodeException refusal)
        {
            result = null;
            Report(node, refusal.Message);
        }

        bool isProblem = result is null && !isAfterProblem;
        foreach (string output in node.Outputs.Where(output => output.Length > 0))
        {
            Tensors[output] = isProblem ? StandIn(node, output) : null;
        }

        if (result is not null)
        {
            foreach ((string output, OnnxTensor tensor) in node.Outputs.Zip(scope.Others.Prepend(result)).Where(pair => pair.First.Length > 0))
            {
                Give(output, tensor);
            }
        }
    }

    /// <summary>
    /// What a node that cannot be imported would have given, as far as its shape is known: so that one run finds what is wrong behind it.
    /// </summary>
    private OnnxTensor? StandIn(OnnxNode node, string output)
    {
        if (Advice.KeepsShape(node.Operator) && node.Inputs.Select(input => Tensors.GetValueOrDefault(input)).FirstOrDefault(tensor => tensor is not null) is { } input)
        {
            return input.On(new Layer("", input.Shape, input.Layer) { Node = node.Name, IsSole = false });
        }

        if ((Graph.Shapes.GetValueOrDefault(output) ?? Graph.NotedShapes.GetValueOrDefault(output)) is not { Length: >= 1 and <= 4 } dims || dims.Contains(0) || !Constant.TryLength(dims.Select(side => (long)side), int.MaxValue, out _))
        {
            return null;
        }

        MapShape shape = dims.Length == 4 ? new(dims[2], dims[3], dims[1], IsFlat: false)
            : dims.Length == 3 ? new(1, dims[2], dims[1], IsFlat: false)
            : new(1, 1, dims[^1], IsFlat: true);
        return OnnxTensor.Of(new Layer("", shape) { Node = node.Name, IsSole = false }, dims.Length);
    }

    /// <summary>Holds the shapes of a translation against those that ONNX defines.</summary>
    /// <exception cref="UnsupportedNodeException">One differs.</exception>
    private void RequireShapes(OnnxNode node, IEnumerable<OnnxTensor> results)
    {
        foreach ((string output, OnnxTensor tensor) in node.Outputs.Zip(results))
        {
            int[] given = tensor.Repeated ?? tensor.Dims;
            if (Graph.Shapes.GetValueOrDefault(output) is { } wanted && !given.AsSpan().SequenceEqual(wanted))
            {
                throw new UnsupportedNodeException($"ONNX defines its output '{MessageText.Shown(output)}' as {MessageText.Shape(wanted)}, and cnngen would make {MessageText.Shape(given)} of it: this is a fault of cnngen, please report it with the model.");
            }
        }
    }

    private void Give(string output, OnnxTensor tensor)
    {
        Tensors[output] = tensor;
        Layer layer = tensor.Layer;
        layer.IsSole &= _uses.GetValueOrDefault(output) <= 1;
        if (layer.Kind != "Input")
        {
            layer.Value = output;
            layer.ValueAxes = tensor.Axes;
        }
    }

    /// <summary>Counts numbers that are made at import; false once they are too many.</summary>
    public bool TryGrow(long numbers)
    {
        _growth += Math.Max(0, numbers);
        return _growth <= MostGrowth;
    }

    private void Report(OnnxNode node, string message)
    {
        string[] arriving =
        [
            .. node.Inputs.Distinct()
                .Select(input => Tensors.GetValueOrDefault(input))
                .OfType<OnnxTensor>()
                .Select(tensor => $"{MessageText.Shape(tensor.Dims)} from {(tensor.Layer.Kind == "Input" ? "the input" : $"'{tensor.Layer.Node}'")}"),
        ];
        string received = arriving.Length == 0 || message == Advice.Quantized ? message : $"it receives {string.Join(" and ", arriving)}; {message}";
        ImportProblem problem = new([node.Name], node.Operator, received);

        // Many nodes at fault for one reason are one paragraph.
        int same = _problems.FindIndex(other => other.Operator == problem.Operator && other.Message == problem.Message);
        if (same >= 0)
        {
            _problems[same] = problem with { Nodes = [.. _problems[same].Nodes, node.Name] };
        }
        else
        {
            _problems.Add(problem);
        }
    }
}
