using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Chooses the layout of each value in memory, and inserts copies between layouts.</summary>
internal sealed class Layouts
{
    private readonly Graph _graph;
    private readonly bool _channelsFirst;
    private readonly Dictionary<int, Tensor> _tensors = [];

    private Layouts(Graph graph, bool channelsFirst) => (_graph, _channelsFirst) = (graph, channelsFirst);

    /// <summary>The values' tensors, whose offsets are still 0. Copies are inserted into the graph.</summary>
    public static Dictionary<int, Tensor> Choose(Graph graph, Shape input, Shape output, bool channelsFirst)
    {
        Layouts layouts = new(graph, channelsFirst);
        layouts._tensors[0] = layouts.Outside(Storage.Input, input);
        layouts.Serve(0, "input");
        layouts.PlaceOutput(output);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            layouts.Place(graph.StorageOf(graph.Nodes[i].Writes).Whole);
        }

        return layouts._tensors;
    }

    private void PlaceOutput(Shape output)
    {
        Tensor end = Outside(Storage.Output, output);
        Node? last = _graph.IsJoined(_graph.Output) || _graph.IsView(_graph.Output) ? null : _graph.WritersOf(_graph.Output).Single();
        if (last is null || (!last.IsCopy && end.ChannelStride > 1) || (last.WritesVectors && !end.HoldsVectors) || !last.Overrun.IsEmpty)
        {
            _graph.Nodes.Add(Copy("output", output, _graph.Output));
            _graph.Output = _graph.Nodes[_graph.Nodes.Count - 1].Writes;
        }

        _tensors[_graph.Output] = end;
    }

    private Node Copy(string purpose, Shape shape, int value)
        => Node.Copy(purpose, shape) with { Reads = new[] { value }.ToEquatableArray(), Writes = _graph.NewValue() };

    /// <summary>Gives a value, and those that are stored in it, their tensors.</summary>
    private void Place(int whole)
    {
        if (_tensors.ContainsKey(whole))
        {
            return;
        }

        int[] stored = [.. _graph.StoredIn(whole)];
        (Node Node, int Input)[] readers = [.. stored.SelectMany(Readers)];

        // A border that a view's reader wants would part the pixels of the view: it reads a copy.
        (Node Node, int Input)[] bordering = [.. stored.Where(value => !_graph.IsView(value)).SelectMany(Readers)];
        Node[] writers = [.. _graph.Nodes.Where(node => stored.Contains(node.Writes))];
        Tensor tensor = writers.Length == 1 && writers[0].FirstChannel is null
            ? Between(writers[0], readers, bordering)
            : Tensor.InVectors(Storage.Arena, _graph.ShapeOf(whole), HaloFor(writers, bordering));
        foreach (int value in stored)
        {
            _tensors[value] = value == whole ? tensor : _graph.IsView(value) ? tensor.View(_graph.ShapeOf(value)) : tensor.Part(_graph.ShapeOf(value), _graph.StorageOf(value).Channel);
        }

        foreach (int value in stored)
        {
            Serve(value, readers.Any(reader => reader.Node.Needs.TakesUnits) ? "flat" : "copy");
        }
    }

    /// <summary>Inserts a copy for the readers that cannot read a value's layout. The copy's layout is chosen for the first of them.</summary>
    private void Serve(int value, string purpose)
    {
        (Node Node, int Input)[] readers = [.. Readers(value)];
        Node[] unsuited = [.. readers.Where(reader => !Suits(_tensors[value], reader.Node, reader.Input)).Select(reader => reader.Node).Distinct()];
        if (unsuited.Length == 0)
        {
            return;
        }

        if (unsuited.Length == readers.Length && value != 0 && !_graph.IsJoined(value) && !_graph.IsView(value) && _graph.WritersOf(value).Single() is { IsCopy: true, Functions.Count: 0, FirstChannel: null })
        {
            throw new InvalidOperationException($"'{unsuited[0].Layer}' takes no copy of {_tensors[value]}; another would not help.");
        }

        Node copy = Copy(purpose, _tensors[value].Shape, value);
        _graph.Nodes.Insert(_graph.Nodes.IndexOf(unsuited[0]), copy);
        foreach (Node reader in unsuited)
        {
            _graph.Replace(reader, reader with { Reads = reader.Reads.Select((read, i) => read == value && !Suits(_tensors[value], reader, i) ? copy.Writes : read).ToEquatableArray() });
        }
    }

    private IEnumerable<(Node Node, int Input)> Readers(int value)
        => from node in _graph.Nodes
           from input in Enumerable.Range(0, node.Reads.Count)
           where node.Reads[input] == value
           select (node, input);

    private Tensor Outside(Storage storage, Shape shape)
        => _channelsFirst && shape.Channels > 1 && shape.Height * shape.Width > 1
            ? Tensor.ChannelsFirst(storage, shape)
            : Tensor.Compact(storage, shape);

    /// <param name="readers">Those of views of it, too.</param>
    /// <param name="bordering">Those whose padding may lie around it.</param>
    private Tensor Between(Node writer, (Node Node, int Input)[] readers, (Node Node, int Input)[] bordering)
    {
        Shape shape = writer.Output;
        if (writer is { IsCopy: true, Functions.Count: 0 } && readers.Length > 0 && readers[0].Node.Needs.TakesUnits)
        {
            return Tensor.Compact(Storage.Arena, shape);
        }

        // A step over units writes them without padding; others need pixels padded to whole vectors where a reader or writer uses vectors.
        return writer.Needs.TakesUnits
            ? Tensor.Compact(Storage.Arena, shape)
            : writer.WritesVectors || readers.Any(reader => reader.Node.ReadsVectors(reader.Input))
                ? Tensor.InVectors(Storage.Arena, shape, HaloFor([writer], bordering))
                : Tensor.InRows(Storage.Arena, shape, shape.Channels, HaloFor([writer], bordering));
    }

    /// <summary>The widest halo among the readers that need the first reader's fill value; the others read a copy.</summary>
    private static Halo HaloFor(IReadOnlyCollection<Node> writers, (Node Node, int Input)[] readers)
    {
        Halo[] wanted = [.. readers.Select(reader => reader.Node.Needs.Halo)];
        Halo first = wanted.FirstOrDefault(halo => halo.IsPadding) ?? Halo.None;
        IEnumerable<Halo> alike = wanted.Where(halo => !halo.IsPadding || halo.Value.Equals(first.Value));
        return alike.Concat(writers.Select(writer => writer.Overrun)).Aggregate(first, (halo, other) => halo.With(other));
    }

    private bool Suits(Tensor tensor, Node reader, int input)
    {
        if (reader.Needs.ReadsAnyLayout)
        {
            return true;
        }

        if (reader.Needs.TakesUnits && tensor.Shape.Height * tensor.Shape.Width > 1)
        {
            // The caller's span has no padding behind its end, so that its last vector cannot be read whole.
            return tensor.IsCompact && (tensor.Storage == Storage.Arena || !reader.ReadsVectors(input) || tensor.Shape.Length % Tensor.Lanes == 0);
        }

        return tensor.ChannelStride == 1
            && tensor.Halo.Covers(reader.Needs.Halo)
            && (tensor.HoldsVectors || !reader.ReadsVectors(input) || (tensor.Storage == Storage.Arena && tensor.Shape is { Height: 1, Width: 1 }));
    }
}
