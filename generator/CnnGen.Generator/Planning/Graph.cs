using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// The nodes in the order in which they run, and the values between them: numbers, 0 for the network's input. A value has one writer,
/// unless it is joined: then each of its parts, which are runs of its channels, has one.
/// </summary>
internal sealed class Graph
{
    private readonly Dictionary<int, Shape> _joined = [];
    private readonly Dictionary<int, (int Whole, int Channel)> _parts = [];
    private readonly Dictionary<int, Shape> _views = [];
    private int _values = 1;

    public List<Node> Nodes { get; } = [];

    /// <summary>The layers, by their places from 1, whose output is a value as it is.</summary>
    public Dictionary<int, int> Made { get; } = [];

    /// <summary>The value that the caller receives.</summary>
    public int Output { get; set; }

    public int NewValue() => _values++;

    /// <summary>A value whose channels several nodes write.</summary>
    public int NewJoined(Shape shape)
    {
        _joined[_values] = shape;
        return NewValue();
    }

    public IEnumerable<Node> WritersOf(int value) => Nodes.Where(node => node.Writes == value);

    public IEnumerable<Node> ReadersOf(int value) => Nodes.Where(node => node.Reads.Contains(value));

    /// <summary>The shape of a value as its writer writes it.</summary>
    public Shape ShapeOf(int value) => _joined.TryGetValue(value, out Shape shape) || _views.TryGetValue(value, out shape) ? shape : WritersOf(value).Single().Output;

    public bool IsJoined(int value) => _joined.ContainsKey(value);

    /// <summary>Makes a value's storage a part of another's.</summary>
    public void PutInto(int value, int whole, int channel) => _parts[value] = (whole, channel);

    /// <summary>Makes a value another's memory with other sides; no node writes it.</summary>
    public void View(int value, int whole, Shape shape)
    {
        _views[value] = shape;
        _parts[value] = (whole, 0);
    }

    public bool IsView(int value) => _views.ContainsKey(value);

    public bool IsStoredIn(int value) => _parts.ContainsKey(value);

    /// <summary>The value that another's storage is a part of, in the end, and its first channel there: the value itself, where it is none.</summary>
    public (int Whole, int Channel) StorageOf(int value)
    {
        int first = 0;
        while (_parts.TryGetValue(value, out (int Whole, int Channel) part))
        {
            value = part.Whole;
            first += part.Channel;
        }

        return (value, first);
    }

    /// <summary>Whether a value is another one, or is stored in it.</summary>
    public bool IsWithin(int value, int whole)
    {
        while (value != whole && _parts.TryGetValue(value, out (int Whole, int Channel) part))
        {
            value = part.Whole;
        }

        return value == whole;
    }

    /// <summary>The values that are stored in one.</summary>
    public IEnumerable<int> StoredIn(int whole) => Enumerable.Range(0, _values).Where(value => StorageOf(value).Whole == whole);

    /// <summary>Puts a node in another's place.</summary>
    public void Replace(Node node, Node by) => Nodes[Nodes.IndexOf(node)] = by;

    /// <summary>The only node that reads a value; null where there are several, or the caller does.</summary>
    public Node? OnlyReader(int value)
    {
        Node[] readers = [.. ReadersOf(value).Take(2)];
        return readers.Length == 1 && value != Output ? readers[0] : null;
    }
}
