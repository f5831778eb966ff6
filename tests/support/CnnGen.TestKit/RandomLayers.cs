namespace CnnGen.TestKit;

/// <summary>Valid layers from a seed, small and odd: few of their sizes fill a vector or divide by a stride.</summary>
internal sealed class RandomLayers(int seed)
{
    private const long LargestCost = 150_000;
    private const long LargestTensor = 8_000;
    private const long MostWeights = 60_000;

    private readonly Random _random = new(seed);

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => _random.Next(first, last + 1);

    public void Shuffle<T>(List<T> values) => _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));

    /// <summary>As PyTorch and TensorFlow name things: few of them are identifiers.</summary>
    public string GivenName(int index) => _random.Next(4) switch
    {
        0 => $"layer_{index}",
        1 => $"features.{index}",
        2 => $"block-{index}/out",
        _ => $"{index}",
    };

    public Shape InputShape() => new(_random.Next(1, 20), _random.Next(1, 20), Chance(0.4) ? _random.Next(1, 4) : Channels());

    public Layout InputLayout() => Chance(0.3) ? Layout.ChannelsFirst : Layout.ChannelsLast;

    public int Channels() => Chance(0.2) ? 8 * _random.Next(1, 5) : _random.Next(1, 38);

    public TestLayer LayerThatFits(Shape input, Func<Shape, TestLayer> draw)
    {
        while (true)
        {
            TestLayer layer = draw(input);
            Shape output = layer.OutputOf(input);
            long weights = layer.WeightsFor(input).Sum(w => (long)Tensor.LengthOf(w.Shape));
            if (output.Length is > 0 and <= LargestTensor && layer.CostFor(input) <= LargestCost && weights <= MostWeights)
            {
                return layer;
            }
        }
    }

    public TestLayer OnMap(Shape input) => _random.Next(142) switch
    {
        < 26 => Weighted(input, local: false),
        < 36 => Depthwise(input),
        < 41 => Weighted(input, local: true),
        < 44 => new BatchNormLayer(Chance(0.5) ? 1e-3 : null),
        < 54 => Pool(input, max: true),
        < 65 => Pool(input, max: false),
        < 78 => ActivationAlone(),
        < 82 => new ActivationLayer(OverChannels()),
        < 87 => Maxout(input),
        < 89 => new DropoutLayer(0.25),
        < 92 => new GlobalPoolLayer(Chance(0.5)),
        < 98 => Pad(input),
        < 102 => new UpSampleLayer(_random.Next(1, 4)),
        < 106 => LocalResponseNorm(),
        < 114 => Grouped(input),
        < 122 => Transposed(input),
        < 126 => new UpSampleLayer(_random.Next(1, 4), Bilinear: true),
        < 130 => new ReshapeLayer(input.Channels, input.Height, input.Width),
        < 134 => Crop(input),
        _ => new FlattenLayer(),
    };

    public TestLayer OnUnits(Shape input) => _random.Next(106) switch
    {
        < 45 => new DenseLayer(Chance(0.15) ? 1 : Channels() * _random.Next(1, 4)) { Activation = Function(), UseBias = !Chance(0.2) },
        < 70 => ActivationAlone(),
        < 78 => new ActivationLayer(OverChannels()),
        < 88 => Maxout(input),
        < 95 => new BatchNormLayer(),
        < 101 => OfUnits(input),
        _ => new DropoutLayer(0.5),
    };

    private DepthwiseLayer Depthwise(Shape input) => new(ConvolutionWindow(input), Chance(0.7) ? 1 : _random.Next(2, 5))
    {
        Activation = Function(),
        UseBias = !Chance(0.2),
    };

    private ConvLayer Grouped(Shape input)
    {
        int groups = Pick([.. Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0)]);
        return Weighted(input, local: false) with { Groups = groups, Filters = groups * _random.Next(1, 1 + Math.Max(2, 40 / groups)) };
    }

    private TransposedConvLayer Transposed(Shape input)
    {
        int groups = Chance(0.7) ? 1 : Pick([.. Enumerable.Range(1, input.Channels).Where(count => input.Channels % count == 0)]);
        (int kernel, int width, int stride, int dilation) = (_random.Next(1, 5), _random.Next(1, 5), _random.Next(1, 5), Chance(0.7) ? 1 : _random.Next(1, 4));
        TransposedConvLayer layer = new(groups * _random.Next(1, 1 + Math.Max(2, 20 / groups)), kernel)
        {
            KernelWidth = Chance(0.5) ? width : null,
            Stride = stride,
            StrideWidth = Chance(0.3) ? _random.Next(1, 4) : null,
            Dilation = dilation,
            Groups = groups,
            Activation = Function(),
            UseBias = !Chance(0.2),
        };
        return Chance(0.3) ? layer with { Same = true } : layer with
        {
            Pad = Up(2),
            PadTop = Chance(0.3) ? Up(3) : null,
            PadRight = Chance(0.3) ? Up(3) : null,
            OutputPadding = Up(stride - 1),
            OutputPaddingWidth = layer.StrideWidth is { } columns ? Up(columns - 1) : null,
        };
    }

    /// <summary>Units as a map of three sides, as many as divide them.</summary>
    private ReshapeLayer OfUnits(Shape input)
    {
        int height = Pick([.. Enumerable.Range(1, 6).Where(side => input.Length % side == 0)]);
        int width = Pick([.. Enumerable.Range(1, 6).Where(side => input.Length / height % side == 0)]);
        return new ReshapeLayer(height, width, (int)input.Length / height / width);
    }

    public ConvLayer Weighted(Shape input, bool local) => new(Channels(), ConvolutionWindow(input), local)
    {
        Activation = Function(),
        UseBias = !Chance(0.2),
    };

    private Window ConvolutionWindow(Shape input)
    {
        (int height, int width) = Sides(input, 8);
        int? dilation = Chance(0.2) ? _random.Next(1, 4) : null;
        Window window = Strided(new Window(height, width) { Dilation = dilation });
        return Padded(window, Math.Max(height, width), Math.Max(height, width));
    }

    private PoolLayer Pool(Shape input, bool max)
    {
        (int height, int width) = Sides(input, 5);
        Window window = Padded(Strided(new Window(height, width)), height - 1, width - 1);
        return new PoolLayer(max, window) { CountIncludePad = !max && Chance(0.4) };
    }

    private (int Height, int Width) Sides(Shape input, int end)
    {
        int height = _random.Next(1, Math.Min(input.Height + 3, end));
        int width = Chance(0.6) ? height : _random.Next(1, Math.Min(input.Width + 3, end));
        return (height, width);
    }

    private Window Strided(Window window) => _random.Next(10) switch
    {
        < 5 => window,
        < 8 => window with { Stride = _random.Next(1, 5) },
        8 => window with { StrideHeight = _random.Next(1, 5), StrideWidth = _random.Next(1, 5) },
        _ => window with { Stride = _random.Next(1, 5), StrideWidth = _random.Next(1, 5) },
    };

    private Window Padded(Window window, int mostRows, int mostColumns)
    {
        int most = Math.Min(mostRows, mostColumns);
        return _random.Next(10) switch
        {
            < 4 => window,
            < 6 => window with { Same = true },
            < 8 => window with { Pad = _random.Next(0, most + 1) },
            8 => window with { Pad = _random.Next(0, most + 1), PadTop = Up(mostRows), PadRight = Up(mostColumns) },
            _ => window with { PadTop = Up(mostRows), PadBottom = Up(mostRows), PadLeft = Up(mostColumns), PadRight = Up(mostColumns) },
        };
    }

    private LocalResponseNormLayer LocalResponseNorm()
    {
        int size = _random.Next(1, 8);
        return new(
            size,
            Chance(0.7) ? Pick([0.5, 1, 3]) : null,
            Chance(0.5) ? Pick([0, 0.5, 0.6, 0.75, 1, 1.3]) : null,
            Chance(0.5) ? Pick([0.3, 2]) : null,
            Chance(0.3) ? Pick([0, size / 2, size - 1]) : null);
    }

    private TestLayer Pad(Shape input)
    {
        int all = _random.Next(0, 4);
        int[] sides = Chance(0.5) ? [all, all, all, all] : [Up(3), Up(3), Up(3), Up(3)];
        if (Chance(0.5))
        {
            return new ZeroPadLayer(sides[0], sides[1], sides[2], sides[3]);
        }

        PadMode mode = Pick([PadMode.Constant, PadMode.Edge, PadMode.Reflect]);
        (int rows, int columns) = mode == PadMode.Reflect ? (input.Height - 1, input.Width - 1) : (3, 3);
        return new PadLayer(Math.Min(sides[0], rows), Math.Min(sides[1], rows), Math.Min(sides[2], columns), Math.Min(sides[3], columns), mode, mode == PadMode.Constant ? Pick([0, 0.5, -2.25]) : 0);
    }

    private CropLayer Crop(Shape input)
    {
        (int top, int left) = (Up(Math.Min(3, input.Height - 1)), Up(Math.Min(3, input.Width - 1)));
        return new CropLayer(top, Up(Math.Min(3, input.Height - 1 - top)), left, Up(Math.Min(3, input.Width - 1 - left)));
    }

    private TestLayer ActivationAlone()
    {
        Activation function = Pick(ReferenceActivations.Pointwise);
        return function switch
        {
            _ when Chance(0.15) => new PReLULayer(),
            Activation.LeakyReLU when Chance(0.7) => new ActivationLayer(function, Chance(0.5) ? 0.2 : 0.015625),
            Activation.ELU when Chance(0.7) => new ActivationLayer(function, Chance(0.5) ? 1.5 : 0.3),
            _ => new ActivationLayer(function),
        };
    }

    private TestLayer Maxout(Shape input)
    {
        int[] divisors = [.. Enumerable.Range(2, 7).Where(pieces => input.Channels % pieces == 0)];
        return divisors.Length == 0 ? ActivationAlone() : new MaxoutLayer(divisors[_random.Next(divisors.Length)]);
    }

    private Activation OverChannels() => Chance(0.5) ? Activation.Softmax : Activation.LogSoftmax;

    public Activation Function() => Chance(0.4) ? Activation.None : Chance(0.15) ? OverChannels() : Pick(ReferenceActivations.Pointwise);

    public T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private int Up(int most) => _random.Next(0, most + 1);

    public bool Chance(double share) => _random.NextDouble() < share;
}
