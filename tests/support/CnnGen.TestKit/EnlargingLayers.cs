namespace CnnGen.TestKit;

/// <summary>Conv2DTranspose, as PyTorch's ConvTranspose2d.</summary>
public sealed record TransposedConvLayer(int Filters, int Kernel) : WeightedLayer
{
    public int? KernelWidth { get; init; }

    public int Stride { get; init; } = 1;

    public int? StrideWidth { get; init; }

    public bool Same { get; init; }

    public int Pad { get; init; }

    public int? PadTop { get; init; }

    public int? PadRight { get; init; }

    public int Dilation { get; init; } = 1;

    public int Groups { get; init; } = 1;

    public int OutputPadding { get; init; }

    public int? OutputPaddingWidth { get; init; }

    public override string Kind => "Conv2DTranspose";

    public override string NamePrefix => "conv";

    public override Shape OutputOf(Shape input) => new(Rows(input.Height).Out, Columns(input.Width).Out, Filters);

    public Axis Rows(int height) => Along(height, Kernel, Stride, PadTop ?? Pad, Pad, OutputPadding);

    public Axis Columns(int width) => Along(width, KernelWidth ?? Kernel, StrideWidth ?? Stride, Pad, PadRight ?? Pad, OutputPaddingWidth ?? OutputPadding);

    public override IEnumerable<(string Suffix, int[] Shape)> WeightsFor(Shape input)
    {
        yield return ("weight", [input.Channels, Filters / Groups, Kernel, KernelWidth ?? Kernel]);
        if (UseBias)
        {
            yield return ("bias", [Filters]);
        }
    }

    public override long CostFor(Shape input) => input.Length * Filters / Groups * Kernel * (KernelWidth ?? Kernel);

    protected override bool Fits(Shape input) =>
        !input.Flat && input.Channels % Groups == 0 && Filters % Groups == 0 && (OutputPadding < Stride || OutputPadding < Dilation)
        && (OutputPaddingWidth is not { } width || width < Dilation || width < (StrideWidth ?? Stride));

    protected override IEnumerable<string> Arguments() =>
    [
        $"{Filters}", $"{Kernel}", .. KernelWidth is { } width ? [$"{width}"] : Array.Empty<string>(), .. WeightedProperties(),
        .. Same ? ["Padding = Padding.Same"] : Array.Empty<string>(),
        .. new[] { ("StrideWidth", StrideWidth), ("PadTop", PadTop), ("PadRight", PadRight), ("OutputPaddingWidth", OutputPaddingWidth) }
            .Where(p => p.Item2 is not null).Select(p => $"{p.Item1} = {p.Item2}"),
        .. new[] { ("Stride", Stride, 1), ("Pad", Pad, 0), ("Dilation", Dilation, 1), ("Groups", Groups, 1), ("OutputPadding", OutputPadding, 0) }
            .Where(p => p.Item2 != p.Item3).Select(p => $"{p.Item1} = {p.Item2}"),
    ];

    private Axis Along(int length, int kernel, int stride, int before, int after, int outputPadding)
    {
        int extent = (Dilation * (kernel - 1)) + 1;
        if (Same)
        {
            // The convolution that takes stride times as many pixels to these.
            int pads = Math.Max(0, extent - stride);
            return new Axis(length, kernel, stride, Dilation, pads / 2, pads - (pads / 2), length * stride);
        }

        return new Axis(length, kernel, stride, Dilation, before, after, Math.Max(0, ((length - 1) * stride) - before - after + extent + outputPadding));
    }
}

/// <summary>The same numbers as a map of other sides, counted on both sides as the weights' framework does.</summary>
public sealed record ReshapeLayer(int Height, int Width, int Channels) : TestLayer
{
    public override string Kind => "Reshape";

    public override Shape OutputOf(Shape input) => new(Height, Width, Channels);

    protected override bool Fits(Shape input) => input.Length == OutputOf(input).Length;

    protected override IEnumerable<string> Arguments() => [$"{Height}", $"{Width}", $"{Channels}"];
}
