namespace CnnGen.Generator.Shapes;

/// <summary>A factor and a shift for each channel, or for each unit of a flat tensor.</summary>
internal sealed record BatchNorm(Shape Input, double Epsilon) : Operation
{
    public override long Parameters => 2 * (Input.IsFlat ? Input.Length : Input.Channels);
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
