namespace CnnGen.TestKit;

/// <summary>The blocks that graphs are made of; each begins and ends with the current output.</summary>
public sealed partial class RandomGraphs
{
    private const long LargestConvolution = 300_000;

    /// <summary>A body, and around it nothing.</summary>
    private void Residual(int depth)
    {
        GraphValue start = _graph.Keep();
        Body(depth, start.Shape.Channels);
        if (_random.Chance(0.2))
        {
            // The other way round: the current output is the start.
            GraphValue body = _graph.Keep();
            _graph.GoTo(start);
            Arithmetic(multiply: false, body);
        }
        else
        {
            Arithmetic(_random.Chance(0.15), start);
        }

        Ending();
    }

    /// <summary>A body, and around it a convolution that brings the start to the body's shape.</summary>
    private void Projected(int depth)
    {
        GraphValue start = _graph.Keep();
        int stride = depth > 0 ? 1 : _random.Between(1, 3);
        int channels = _random.Between(1, 30);
        Body(depth, channels, stride);
        GraphValue body = _graph.Keep();
        _graph.GoTo(start);
        if (stride > 1 && _random.Chance(0.3))
        {
            _graph.Add(new PoolLayer(Max: false, new Window(stride, stride) { Same = true }));
            stride = 1;
        }

        _graph.Add(new ConvLayer(channels, new Window(1, 1) { Stride = stride == 1 ? null : stride }));
        Normalize();
        Arithmetic(multiply: false, body);
        Ending();
    }

    /// <summary>Branches side by side; one of them may be nothing at all.</summary>
    private void Inception(int depth, int stride)
    {
        GraphValue start = _graph.Keep();
        List<GraphValue> branches = [];
        int count = _random.Between(2, depth == 0 ? 4 : 2);
        for (int branch = 0; branch < count; branch++)
        {
            if (branch > 0)
            {
                branches.Add(_graph.Keep());
                _graph.GoTo(start);
            }

            bool isNothing = stride == 1 && branch < count - 1 && _random.Chance(0.15);
            if (!isNothing)
            {
                Body(depth, _random.Between(1, 16), stride);
            }
        }

        _random.Shuffle(branches);
        _graph.Join(names => new ConcatLayer(names), [.. branches]);
        Ending();
    }

    /// <summary>Squeeze and excite.</summary>
    private void ChannelGate()
    {
        GraphValue map = _graph.Keep();
        _graph.Add(new GlobalPoolLayer(_random.Chance(0.2)));
        if (_random.Chance(0.7))
        {
            Dense(_random.Between(1, 10), Activation.ReLU);
        }

        Dense(map.Shape.Channels, Activation.Sigmoid);
        if (_random.Chance(0.4))
        {
            GraphValue gate = _graph.Keep();
            _graph.GoTo(map);
            _graph.Join(names => new ArithmeticLayer(Multiply: true, names), gate);
        }
        else
        {
            Arithmetic(_random.Chance(0.8), map);
        }

        Ending();
    }

    /// <summary>A number for each pixel, and sometimes one for each channel too.</summary>
    private void PixelGate()
    {
        GraphValue map = _graph.Keep();
        _graph.Add(Convolution(1) with { Activation = Activation.Sigmoid });
        if (_random.Chance(0.3))
        {
            GraphValue pixels = _graph.Keep();
            _graph.GoTo(map);
            _graph.Add(new PoolLayer(Max: false, new Window(map.Shape.Height, map.Shape.Width)));
            Arithmetic(_random.Chance(0.5), map, pixels);
        }
        else
        {
            Arithmetic(_random.Chance(0.7), map);
        }

        Ending();
    }

    /// <summary>DenseNet's: each layer sees all that were before it.</summary>
    private void Growing(int depth)
    {
        for (int count = _random.Between(2, depth == 0 ? 4 : 2); count > 0 && _graph.Shape.Length <= LargestMap; count--)
        {
            GraphValue start = _graph.Keep();
            Body(depth, _random.Between(1, 9));
            if (_random.Chance(0.7))
            {
                GraphValue grown = _graph.Keep();
                _graph.GoTo(start);
                _graph.Join(names => new ConcatLayer(names), grown);
            }
            else
            {
                _graph.Join(names => new ConcatLayer(names), start);
            }
        }
    }

    /// <summary>One map under windows whose pads are zeros, nothing at all, and left out of the count.</summary>
    private void ManyReaders()
    {
        if (_random.Chance(0.7))
        {
            _graph.Add(Convolution(_random.Between(1, 14)));
        }

        GraphValue map = _graph.Keep();
        int pad = _random.Between(1, 2);
        int side = (2 * pad) + 1;
        List<Action> readers =
        [
            () => _graph.Add(new ConvLayer(_random.Between(1, 9), new Window(side, side) { Pad = pad })),
            () => _graph.Add(new DepthwiseLayer(new Window(side, side) { Same = true })),
            () => _graph.Add(new PoolLayer(Max: true, new Window(side, side) { Stride = 1, Pad = pad })),
            () => _graph.Add(new PoolLayer(Max: false, new Window(side, side) { Stride = 1, Pad = pad, }) { CountIncludePad = _random.Chance(0.5) }),
            () => PaddedConvolution(pad),
            () => _graph.Add(new ActivationLayer(_random.Pick(ReferenceActivations.Pointwise))),
            () => _graph.Add(new BatchNormLayer()),
            () => _graph.Add(new ConvLayer(_random.Between(1, 9), new Window(1, 1)) { Activation = _random.Function() }),
        ];
        _random.Shuffle(readers);
        List<GraphValue> branches = [];
        int count = _random.Between(2, 4);
        for (int reader = 0; reader < count; reader++)
        {
            if (reader > 0)
            {
                branches.Add(_graph.Keep());
                _graph.GoTo(map);
            }

            readers[reader]();
        }

        if (_random.Chance(0.3))
        {
            branches.Add(map);
        }

        _graph.Join(names => new ConcatLayer(names), [.. branches]);
        Ending();
    }

    /// <summary>Zeros that are a layer's own, with a name or without, above a convolution that has none.</summary>
    private void PaddedConvolution(int pad)
    {
        _graph.Add(new ZeroPadLayer(pad, pad, pad, pad));
        if (_random.Chance(0.4) && _graph.Shape.Length < 1500)
        {
            // The padded map is read twice, so that it has to be there.
            GraphValue padded = _graph.Keep();
            _graph.Add(new ConvLayer(padded.Shape.Channels, new Window(1, 1)));
            Arithmetic(multiply: false, padded);
        }

        _graph.Add(new ConvLayer(_random.Between(1, 9), new Window((2 * pad) + 1, (2 * pad) + 1)) { Activation = _random.Function() });
    }

    /// <summary>Down, and up again to the size of before where it divides.</summary>
    private void Hourglass(int depth)
    {
        GraphValue start = _graph.Keep();
        Shape shape = start.Shape;
        int[] factors = [.. new[] { 2, 3 }.Where(factor => shape.Height % factor == 0 && shape.Width % factor == 0)];
        if (factors.Length == 0)
        {
            Residual(depth);
            return;
        }

        int factor = _random.Pick(factors);
        _graph.Add(new PoolLayer(_random.Chance(0.5), new Window(factor, factor)));
        Body(depth + 1, _random.Between(1, 16));
        if (_random.Chance(0.5))
        {
            _graph.Add(new TransposedConvLayer(_random.Between(1, 12), factor) { Stride = factor, Activation = _random.Function() });
        }
        else
        {
            _graph.Add(new UpSampleLayer(factor, _random.Chance(0.5)));
        }

        JoinWith(start);
    }

    /// <summary>An output with itself.</summary>
    private void WithItself()
    {
        if (_random.Chance(0.6))
        {
            _graph.Add(Convolution(_random.Between(1, 12)) with { Activation = Activation.Tanh });
        }

        GraphValue value = _graph.Keep();
        switch (_random.Between(0, 3))
        {
            case 0:
                _graph.Join(names => new ConcatLayer(names), value);
                break;
            case 1:
                Arithmetic(multiply: false, value);
                break;
            case 2:
                Arithmetic(multiply: true, value);
                break;
            default:
                Body(1, value.Shape.Channels);
                Arithmetic(multiply: false, value, value);
                break;
        }
    }

    /// <summary>Layers that the contract has still to get.</summary>
    private void Enlarged()
    {
        int groups = _random.Pick([.. Enumerable.Range(1, 4).Where(count => _graph.Shape.Channels % count == 0)]);
        int stride = _random.Between(1, 3);
        int kernel = _random.Between(1, 4);
        int dilation = _random.Between(1, 2);
        TransposedConvLayer layer = new(groups * _random.Between(1, 4), kernel)
        {
            Stride = stride,
            Dilation = dilation,
            Pad = _random.Between(0, dilation * (kernel - 1) / 2),
            Groups = groups,
            // PyTorch takes a dilation's too; ONNX Runtime does not.
            OutputPadding = _random.Between(0, stride - 1),
            UseBias = _random.Chance(0.8),
            Activation = _random.Function(),
        };
        switch (_random.Between(0, 2))
        {
            case 0 when layer.OutputOf(_graph.Shape).Length <= LargestMap:
                _graph.Add(layer);
                break;
            case 1 when _graph.Shape.Length < 1500:
                _graph.Add(new UpSampleLayer(_random.Between(1, 3), Bilinear: true));
                break;
            case 2 when _graph.Shape.Length < 1500 && _random.Chance(0.5):
                Counted();
                break;
            default:
                (int height, int width, int channels) = (_random.Between(1, 5), _random.Between(1, 5), _random.Between(1, 7));
                _graph.Add(_random.Chance(0.5) ? new FlattenLayer() : new GlobalPoolLayer(Max: false));
                Dense(height * width * channels);
                _graph.Add(new ReshapeLayer(height, width, channels));
                break;
        }
    }

    /// <summary>The numbers of a map as units beside others, or as a map of other sides.</summary>
    private void Counted()
    {
        Shape shape = _graph.Shape;
        if (_random.Chance(0.5))
        {
            _graph.Add(new FlattenLayer());
        }

        if (_graph.Shape.Flat && _random.Chance(0.5))
        {
            _graph.Join(names => new ConcatLayer(names), _graph.Keep());
            shape = shape with { Channels = 2 * shape.Channels };
        }

        _graph.Add(new ReshapeLayer(shape.Channels, shape.Height, shape.Width));
    }

    /// <summary>Some layers of all kinds, to the channels and to a stride's share of the rows and columns.</summary>
    private void Body(int depth, int channels, int stride = 1)
    {
        for (int count = _random.Between(0, depth == 0 ? 2 : 1); count > 0 && _graph.Layers.Count < MostLayers; count--)
        {
            if (depth < 2 && _random.Chance(0.15))
            {
                Shape before = _graph.Shape;
                Motif(Math.Max(1, depth + 1));
                if (_graph.Shape.Height != before.Height || _graph.Shape.Width != before.Width)
                {
                    throw new InvalidOperationException("A block in a block has to keep the size.");
                }
            }
            else
            {
                SameSize();
            }
        }

        if (stride > 1 && _random.Chance(0.4))
        {
            _graph.Add(new PoolLayer(_random.Chance(0.6), new Window(_random.Between(stride, 4), stride) { Same = true, Stride = stride }));
            stride = 1;
        }

        if (stride > 1 || _graph.Shape.Channels != channels || _random.Chance(0.6))
        {
            _graph.Add(Convolution(channels, stride));
        }

        Normalize();
    }

    /// <summary>Any layer that keeps the rows and columns.</summary>
    private void SameSize()
    {
        Shape shape = _graph.Shape;
        for (int attempt = 0; attempt < 12; attempt++)
        {
            TestLayer layer = _random.LayerThatFits(shape, _random.OnMap);
            if (layer.OutputOf(shape) is { Flat: false } output && output.Height == shape.Height && output.Width == shape.Width && output.Length <= LargestMap)
            {
                _graph.Add(layer);
                return;
            }
        }

        _graph.Add(Convolution(_random.Between(1, 12)));
    }

    /// <summary>A convolution to <c>ceil(size / stride)</c>, written with Padding or with Pad.</summary>
    private ConvLayer Convolution(int filters, int stride = 1)
    {
        Shape shape = _graph.Shape;
        (int height, int width) = _random.Pick([(1, 1), (3, 3), (3, 3), (5, 5), (2, 2), (1, 5), (4, 1), (3, 2)]);
        if (shape.Length / (stride * stride) * filters * height * width > LargestConvolution)
        {
            (height, width) = (1, 1);
        }

        Window window = new(height, width) { Stride = stride == 1 ? null : stride };
        bool isPlain = height == width && height % 2 == 1 && _random.Chance(0.5);
        return new ConvLayer(filters, isPlain ? window with { Pad = height / 2 } : window with { Same = true })
        {
            Activation = _random.Function(),
            UseBias = _random.Chance(0.8),
        };
    }

    /// <summary>To fewer channels.</summary>
    private void Narrow() => _graph.Add(Convolution(_random.Between(3, 20)));

    private void Normalize()
    {
        if (_random.Chance(0.3))
        {
            _graph.Add(new BatchNormLayer());
        }
    }

    /// <summary>What often follows a join.</summary>
    private void Ending()
    {
        Normalize();
        if (_random.Chance(0.4))
        {
            _graph.Add(new ActivationLayer(_random.Chance(0.6) ? Activation.ReLU : _random.Pick(ReferenceActivations.Pointwise)));
        }
    }
}
