using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Makes the output of a Reshape that only counts pixels anew a view of its input: the same memory with other sides. Functions behind
/// it, and a concatenation that it is copied into, read the view.
/// </summary>
internal static class ReshapeInPlace
{
    public static void Place(Graph graph)
    {
        foreach (Node node in graph.Nodes.Where(node => node.Operation is Reshape { KeepsPixels: true }).ToArray())
        {
            if (!CanBeViewed(graph, node))
            {
                continue;
            }

            if (node.Functions.Count == 0 && node.FirstChannel is null)
            {
                graph.View(node.Writes, node.Reads[0], node.Output);
                graph.Nodes.Remove(node);
            }
            else
            {
                int view = graph.NewValue();
                graph.View(view, node.Reads[0], node.Output);
                graph.Replace(node, node with { Operation = new Identity(), Input = node.Output, Reads = new[] { view }.ToEquatableArray() });
            }
        }
    }

    /// <summary>
    /// The pixels of a view stand one after the other, so that no border may part the rows of what is viewed. The network's input is
    /// copied: its readers may take bytes.
    /// </summary>
    private static bool CanBeViewed(Graph graph, Node reshape)
    {
        int source = reshape.Reads[0];
        int whole = graph.StorageOf(source).Whole;
        return whole != 0 && whole != graph.Output
            && !graph.IsJoined(whole) && (source == whole || graph.IsView(source))
            && graph.WritersOf(whole).All(writer => writer.Overrun.IsEmpty)
            && graph.ReadersOf(whole).All(reader => reader.Needs.Halo.IsEmpty);
    }
}
