using CnnGen.Import.Load;

namespace CnnGen.Import.Translate;

/// <summary>What stands in the way of a model whose input, output or shape has to be chosen first: one run names all.</summary>
internal static class Obstacles
{
    /// <summary>The graph's own problems, and those of its nodes.</summary>
    /// <param name="translated">The problems of the translation; null where the nodes cannot be translated, for want of a shape.</param>
    public static IReadOnlyList<ImportProblem> Beside(OnnxGraph graph, Func<IReadOnlyList<ImportProblem>>? translated)
    {
        IReadOnlyList<ImportProblem> ofNodes = translated is null ? Unsupported(graph) : translated();

        // Where the model is none that any output makes importable, the question for an output leads nowhere.
        bool isClassic = ofNodes.Any(problem => Advice.IsClassicModel(problem.Operator));
        return [.. graph.Problems.Where(problem => !isClassic || !problem.IsOfOutputs), .. ofNodes];
    }

    /// <summary>The nodes whose operator no layer computes, whatever the shape of their input.</summary>
    private static List<ImportProblem> Unsupported(OnnxGraph graph)
    {
        List<ImportProblem> problems = [];
        HashSet<string> constant = [.. graph.Constants.Keys, ""];
        foreach (IGrouping<string, OnnxNode> nodes in graph.Nodes.Where(IsUnsupported).GroupBy(node => node.Operator))
        {
            string? cut = nodes.SelectMany(node => node.Inputs).FirstOrDefault(input => graph.Nodes.Any(node => node.Outputs.Contains(input)));
            problems.Add(new ImportProblem([.. nodes.Select(node => node.Name)], nodes.Key, Advice.WithCut(Advice.For(nodes.Key), cut)));
        }

        return problems;

        bool IsUnsupported(OnnxNode node)
        {
            // What depends on constants and shapes alone is computed at import.
            if (node.Operator is "Shape" or "Size" || node.Inputs.All(constant.Contains))
            {
                constant.UnionWith(node.Outputs);
                return false;
            }

            return !Operators.TryFind(node.Operator, out _) && !Advice.IsShapeArithmetic(node.Operator);
        }
    }
}
