namespace CnnGen.Generator.Shapes;

/// <summary>A factor and a shift for each channel, or for each unit of a flat tensor.</summary>
internal sealed record BatchNorm(Shape Input, double Epsilon) : Operation
{
    /// <summary>Pixels that have numbers of their own: each of a flattened map, else one for all.</summary>
    public int Positions => Input.IsFlat ? Input.Height * Input.Width : 1;

    public override long Parameters => 2L * Positions * Input.Channels;
}

internal sealed class BatchNormRule() : LayerRule("BatchNorm", "bn")
{
    private const double DefaultEpsilon = 1e-5;

    public override (Shape Output, Operation Operation) Infer(LayerScope layer)
    {
        double epsilon = layer.Number("Epsilon", DefaultEpsilon, epsilon => epsilon is >= 0 and <= float.MaxValue, "a finite number of at least 0");
        return (layer.Input, new BatchNorm(layer.Input, epsilon));
    }
}
