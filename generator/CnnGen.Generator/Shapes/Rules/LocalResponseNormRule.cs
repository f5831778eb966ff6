using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Each channel over a power of the squares around it: <c>x / (bias + alpha / size * sum)^beta</c>.</summary>
/// <param name="Before">How many channels of the window stand before its own.</param>
internal sealed record LocalResponseNorm(int Size, int Before, double Alpha, double Beta, double Bias) : Operation
{
    /// <summary>Beside its tensors it keeps squares, at most three times as many as channels: as if each map had two more pixels.</summary>
    public override Window? PaddedWindow => new Window(Axis.Point, Axis.Point with { PadAfter = 2 });

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => [new("LocalResponseNorm", Size, Before, Alpha, Beta, Bias)];
}

internal sealed class LocalResponseNormRule() : LayerRule("LocalResponseNorm", "lrn")
{
    private const string ChannelsBefore = "ChannelsBefore";
    private const double DefaultAlpha = 1e-4;
    private const double DefaultBeta = 0.75;
    private const double DefaultBias = 1;

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        const string least = "a number of at least 0 that a float can hold";
        int size = layer.Count("size");
        int before = layer.Count(ChannelsBefore, least: 0, defaultValue: (size - 1) / 2);
        if (size > 0 && before >= size)
        {
            layer.Report(Rules.OutOfRange, ChannelsBefore, ChannelsBefore, $"{before}", $"less than the window's size of {size}");
        }

        double alpha = layer.Number("Alpha", DefaultAlpha, alpha => alpha is >= 0 and <= float.MaxValue, least);
        double beta = layer.Number("Beta", DefaultBeta, beta => beta is >= 0 and <= float.MaxValue, least);
        double bias = layer.Number("Bias", DefaultBias, bias => (float)bias is > 0 and <= float.MaxValue, "a number above 0 that a float can hold");
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        return (layer.Input, new LocalResponseNorm(size, before, alpha, beta, bias));
    }
}
