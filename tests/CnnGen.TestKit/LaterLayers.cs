namespace CnnGen.TestKit;

/// <summary>Conv2DTranspose, as PyTorch's ConvTranspose2d.</summary>
public sealed record TransposedConvLayer(int Filters, int Kernel) : WeightedLayer
{
    public int Stride { get; init; } = 1;

    public int Pad { get; init; }

    public int Dilation { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public int OutputPadding { get; init; }

    public override string Kind => "Conv2DTranspose";

    public override string NamePrefix => "conv";

    public override Shape OutputOf(Shape input) => new(Side(input.Height), Side(input.Width), Filters);

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input)
    {
        yield return ("weight", [input.Channels, Filters / Groups, Kernel, Kernel]);
        if (UseBias)
        {
            yield return ("bias", [Filters]);
        }
    }

    public override long CostFor(Shape input) => input.Length * Filters / Groups * Kernel * Kernel;

    protected override bool Fits(Shape input) =>
        !input.Flat && input.Channels % Groups == 0 && Filters % Groups == 0 && (OutputPadding < Stride || OutputPadding < Dilation);

    protected override IEnumerable<string> Arguments() =>
    [
        $"{Filters}", $"{Kernel}", .. WeightedProperties(),
        .. new[] { ("Stride", Stride, 1), ("Pad", Pad, 0), ("Dilation", Dilation, 1), ("Groups", Groups, 1), ("OutputPadding", OutputPadding, 0) }
            .Where(p => p.Item2 != p.Item3).Select(p => $"{p.Item1} = {p.Item2}"),
    ];

    private int Side(int length) => ((length - 1) * Stride) - (2 * Pad) + (Dilation * (Kernel - 1)) + OutputPadding + 1;
}

/// <summary>A flat tensor as a map; the units are the map's numbers in the order of the network's layout.</summary>
public sealed record ReshapeLayer(int Height, int Width, int Channels) : TestLayer
{
    public override string Kind => "Reshape";

    public override Shape OutputOf(Shape input) => new(Height, Width, Channels);

    protected override bool Fits(Shape input) => input.Flat && input.Length == OutputOf(input).Length;

    protected override IEnumerable<string> Arguments() => [$"{Height}", $"{Width}", $"{Channels}"];
}

/// <summary>What the runtime library declares so far: random networks have the other kinds only when they are told to.</summary>
public static class LaterLayers
{
    private static readonly Type AnyAttribute = typeof(InputAttribute);

    /// <summary>Conv2DTranspose, Reshape and UpSample2D's Interpolation, all of them.</summary>
    public static bool Resizing => Declares("Conv2DTranspose") && Declares("Reshape") && typeof(UpSample2DAttribute).GetProperty("Interpolation") is not null;

    private static bool Declares(string kind) => AnyAttribute.Assembly.GetType($"{AnyAttribute.Namespace}.{kind}Attribute") is not null;
}
