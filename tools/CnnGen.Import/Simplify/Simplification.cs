using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Takes out of a graph what training and exporters leave in it, so that the translation sees only what computes.</summary>
internal static class Simplification
{
    public static OnnxGraph Run(OnnxGraph graph) => Reduced(new Patterns(PartialEvaluation.Run(graph)).Run());

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
                read.UnionWith(node.Captured);
            }
        }

        kept.Reverse();
        return graph with { Nodes = kept };
    }
}
