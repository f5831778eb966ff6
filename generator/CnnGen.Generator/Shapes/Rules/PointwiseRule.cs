namespace CnnGen.Generator.Shapes;

/// <summary>A function of each number alone, as a layer of its own.</summary>
internal sealed record Pointwise(Function Function) : Operation;

/// <summary>Every activation whose numbers hang on no others.</summary>
internal sealed class PointwiseRule(Activation activation, string? argument = null) : LayerRule(activation.ToString(), activation.ToString().ToLowerInvariant())
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        double parameter = activation switch
        {
            Activation.LeakyReLU => layer.Number(argument!, 0.01, slope => slope is >= 0 and <= 1, "from 0 to 1"),
            Activation.ELU => layer.Number(argument!, 1, alpha => (float)alpha is > 0 and <= float.MaxValue, "a number above 0 that a float can hold"),
            _ => 1,
        };
        return (layer.Input, new Pointwise(new Function(activation, (float)parameter)));
    }
}
