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

    /// <summary>How many nodes became layers, or part of one: of two readings of the input, the one that is meant gets further.</summary>
    public int TranslatedNodes { get; private set; }

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
            try
            {
                result = translation(scope);
                RequireShapes(node, [result, .. scope.Others]);
                TranslatedNodes++;
            }
            catch (UnsupportedNodeException refusal)
            {
                result = null;

                // On axes whose order is a guess, a node that fits may seem not to: nothing is said of it.
                if (!node.Inputs.Any(input => Tensors.GetValueOrDefault(input) is { HasGuessedOrder: true }))
                {
                    Report(node, refusal.Message);
                }
            }
        }

        for (int i = 0; i < node.Outputs.Length; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                Tensors[node.Outputs[i]] = result is null ? StandIn(node, i) : null;
            }
        }

        if (result is not null)
        {
            foreach ((string output, OnnxTensor tensor) in node.Outputs.Zip(scope.Others.Prepend(result)).Where(pair => pair.First.Length > 0))
            {
                Give(output, tensor);
            }
        }
    }

    /// <summary>What a node that cannot be imported would have given; null where its shape is not known.</summary>
    private OnnxTensor? StandIn(OnnxNode node, int output)
    {
        if (!node.Inputs.Any(Tensors.ContainsKey))
        {
            // Of constants alone: what reads it asks for a constant, not for a tensor.
            return null;
        }

        string name = node.Outputs[output];
        int[]? dims = Graph.Shapes.GetValueOrDefault(name) ?? Graph.NotedShapes.GetValueOrDefault(name);
        return dims is not null && Constant.TryLength(dims.Select(side => (long)side), int.MaxValue, out int length) && length > 0
            ? StandIns.Of(node, dims, node.Inputs.Select(input => Tensors.GetValueOrDefault(input)).OfType<OnnxTensor>())
            : null;
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
        string? cut = node.Inputs.FirstOrDefault(input => input != Graph.Input && Tensors.ContainsKey(input));
        string advice = Advice.WithCut(message, cut);
        string received = arriving.Length == 0 || message == Advice.Quantized ? advice : $"it receives {string.Join(" and ", arriving)}; {advice}";
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
