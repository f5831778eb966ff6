using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Folds layers into their neighbours where no other layer reads the value between them.</summary>
internal sealed class Folding
{
    private readonly ShapedNetwork _network;
    private readonly Graph _graph = new();

    /// <summary>The value that each layer makes; 0 is the input's.</summary>
    private readonly int[] _values;

    /// <summary>How many layers read each layer's output, also through layers without an operation; the caller counts as one.</summary>
    private readonly int[] _readers;

    private Folding(ShapedNetwork network)
    {
        _network = network;
        _values = new int[network.Layers.Count + 1];
        _readers = new int[network.Layers.Count + 1];
    }

    public static Graph Fold(ShapedNetwork network) => new Folding(network).Fold();

    private Graph Fold()
    {
        bool[] live = _network.Live();
        for (int i = 1; i < live.Length; i++)
        {
            foreach (int read in _network.Layers[i - 1] is { Operation: not Identity } layer && live[i] ? layer.Reads : EquatableArray<int>.Empty)
            {
                _readers[Real(read)]++;
            }
        }

        _readers[Real(_network.Layers.Count)]++;
        if (_network.IsBgr && _readers[0] > (live.Length > 1 && live[1] && _network.Layers[0].Operation is Normalize ? 1 : 0))
        {
            _values[0] = Append(Prepare("input", _network.Input, null));
        }

        for (int i = 1; i < live.Length; i++)
        {
            if (live[i])
            {
                _values[i] = Add(_network.Layers[i - 1]);
                Note(i);
            }
        }

        _graph.Output = _values[_network.Layers.Count];
        if (_graph.Output == 0)
        {
            _graph.Output = Append(Node.Copy("output", _network.Output) with { Reads = Of(0) });
        }

        return _graph;
    }

    /// <summary>Once a layer is folded in, the value is no longer the earlier layer's output.</summary>
    private void Note(int layer)
    {
        int value = _values[layer];
        if (_network.Layers[layer - 1].Operation is not Identity)
        {
            foreach (int folded in _graph.Made.Keys.Where(made => _graph.Made[made] == value).ToArray())
            {
                _graph.Made.Remove(folded);
            }
        }

        _graph.Made[layer] = value;
    }

    /// <summary>The layer that computes the value, behind layers without an operation.</summary>
    private int Real(int layer)
    {
        while (layer > 0 && _network.Layers[layer - 1] is { Operation: Identity } through)
        {
            layer = through.Reads[0];
        }

        return layer;
    }

    /// <summary>Adds a layer to the graph; the value that it makes is the result.</summary>
    private int Add(ShapedLayer layer)
    {
        int source = _values[layer.Reads[0]];
        Node? last = _readers[Real(layer.Reads[0])] == 1 && !_graph.IsJoined(source) ? _graph.WritersOf(source).SingleOrDefault() : null;
        switch (layer.Operation)
        {
            case Normalize normalize:
                return Append(Prepare(layer.Name, layer.Input, normalize));
            case Identity:
                return last is null ? source : Replace(last, last with { Output = layer.Output });
            case Pointwise pointwise when last is null:
                return Append(Node.Copy(layer.Name, layer.Input) with { Reads = Of(source), Functions = new[] { pointwise.Function }.ToEquatableArray() });
            case Pointwise pointwise:
                return Replace(last, last with { Functions = last.Functions.Append(pointwise.Function).ToEquatableArray() });
            case Pool pool when last is not null && CanTake(last, pool):
                return Replace(last, last with { Output = layer.Output, FusedPool = pool });
            case BatchNorm norm when last is { Operation: WeightedSum sums, Functions.Count: 0, FusedPool: null, Normalization: null } && IsOfChannels(norm, sums):
                return Replace(last, last with { Output = layer.Output, Normalization = norm.Of(layer.Name) });
            case BatchNorm norm:
                return Append(Scale(layer, norm) with { Reads = Of(source) });
            case WeightedSum weighted:
                return AddProduct(layer, weighted, source, last);
            case Concat concat:
                return AddConcat(layer, concat);
            case Maxout maxout:
                Shape counted = layer.Input.AsUnits();
                return Append(Node.Of(layer.Name, maxout, counted, layer.Output) with { Reads = Of(Counted(layer, 0, counted)) });
            case Elementwise join:
                EquatableArray<int> joined = join.Operands.Select((operand, i) => Counted(layer, i, operand.Shape)).ToEquatableArray();
                return Append(Node.Of(layer.Name, join, join.Operands[0].Shape, layer.Output) with { Reads = joined });
            default:
                return Append(Node.Of(layer.Name, layer.Operation, layer.Input, layer.Output) with { Reads = layer.Reads.Select(read => _values[read]).ToEquatableArray() });
        }
    }

    /// <summary>What a layer reads, as a tensor of another shape: units that are a map's numbers come into the weights file's order.</summary>
    private int Counted(ShapedLayer layer, int input, Shape shape)
    {
        (int value, Shape given) = (_values[layer.Reads[input]], ShapeOf(layer.Reads[input]));
        return (given.Height, given.Width) == (shape.Height, shape.Width) ? value : Append(Node.Of(layer.Name, new Reshape(given, shape), given, shape) with { Reads = Of(value) });
    }

    /// <summary>Reads the caller's span, whatever other layers read of it.</summary>
    private Node Prepare(string name, Shape input, Normalize? normalize)
        => Node.Of(name, Preparation.Of(normalize, _network.IsBgr), input, input) with { Reads = Of(0) };

    private int AddProduct(ShapedLayer layer, WeightedSum weighted, int source, Node? last)
    {
        if (weighted.WeightKind is not (WeightKind.Dense or WeightKind.Transposed) && last is { Operation: Pad { IsZero: true } pads, Functions.Count: 0 })
        {
            // Zeros around a convolution's input become its own padding.
            _graph.Nodes.Remove(last);
            weighted = weighted with { Input = last.Input, Window = pads.Widen(weighted.Window) };
            source = last.Reads[0];
        }

        Shape input = weighted.Input;
        if (weighted.WeightKind == WeightKind.Depthwise && weighted.Output.Channels / weighted.Input.Channels is > 1 and var times)
        {
            input = input with { Channels = weighted.Output.Channels };
            source = Append(Node.Of($"{layer.Name}-repeat", new Repeat(times), weighted.Input, input) with { Reads = Of(source) });
        }

        Function[] functions = Function.Of(weighted.Activation) is { } function ? [function] : [];
        int sums = Append(Node.Of(layer.Name, weighted, input, layer.Output) with { Reads = Of(source), Functions = functions.ToEquatableArray() });
        return Softmax.Of(weighted.Activation) is { } softmax
            ? Append(Node.Of($"{layer.Name}-softmax", softmax, layer.Output, layer.Output) with { Reads = Of(sums) })
            : sums;
    }

    /// <summary>Each operand is copied to its channels, unless it can be written there at once: see <see cref="Parts"/>.</summary>
    private int AddConcat(ShapedLayer layer, Concat concat)
    {
        int joined = _graph.NewJoined(layer.Output);
        int channel = 0;
        for (int i = 0; i < concat.Channels.Count; i++)
        {
            Shape part = layer.Output with { Channels = concat.Channels[i] };
            Shape operand = ShapeOf(layer.Reads[i]);

            // The elements of a flattened map are put into the weights file's order here, so that no layer below needs to know of it.
            Node copy = part.IsFlat && operand.Height * operand.Width > 1
                ? Node.Of(layer.Name, new Reshape(operand, part), operand, part)
                : Node.Copy(layer.Name, part);
            _graph.Nodes.Add(copy with { Reads = Of(_values[layer.Reads[i]]), Writes = joined, FirstChannel = channel });
            channel += concat.Channels[i];
        }

        return joined;
    }

    private Shape ShapeOf(int layer) => layer == 0 ? _network.Input : _network.Layers[layer - 1].Output;

    private int Append(Node node)
    {
        _graph.Nodes.Add(node with { Writes = _graph.NewValue() });
        return _graph.Nodes[_graph.Nodes.Count - 1].Writes;
    }

    private int Replace(Node node, Node by)
    {
        _graph.Replace(node, by);
        return by.Writes;
    }

    private static EquatableArray<int> Of(int value) => new[] { value }.ToEquatableArray();

    /// <summary>Behind a Flatten, each pixel has its own factors, which cannot be multiplied into a convolution's weights.</summary>
    private static bool IsOfChannels(BatchNorm norm, WeightedSum weighted) => norm.Parameters == 2L * weighted.Output.Channels;

    /// <summary>A normalisation without a weighted sum before it: a factor per channel, which the normalisation is multiplied into.</summary>
    private static Node Scale(ShapedLayer layer, BatchNorm norm)
    {
        WeightedSum ones = new(WeightKind.Scale, layer.Input, layer.Output, Window.Point, UseBias: false, Activation.None);
        return Node.Of(layer.Name, ones, layer.Input, layer.Output) with { Normalization = norm.Of(layer.Name) };
    }

    /// <summary>
    /// Whether a pool may be computed before the functions above it: they must be monotone, so that the
    /// largest stays the largest. Windows must not overlap, or sums would be computed twice.
    /// </summary>
    private static bool CanTake(Node node, Pool pool)
        => node is { Operation: WeightedSum { WeightKind: WeightKind.Convolution }, FusedPool: null }
            && pool is { IsMax: true, Window: { IsPadded: false, Rows: { Kernel: 2, Stride: 2, Dilation: 1 }, Columns: { Kernel: 2, Stride: 2, Dilation: 1 } } }
            && node.Functions.All(function => function.IsMonotone);
}
