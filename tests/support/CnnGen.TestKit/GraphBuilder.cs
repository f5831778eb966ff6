namespace CnnGen.TestKit;

/// <summary>An output that has a name, to come back to.</summary>
internal sealed record GraphValue(string Name, Shape Shape);

/// <summary>Writes a graph down as layers one behind the other, which it names where another layer reads them.</summary>
/// <param name="nameOf">A name for the output of a layer, by the layer's index.</param>
internal sealed class GraphBuilder(Shape input, Func<int, string> nameOf)
{
    private readonly List<TestLayer> _layers = [];
    private string? _from;

    public IReadOnlyList<TestLayer> Layers => _layers;

    public Shape Shape { get; private set; } = input;

    /// <summary>Whether the current units are the pixels of a map, whose order is the layout's.</summary>
    public bool IsFlattenedMap { get; private set; }

    public void Add(TestLayer layer, params GraphValue[] others)
    {
        _layers.Add(layer with { From = _from });
        _from = null;
        IsFlattenedMap = layer switch
        {
            FlattenLayer => Shape is not { Height: 1, Width: 1 },
            DenseLayer or MaxoutLayer or JoinLayer => false,
            _ => IsFlattenedMap && layer is not ReshapeLayer,
        };
        Shape = layer.OutputOf([Shape, .. others.Select(other => other.Shape)]);
    }

    public void Join(Func<string[], JoinLayer> layer, params GraphValue[] others) => Add(layer([.. others.Select(other => other.Name)]), others);

    /// <summary>Names the current output.</summary>
    public GraphValue Keep()
    {
        if (_from is not null || _layers.Count == 0)
        {
            return new GraphValue(_from ?? TestNetwork.InputName, Shape);
        }

        string name = _layers[^1].Name ?? nameOf(_layers.Count - 1);
        _layers[^1] = _layers[^1] with { Name = name };
        return new GraphValue(name, Shape);
    }

    /// <summary>Goes on from there.</summary>
    public void GoTo(GraphValue value)
    {
        _from = value.Name;
        Shape = value.Shape;
        IsFlattenedMap = false;
    }
}
