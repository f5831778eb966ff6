using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>A function of each element alone, as a layer of its own.</summary>
internal sealed record Pointwise(Function Function) : Operation
{
    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Function", Function)];
}

/// <summary>A layer that applies a function to each element alone.</summary>
/// <param name="function">Reads the layer's arguments; null where the layer changes nothing.</param>
internal sealed class PointwiseRule(string kind, Func<LayerContext, Function?> function) : LayerRule(kind, kind.ToLowerInvariant())
{
    /// <summary>A function without arguments.</summary>
    public PointwiseRule(FunctionKind kind)
        : this(kind.ToString(), _ => Function.Of(kind))
    {
    }

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
        => (layer.Input, function(layer) is { } applied ? new Pointwise(applied) : new Identity());

    public static Function LeakyReLU(LayerContext layer)
        => Function.Of(FunctionKind.LeakyReLU, (float)layer.Number("slope", Function.DefaultSlope, slope => slope is >= 0 and <= 1, "from 0 to 1"));

    public static Function ELU(LayerContext layer)
        => Function.Of(FunctionKind.ELU, (float)layer.Number("alpha", Function.DefaultAlpha, alpha => (float)alpha is > 0 and <= float.MaxValue, "a number above 0 that a float can hold"));

    public static Function? Clip(LayerContext layer)
    {
        double minimum = layer.Number("min", double.NegativeInfinity, min => double.IsNegativeInfinity(min) || IsFinite(min), "a number that a float can hold, or double.NegativeInfinity");
        double maximum = layer.Number("max", double.PositiveInfinity, max => double.IsPositiveInfinity(max) || IsFinite(max), "a number that a float can hold, or double.PositiveInfinity");
        if ((float)minimum <= (float)maximum)
        {
            return Function.Clip(minimum, maximum);
        }

        layer.Report(Rules.OutOfRange, "max", "max", LayerContext.Text(maximum), $"at least its min of {LayerContext.Text(minimum)}");
        return null;
    }

    private static bool IsFinite(double limit) => Math.Abs((float)limit) <= float.MaxValue;
}
