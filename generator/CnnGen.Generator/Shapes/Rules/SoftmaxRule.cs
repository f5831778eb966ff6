namespace CnnGen.Generator.Shapes;

/// <summary>Softmax over the channels of each pixel, or over the units.</summary>
internal sealed record Softmax : Operation;

internal sealed class SoftmaxRule() : LayerRule("Softmax", "softmax")
{
    public override (Shape Output, Operation Operation) Infer(LayerScope layer) => (layer.Input, new Softmax());
}
