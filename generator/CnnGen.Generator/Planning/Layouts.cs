using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Decides how each tensor lies in memory, and adds the copies that stand between two ways.</summary>
internal static class Layouts
{
    /// <summary>
    /// The tensors between the nodes, the caller's spans first and last. Their offsets are still 0. Copies are inserted into
    /// <paramref name="nodes"/>, so that node i reads tensor i and writes tensor i + 1.
    /// </summary>
    public static List<Tensor> Choose(List<Node> nodes, Shape input, Shape output, bool channelsFirst)
    {
        List<Tensor> tensors = [Outside(Storage.Input, input, channelsFirst)];
        if (!nodes[0].IsCopy && !Suits(tensors[0], nodes[0], channelsFirst))
        {
            nodes.Insert(0, Node.Copy("input", input));
        }

        Tensor end = Outside(Storage.Output, output, channelsFirst);
        Node last = nodes[nodes.Count - 1];
        if ((!last.IsCopy && end.ChannelStride > 1) || (last.WritesVectors && !end.HoldsVectors) || !last.Room.IsEmpty)
        {
            nodes.Add(Node.Copy("output", output));
        }

        for (int i = 0; i + 1 < nodes.Count; i++)
        {
            Tensor tensor = Between(nodes[i], nodes[i + 1], channelsFirst);
            if (!Suits(tensor, nodes[i + 1], channelsFirst))
            {
                if (nodes[i] is { IsCopy: true, Functions.Count: 0 })
                {
                    throw new InvalidOperationException($"'{nodes[i + 1].Layer}' takes no copy of {tensor}; another would not help.");
                }

                nodes.Insert(i + 1, Node.Copy("flat", nodes[i].Output));
            }

            tensors.Add(tensor);
        }

        tensors.Add(end);
        return tensors;
    }

    private static Tensor Outside(Storage storage, Shape shape, bool channelsFirst)
        => channelsFirst && shape.Channels > 1 && shape.Height * shape.Width > 1
            ? Tensor.ChannelsFirst(storage, shape)
            : Tensor.Compact(storage, shape);

    private static Tensor Between(Node writer, Node reader, bool channelsFirst)
    {
        Shape shape = writer.Output;
        if (writer.IsCopy && reader.TakesUnits && writer.Functions.Count == 0)
        {
            return InOrder(shape, channelsFirst && reader.Operation is Maxout);
        }

        // What works on all units writes them without gaps; other writers can only where the gaps would be none.
        Halo halo = reader.Halo.With(writer.Room);
        return writer.TakesUnits && writer.Operation is not Maxout
            ? Tensor.Compact(Storage.Arena, shape)
            : writer.WritesVectors || reader.ReadsVectors
                ? Tensor.InVectors(Storage.Arena, shape, halo)
                : Tensor.InRows(Storage.Arena, shape, shape.Channels, halo);
    }

    private static Tensor InOrder(Shape shape, bool channelsFirst)
        => channelsFirst ? Tensor.ChannelsFirst(Storage.Arena, shape) : Tensor.Compact(Storage.Arena, shape);

    private static bool Suits(Tensor tensor, Node reader, bool channelsFirst)
    {
        if (reader.IsCopy)
        {
            return true;
        }

        if (reader.TakesUnits && tensor.Shape.Height * tensor.Shape.Width > 1)
        {
            // The caller's span has no room behind its end for the last vector to be read whole.
            return channelsFirst && reader.Operation is Maxout
                ? tensor.ChannelStride > 1 || (tensor.Shape.Channels == 1 && tensor.IsCompact)
                : tensor.IsCompact && (tensor.Storage == Storage.Arena || !reader.ReadsVectors || tensor.Shape.Length % Tensor.Lanes == 0);
        }

        return tensor.ChannelStride == 1
            && tensor.Halo.Covers(reader.Halo)
            && (tensor.HoldsVectors || !reader.ReadsVectors || (tensor.Storage == Storage.Arena && tensor.Shape is { Height: 1, Width: 1 }));
    }
}
