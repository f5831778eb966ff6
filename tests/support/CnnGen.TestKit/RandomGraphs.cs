namespace CnnGen.TestKit;

/// <summary>
/// Valid graphs from a seed: residual blocks, branches that are joined, gates, growing concatenations, outputs read by several layers and
/// far below. All that is made is read. Sizes are odd, and every kind of layer stands somewhere in a branch.
/// </summary>
public sealed partial class RandomGraphs
{
    private const long LargestInput = 2_500;
    private const long LargestMap = 6_000;
    private const int MostLayers = 14;

    private readonly RandomLayers _random;
    private readonly GraphBuilder _graph;

    // To be read far below, each once more.
    private readonly List<GraphValue> _far = [];

    private RandomGraphs(RandomLayers random, Shape input)
    {
        _random = random;
        _graph = new GraphBuilder(input, random.GivenName);
    }

    public static TestNetwork Create(int seed)
    {
        RandomLayers random = new(seed);
        Shape input;
        do
        {
            input = random.InputShape();
        }
        while (input.Length > LargestInput);

        Layout layout = random.InputLayout();
        RandomGraphs graphs = new(random, input);
        graphs.Draw();
        return new TestNetwork($"Graph{seed}", input, layout, graphs._graph.Layers);
    }

    private void Draw()
    {
        Mark(0.2);
        for (int count = _random.Between(0, 1); count > 0 && !_graph.Shape.Flat; count--)
        {
            Single();
            Mark(0.3);
        }

        for (int count = _random.Between(1, 2); count > 0 && _graph.Layers.Count < MostLayers; count--)
        {
            Motif(depth: 0);
            Mark(0.15);
            if (_random.Chance(0.3))
            {
                ReadFar();
            }
        }

        if (_random.Chance(0.3))
        {
            Head();
        }

        while (_far.Count > 0)
        {
            ReadFar();
        }
    }

    /// <summary>Any layer that stands alone.</summary>
    private void Single() => _graph.Add(_random.LayerThatFits(_graph.Shape, shape => shape.Flat ? _random.OnUnits(shape) : _random.OnMap(shape)));

    /// <summary>Remembers the current output.</summary>
    private void Mark(double chance)
    {
        // A map's units would have to be counted in an order; see ReshapeLayer.
        if (!_graph.IsFlattenedMap && _random.Chance(chance))
        {
            _far.Add(_graph.Keep());
        }
    }

    private void Motif(int depth)
    {
        if (_graph.Shape.Flat)
        {
            UnitsMotif();
            return;
        }

        if (_graph.Shape.Length > LargestMap || _graph.Shape.Channels > 64)
        {
            Narrow();
            return;
        }

        switch (_random.Between(0, depth == 0 ? 10 : 9))
        {
            case 0: Residual(depth); break;
            case 1: Projected(depth); break;
            case 2: Inception(depth, stride: 1); break;
            case 3 when depth == 0: Inception(depth, stride: _random.Between(2, 3)); break;
            case 4: ChannelGate(); break;
            case 5: PixelGate(); break;
            case 6: Growing(depth); break;
            case 7: ManyReaders(); break;
            case 8: Hourglass(depth); break;
            case 10: Enlarged(); break;
            default: WithItself(); break;
        }
    }

    /// <summary>What classifies: units, and sometimes a motif over them.</summary>
    private void Head()
    {
        if (!_graph.Shape.Flat)
        {
            _graph.Add(_random.Chance(0.5) || _graph.Shape.Length > 3000 ? new GlobalPoolLayer(_random.Chance(0.3)) : new FlattenLayer());
        }

        Dense(_random.Between(2, 30));
        if (_random.Chance(0.4))
        {
            UnitsMotif();
        }

        if (_random.Chance(0.5))
        {
            _graph.Add(new ActivationLayer(Activation.Softmax));
        }
    }

    private void UnitsMotif()
    {
        if (_graph.IsFlattenedMap)
        {
            Dense(_random.Between(2, 40));
        }

        GraphValue start = _graph.Keep();
        Dense(_random.Chance(0.5) ? start.Shape.Channels : _random.Between(1, 30));
        if (_random.Chance(0.4))
        {
            _graph.Add(new BatchNormLayer());
        }

        JoinWith(start);
    }

    /// <summary>Joins the current output with one of before, in whatever way their shapes allow.</summary>
    private void ReadFar()
    {
        if (_far.Count == 0)
        {
            return;
        }

        GraphValue value = _far[_random.Between(0, _far.Count - 1)];
        _far.Remove(value);
        if (_graph.IsFlattenedMap)
        {
            Dense(_random.Between(2, 40));
        }

        JoinWith(value);
    }

    private void JoinWith(GraphValue value)
    {
        Shape shape = _graph.Shape;
        bool isAlike = shape with { Channels = 1 } == value.Shape with { Channels = 1 };
        if (shape == value.Shape && _random.Chance(0.6))
        {
            Arithmetic(_random.Chance(0.3), value);
        }
        else if (isAlike && shape.Length + value.Shape.Length <= LargestMap)
        {
            _graph.Join(names => new ConcatLayer(names), value);
        }
        else
        {
            JoinByChannels(value);
        }
    }

    /// <summary>A number for each channel of the one from the other.</summary>
    private void JoinByChannels(GraphValue value)
    {
        GraphValue current = _graph.Keep();
        (GraphValue map, GraphValue other) = current.Shape.Flat && !value.Shape.Flat ? (value, current) : (current, value);
        _graph.GoTo(other);
        if (!other.Shape.Flat)
        {
            _graph.Add(new GlobalPoolLayer(_random.Chance(0.3)));
        }

        Dense(map.Shape.Channels, _random.Pick([Activation.Sigmoid, Activation.HardSigmoid, Activation.Tanh]));
        if (_random.Chance(0.4))
        {
            GraphValue gate = _graph.Keep();
            _graph.GoTo(map);
            Arithmetic(_random.Chance(0.6), gate);
        }
        else
        {
            Arithmetic(_random.Chance(0.6), map);
        }
    }

    /// <summary>Add or Multiply. Numbers that are multiplied are bounded first, lest they grow with each block.</summary>
    private void Arithmetic(bool multiply, params GraphValue[] others)
    {
        if (multiply && _graph.Layers.Count > 0 && _graph.Layers[^1] is not WeightedLayer { Activation: Activation.Sigmoid or Activation.HardSigmoid or Activation.Tanh })
        {
            _graph.Add(new ActivationLayer(_random.Pick([Activation.Sigmoid, Activation.Tanh, Activation.HardSigmoid])));
        }

        _graph.Join(names => new ArithmeticLayer(multiply, names), others);
    }

    private void Dense(int units, Activation? activation = null) =>
        _graph.Add(new DenseLayer(units) { Activation = activation ?? _random.Function(), UseBias = _random.Chance(0.8) });
}
