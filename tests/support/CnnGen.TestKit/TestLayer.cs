using System.Globalization;

namespace CnnGen.TestKit;

/// <summary>A layer of a network under test. It knows its shape, its weights' shapes and how it is written as an attribute.</summary>
public abstract record TestLayer
{
    public string? Name { get; init; }

    /// <summary>The named output that is read instead of the layer above's; <c>input</c> is the network's input.</summary>
    public string? From { get; init; }

    /// <summary>The named outputs that are read besides, in order.</summary>
    public virtual IReadOnlyList<string> Others => [];

    /// <summary>The attribute's name.</summary>
    public abstract string Kind { get; }

    /// <summary>What default names begin with; null where no weights are named.</summary>
    public virtual string? NamePrefix => null;

    public virtual Shape OutputOf(Shape input) => input;

    /// <summary>The output's shape; the first of the inputs is the layer above or <see cref="From"/>, the rest are <see cref="Others"/>.</summary>
    public virtual Shape OutputOf(IReadOnlyList<Shape> inputs) => OutputOf(inputs[0]);

    /// <summary>Whether the layer can stand on inputs of these shapes, by the rules of the contract.</summary>
    public virtual bool Fits(IReadOnlyList<Shape> inputs) => Fits(inputs[0]);

    protected virtual bool Fits(Shape input) => true;

    /// <summary>The weights in PyTorch's layout: the suffix of the key and the shape.</summary>
    public virtual IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input) => [];

    /// <summary>Multiply-adds (or comparisons), to keep random networks small.</summary>
    public virtual long CostFor(Shape input) => OutputOf(input).Length;

    public string ToAttribute()
    {
        IEnumerable<string> names = new[] { ("Name", Name), ("From", From) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1} = \"{p.Item2}\"");
        string list = string.Join(", ", Arguments().Concat(names));
        return list.Length == 0 ? $"[{Kind}]" : $"[{Kind}({list})]";
    }

    protected virtual IEnumerable<string> Arguments() => [];

    protected static string Number(double value)
    {
        return value.ToString("R", CultureInfo.InvariantCulture);
    }
}

public abstract record WeightedLayer : TestLayer
{
    public Activation Activation { get; init; }

    public bool UseBias { get; init; } = true;

    protected IEnumerable<string> WeightedProperties()
    {
        if (Activation != Activation.None)
        {
            yield return $"Activation = Activation.{Activation}";
        }

        if (!UseBias)
        {
            yield return "UseBias = false";
        }
    }
}

/// <summary>Conv2D, or LocallyConnected2D where <paramref name="Local"/>.</summary>
public sealed record ConvLayer(int Filters, Window Window, bool Local = false) : WeightedLayer
{
    public override string Kind => Local ? "LocallyConnected2D" : "Conv2D";

    public override string NamePrefix => Local ? "local" : "conv";

    public int Groups { get; init; } = 1;

    public override Shape OutputOf(Shape input) =>
        new(Window.Rows(input.Height, 1).Out, Window.Columns(input.Width, 1).Out, Filters);

    protected override bool Fits(Shape input) => !input.Flat && input.Channels % Groups == 0 && Filters % Groups == 0;

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input)
    {
        Shape output = OutputOf(input);
        int[] positions = Local ? [output.Height, output.Width] : [];
        yield return ("weight", [.. positions, Filters, input.Channels / Groups, Window.Height, Window.Width]);
        if (UseBias)
        {
            yield return ("bias", [.. positions, Filters]);
        }
    }

    public override long CostFor(Shape input) => OutputOf(input).Length * input.Channels / Groups * Window.Height * Window.Width;

    protected override IEnumerable<string> Arguments() =>
        [$"{Filters}", .. Window.Sides(), .. Window.Properties(), .. WeightedProperties(), .. Groups == 1 ? [] : new[] { $"Groups = {Groups}" }];
}

public sealed record DepthwiseLayer(Window Window, int Multiplier = 1) : WeightedLayer
{
    public override string Kind => "DepthwiseConv2D";

    public override string NamePrefix => "conv";

    public override Shape OutputOf(Shape input) =>
        new(Window.Rows(input.Height, 1).Out, Window.Columns(input.Width, 1).Out, input.Channels * Multiplier);

    protected override bool Fits(Shape input) => !input.Flat;

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input)
    {
        yield return ("weight", [input.Channels * Multiplier, 1, Window.Height, Window.Width]);
        if (UseBias)
        {
            yield return ("bias", [input.Channels * Multiplier]);
        }
    }

    public override long CostFor(Shape input) => OutputOf(input).Length * Window.Height * Window.Width;

    protected override IEnumerable<string> Arguments() =>
        [.. Window.Sides(), .. Window.Properties(), .. WeightedProperties(), .. Multiplier == 1 ? [] : new[] { $"Multiplier = {Multiplier}" }];
}

public sealed record BatchNormLayer(double? Epsilon = null) : TestLayer
{
    public override string Kind => "BatchNorm";

    public override string NamePrefix => "bn";

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input) =>
        new[] { "weight", "bias", "running_mean", "running_var" }.Select(suffix => (suffix, new[] { input.Channels }));

    protected override IEnumerable<string> Arguments() => Epsilon is { } epsilon ? [$"Epsilon = {Number(epsilon)}"] : [];
}

public sealed record GlobalPoolLayer(bool Max) : TestLayer
{
    public override string Kind => Max ? "GlobalMaxPool2D" : "GlobalAvgPool2D";

    public override Shape OutputOf(Shape input) => Shape.OfFlat(input.Channels);

    protected override bool Fits(Shape input) => !input.Flat;

    public override long CostFor(Shape input) => input.Length;
}

public sealed record DenseLayer(int Units) : WeightedLayer
{
    public override string Kind => "Dense";

    public override string NamePrefix => "dense";

    public override Shape OutputOf(Shape input) => Shape.OfFlat(Units);

    protected override bool Fits(Shape input) => input.Flat;

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input)
    {
        yield return ("weight", [Units, input.Channels]);
        if (UseBias)
        {
            yield return ("bias", [Units]);
        }
    }

    public override long CostFor(Shape input) => input.Length * Units;

    protected override IEnumerable<string> Arguments() => [$"{Units}", .. WeightedProperties()];
}

public sealed record PoolLayer(bool Max, Window Window) : TestLayer
{
    public bool CountIncludePad { get; init; }

    public override string Kind => Max ? "MaxPool2D" : "AvgPool2D";

    public override Shape OutputOf(Shape input) => new(RowsOf(input).Out, ColumnsOf(input).Out, input.Channels);

    protected override bool Fits(Shape input) => !input.Flat && RowsOf(input).PadsAreInsideTheWindow && ColumnsOf(input).PadsAreInsideTheWindow;

    public Axis RowsOf(Shape input) => Window.Rows(input.Height, Window.Height);

    public Axis ColumnsOf(Shape input) => Window.Columns(input.Width, Window.Width);

    public override long CostFor(Shape input) => OutputOf(input).Length * Window.Height * Window.Width;

    protected override IEnumerable<string> Arguments() =>
        [.. Window.Sides(), .. Window.Properties(), .. CountIncludePad ? ["CountIncludePad = true"] : Array.Empty<string>()];
}

public sealed record ZeroPadLayer(int Top, int Bottom, int Left, int Right) : TestLayer
{
    public override string Kind => "ZeroPad2D";

    public override Shape OutputOf(Shape input) => new(Top + input.Height + Bottom, Left + input.Width + Right, input.Channels);

    protected override bool Fits(Shape input) => !input.Flat;

    protected override IEnumerable<string> Arguments() =>
        Top == Bottom && Top == Left && Top == Right ? [$"{Top}"] : [$"{Top}", $"{Bottom}", $"{Left}", $"{Right}"];
}

/// <summary>Rows and columns that hold a number, repeat the outermost pixels, or mirror the map at them.</summary>
public sealed record PadLayer(int Top, int Bottom, int Left, int Right, PadMode Mode, double Value = 0) : TestLayer
{
    public override string Kind => "Pad2D";

    public override Shape OutputOf(Shape input) => new(Top + input.Height + Bottom, Left + input.Width + Right, input.Channels);

    protected override bool Fits(Shape input)
        => !input.Flat && (Mode != PadMode.Reflect || (Math.Max(Top, Bottom) < input.Height && Math.Max(Left, Right) < input.Width));

    /// <summary>The place that an output's row or column comes from; -1 for the number.</summary>
    public int Source(int place, int side)
        => Mode switch
        {
            _ when place >= 0 && place < side => place,
            PadMode.Constant => -1,
            PadMode.Edge => place < 0 ? 0 : side - 1,
            _ => place < 0 ? -place : (2 * side) - 2 - place,
        };

    protected override IEnumerable<string> Arguments() =>
    [
        .. Top == Bottom && Top == Left && Top == Right ? [$"{Top}"] : new[] { $"{Top}", $"{Bottom}", $"{Left}", $"{Right}" },
        .. Mode == PadMode.Constant ? Array.Empty<string>() : [$"Mode = PadMode.{Mode}"],
        .. Value == 0 ? Array.Empty<string>() : [$"Value = {(double.IsNegativeInfinity(Value) ? "double.NegativeInfinity" : Number(Value))}"],
    ];
}

public sealed record CropLayer(int Top, int Bottom, int Left, int Right) : TestLayer
{
    public override string Kind => "Crop2D";

    public override Shape OutputOf(Shape input) => new(input.Height - Top - Bottom, input.Width - Left - Right, input.Channels);

    protected override bool Fits(Shape input) => !input.Flat && OutputOf(input) is { Height: > 0, Width: > 0 };

    protected override IEnumerable<string> Arguments() =>
        Top == Bottom && Top == Left && Top == Right ? [$"{Top}"] : [$"{Top}", $"{Bottom}", $"{Left}", $"{Right}"];
}

/// <summary>Properties that are null are left at ONNX's defaults.</summary>
public sealed record LocalResponseNormLayer(int Size, double? Alpha = null, double? Beta = null, double? Bias = null, int? Before = null) : TestLayer
{
    public override string Kind => "LocalResponseNorm";

    public override long CostFor(Shape input) => input.Length * Size;

    protected override bool Fits(Shape input) => !input.Flat;

    /// <summary>The definition of ONNX's LRN, for the channels of a pixel; of PyTorch's, where so many channels stand before.</summary>
    public IEnumerable<double> Apply(double[] x) => x.Select((value, channel) =>
    {
        int first = Math.Max(0, channel - (Before ?? (int)Math.Floor((Size - 1) / 2.0)));
        int last = (int)Math.Min(x.Length - 1, (long)channel + (Size - 1 - Before ?? (int)Math.Ceiling((Size - 1) / 2.0)));
        double sum = x[first..(last + 1)].Sum(neighbour => neighbour * neighbour);
        return value / Math.Pow((Bias ?? 1) + ((Alpha ?? 1e-4) / Size * sum), Beta ?? 0.75);
    });

    protected override IEnumerable<string> Arguments() =>
    [
        $"{Size}",
        .. new[] { ("ChannelsBefore", Before), ("Alpha", Alpha), ("Beta", Beta), ("Bias", Bias) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1} = {Number(p.Item2!.Value)}"),
    ];
}

/// <summary>Larger by an integer, to the nearest pixel or between the pixels' centres.</summary>
public sealed record UpSampleLayer(int Factor, bool Bilinear = false) : TestLayer
{
    public override string Kind => "UpSample2D";

    public override Shape OutputOf(Shape input) => new(input.Height * Factor, input.Width * Factor, input.Channels);

    protected override bool Fits(Shape input) => !input.Flat;

    protected override IEnumerable<string> Arguments() => [$"{Factor}", .. Bilinear ? ["Interpolation = Interpolation.Bilinear"] : Array.Empty<string>()];
}

public sealed record FlattenLayer : TestLayer
{
    public override string Kind => "Flatten";

    public override Shape OutputOf(Shape input) => Shape.OfFlat(input.Length);

    protected override bool Fits(Shape input) => !input.Flat;
}

public sealed record DropoutLayer(double Rate) : TestLayer
{
    public override string Kind => "Dropout";

    protected override IEnumerable<string> Arguments() => [Number(Rate)];
}

/// <summary>An activation as a layer of its own; the number is LeakyReLU's slope or ELU's alpha.</summary>
public sealed record ActivationLayer(Activation Function, double? Parameter = null) : TestLayer
{
    public override string Kind => $"{Function}";

    protected override IEnumerable<string> Arguments() => Parameter is { } number ? [Number(number)] : [];
}

/// <summary>A slope below zero for each channel or unit.</summary>
public sealed record PReLULayer : TestLayer
{
    public override string Kind => "PReLU";

    public override string NamePrefix => "prelu";

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input) => [("weight", [input.Channels])];
}

public sealed record MaxoutLayer(int Pieces) : TestLayer
{
    public override string Kind => "Maxout";

    public override Shape OutputOf(Shape input) => input with { Channels = input.Channels / Pieces };

    protected override bool Fits(Shape input) => input.Channels % Pieces == 0;

    protected override IEnumerable<string> Arguments() => [$"{Pieces}"];
}
