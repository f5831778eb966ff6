using CnnGen.Import.Load;
using Onnx;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Computes everything that depends on constants and shapes alone, branches of an If whose condition is known among it, takes out what
/// does nothing, and notes the shape of each tensor as ONNX defines it.
/// </summary>
internal sealed class PartialEvaluation
{
    /// <summary>Elements that may be made at import out of fewer ones, over all nodes: no shape arithmetic comes near it.</summary>
    private const long MostGrowth = 1 << 23;

    /// <summary>The type numbers of float, float16, double and bfloat16 in <c>Cast</c>.</summary>
    private static readonly long[] _floats = [1, 10, 11, 16];

    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, Constant> _constants;
    private readonly Dictionary<string, int[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>Tensors that are others under another name.</summary>
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    private readonly List<OnnxNode> _nodes = [];
    private long _growth;

    private PartialEvaluation(OnnxGraph graph)
    {
        _graph = graph;
        _constants = new Dictionary<string, Constant>(graph.Constants, StringComparer.Ordinal);
        _shapes[graph.Input] = graph.InputDims;
    }

    public static OnnxGraph Run(OnnxGraph graph)
    {
        PartialEvaluation evaluation = new(graph);
        evaluation.Visit(graph.Nodes);
        string output = evaluation._aliases.GetValueOrDefault(graph.Output, graph.Output);
        return graph with { Nodes = evaluation._nodes, Constants = evaluation._constants, Output = output, Shapes = evaluation._shapes };
    }

    private void Visit(IReadOnlyList<OnnxNode> nodes)
    {
        // No recursion: branches may be nested to any depth.
        Stack<OnnxNode> rest = new(nodes.Reverse());
        while (rest.TryPop(out OnnxNode? original))
        {
            OnnxNode node = original.With([.. original.Inputs.Select(input => _aliases.GetValueOrDefault(input, input))]);
            if (node.Operator == "If" && Condition(node) is { } condition)
            {
                foreach (OnnxNode inner in Inlined(node, condition ? "then_branch" : "else_branch").Reverse())
                {
                    rest.Push(inner);
                }
            }
            else if (!TryFold(node))
            {
                Keep(node);
            }
        }
    }

    private void Keep(OnnxNode node)
    {
        if (IsNoOperation(node))
        {
            _aliases[node.Outputs[0]] = node.Inputs[0];
            return;
        }

        _nodes.Add(node);
        foreach ((string output, int[]? shape) in node.Outputs.Zip(NodeShapes.Of(Known(node))))
        {
            if (output.Length > 0 && shape is not null)
            {
                _shapes[output] = shape;
            }
        }
    }

    private NodeInputs Known(OnnxNode node)
        => new(node, [.. node.Inputs.Select(Shape)], [.. node.Inputs.Select(input => _constants.GetValueOrDefault(input))]);

    private int[]? Shape(string tensor) => _constants.GetValueOrDefault(tensor)?.Dims ?? _shapes.GetValueOrDefault(tensor);

    private bool TryFold(OnnxNode node)
    {
        if (node.Outputs.Length == 0 || node.Inputs.Length == 0)
        {
            return node.Outputs.Length == 0;
        }

        IReadOnlyList<Constant>? results = null;
        if (node is { Operator: "Shape" or "Size", Inputs: [var input] } && Shape(input) is { } shape)
        {
            results = node.Operator == "Shape" ? [ConstantFolding.Shape(node, shape)] : [Constant.Of([], [shape.Aggregate(1L, (product, side) => product * side)])];
        }
        else if (node.Inputs.All(name => name.Length == 0 || _constants.ContainsKey(name)) && _growth <= MostGrowth)
        {
            Constant?[] inputs = [.. node.Inputs.Select(name => _constants.GetValueOrDefault(name))];
            results = ConstantFolding.TryEvaluate(node, inputs);
            _growth += Math.Max(0, (results?.Sum(result => (long)result.Count) ?? 0) - inputs.Sum(part => (long)(part?.Count ?? 0)));
        }

        if (results is null || results.Count < node.Outputs.Count(output => output.Length > 0))
        {
            return false;
        }

        foreach ((string output, Constant result) in node.Outputs.Zip(results))
        {
            _constants[output] = result;
        }

        return true;
    }

    /// <summary>Whether the first output is the first input, and no other is given.</summary>
    private bool IsNoOperation(OnnxNode node) => node is { Inputs: [{ Length: > 0 }, ..], Outputs: [{ Length: > 0 }, .. var others] } && others.All(output => output.Length == 0) && node.Operator switch
    {
        "Identity" => true,
        "Dropout" => !IsTraining(node),
        "Cast" => _floats.Contains(node.Int("to", 0)),
        _ => false,
    };

    /// <summary>Whether a Dropout drops elements.</summary>
    private bool IsTraining(OnnxNode node)
        => node.HasInput(2) && _constants.GetValueOrDefault(node.Inputs[2]) is { Fault: null, Count: 1 } mode && mode.ToIntegers()[0] != 0
            && !(node.HasInput(1) && _constants.GetValueOrDefault(node.Inputs[1]) is { Fault: null, Count: 1 } rate && rate.ToFloats()[0] == 0);

    /// <summary>Whether the first branch is taken; null where that is computed.</summary>
    private bool? Condition(OnnxNode node)
        => node.Inputs is [var input] && _constants.GetValueOrDefault(input) is { Fault: null, Count: 1 } constant ? constant.ToFloats()[0] != 0 : null;

    /// <summary>The nodes of a branch, and those that give its outputs the names of the If's.</summary>
    private IReadOnlyList<OnnxNode> Inlined(OnnxNode node, string branch)
    {
        if (node.Attribute(branch)?.G is not { } body || body.Output.Count < node.Outputs.Length)
        {
            throw new ImportException($"The node '{node.Name}' (If) has no {branch} that gives its {node.Outputs.Length} outputs: the file is corrupt. Export it again.");
        }

        List<OnnxNode> nodes = _graph.Bodies!.Read(body, _constants);
        HashSet<string> known = [.. _constants.Keys, .. _aliases.Keys, .. _nodes.SelectMany(other => other.Outputs), _graph.Input];
        foreach (OnnxNode inner in nodes)
        {
            if (inner.Inputs.Concat(inner.Captured).FirstOrDefault(input => input.Length > 0 && !known.Contains(input)) is { } unknown)
            {
                throw new ImportException($"The node '{inner.Name}' ({inner.Operator}) in a branch of '{node.Name}' reads the tensor '{MessageText.Shown(unknown)}', which nothing before it computes: the file is corrupt. Export it again.");
            }

            known.UnionWith(inner.Outputs);
        }

        foreach ((ValueInfoProto output, string actual) in body.Output.Zip(node.Outputs).Where(pair => pair.Second.Length > 0))
        {
            if (!known.Contains(output.Name))
            {
                throw new ImportException($"A branch of '{node.Name}' (If) gives the tensor '{MessageText.Shown(output.Name)}', which nothing computes: the file is corrupt. Export it again.");
            }

            nodes.Add(new OnnxNode(node.Name, "Identity", [output.Name], [actual]));
        }

        return nodes;
    }
}
