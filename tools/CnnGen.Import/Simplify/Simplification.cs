using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Takes out of a graph what training and exporters leave in it, so that the translation sees only what computes.</summary>
internal static class Simplification
{
    /// <summary>The type number of float in <c>Cast</c>; of float16, double and bfloat16.</summary>
    private static readonly long[] _floats = [1, 10, 11, 16];

    public static OnnxGraph Run(OnnxGraph graph)
    {
        Dictionary<string, Constant> constants = new(graph.Constants, StringComparer.Ordinal);
        Dictionary<string, string> same = new(StringComparer.Ordinal);
        List<OnnxNode> nodes = [];
        foreach (OnnxNode original in graph.Nodes)
        {
            OnnxNode node = original.With([.. original.Inputs.Select(input => same.GetValueOrDefault(input, input))]);
            if (Folded(node, constants) is { } folded)
            {
                constants[node.Outputs[0]] = folded;
            }
            else if (IsNoOperation(node, constants))
            {
                same[node.Outputs[0]] = node.Inputs[0];
            }
            else
            {
                nodes.Add(node);
            }
        }

        string output = same.GetValueOrDefault(graph.Output, graph.Output);
        return Reduced(new Patterns(graph with { Nodes = nodes, Constants = constants, Output = output }).Run());
    }

    private static Constant? Folded(OnnxNode node, Dictionary<string, Constant> constants)
        => node.Inputs.Length > 0 && node.Outputs.Length > 0 && node.Inputs.All(input => input.Length == 0 || constants.ContainsKey(input))
            ? ConstantFolding.TryEvaluate(node, [.. node.Inputs.Select(input => constants.GetValueOrDefault(input))])
            : null;

    /// <summary>Whether the first output is the first input.</summary>
    private static bool IsNoOperation(OnnxNode node, Dictionary<string, Constant> constants) => node is { Inputs: [{ Length: > 0 }, ..], Outputs: [{ Length: > 0 }, ..] } && node.Operator switch
    {
        "Identity" => true,
        "Dropout" => !IsTraining(node, constants),
        "Cast" => _floats.Contains(node.Int("to", 0)),
        _ => false,
    };

    /// <summary>Whether a Dropout drops numbers.</summary>
    private static bool IsTraining(OnnxNode node, Dictionary<string, Constant> constants)
        => node.HasInput(2) && constants.GetValueOrDefault(node.Inputs[2]) is { Fault: null, Count: 1 } mode && mode.ToIntegers()[0] != 0
            && !(node.HasInput(1) && constants.GetValueOrDefault(node.Inputs[1]) is { Fault: null, Count: 1 } rate && rate.ToFloats()[0] == 0);

    /// <summary>Without the nodes that nothing reads any longer.</summary>
    private static OnnxGraph Reduced(OnnxGraph graph)
    {
        HashSet<string> read = [graph.Output];
        List<OnnxNode> kept = [];
        foreach (OnnxNode node in graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(read.Contains))
            {
                kept.Add(node);
                read.UnionWith(node.Inputs);
            }
        }

        kept.Reverse();
        return graph with { Nodes = kept };
    }
}
