using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Lets the nodes that compute the operands of a concatenation write to their channels of the result, where that is possible.</summary>
internal static class ConcatInPlace
{
    public static void Place(Graph graph)
    {
        foreach (Node copy in graph.Nodes.Where(node => node is { IsCopy: true, FirstChannel: not null }).ToArray())
        {
            int operand = copy.Reads[0];
            if (operand != 0 && !graph.IsStoredIn(operand) && operand != graph.Output && IsWhole(copy) && CanBeWrittenThere(graph, operand))
            {
                graph.PutInto(operand, copy.Writes, copy.FirstChannel!.Value);
                graph.Nodes.Remove(copy);
            }
        }
    }

    /// <summary>Only whole vectors: a writer also stores the padding behind its channels, which would overwrite the next operand's.</summary>
    private static bool IsWhole(Node copy) => copy.FirstChannel % Tensor.Lanes == 0 && copy.Output.Channels % Tensor.Lanes == 0;

    /// <summary>A sweep over the finished output would also change the other operands.</summary>
    private static bool CanBeWrittenThere(Graph graph, int operand)
        => graph.IsJoined(operand)
            || graph.WritersOf(operand).Single() is { Operation: WeightedSum or Pool or Elementwise } writer
                && writer.Functions.All(function => function.IsCheap)
                && writer.Output.Channels % Tensor.Lanes == 0;
}
