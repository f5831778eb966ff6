namespace CnnGen.Generator.Shapes;

/// <summary>Softmax over the channels of each pixel, or over the units.</summary>
/// <param name="IsLog">Whether its logarithm is taken.</param>
internal sealed record Softmax(bool IsLog) : Operation
{
    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight)
        => layer.Output.IsFlat ? SourcePlaces.All(input) : base.Sources(layer, input, output, isHeight);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Softmax", layer.Output.IsFlat, IsLog)];

    /// <summary>The one of an <c>Activation = …</c>; null for any other.</summary>
    public static Softmax? Of(Activation activation) => activation switch
    {
        Activation.Softmax => new Softmax(IsLog: false),
        Activation.LogSoftmax => new Softmax(IsLog: true),
        _ => null,
    };
}

/// <summary>Softmax and LogSoftmax.</summary>
internal sealed class SoftmaxRule(string kind, string prefix, bool isLog) : LayerRule(kind, prefix)
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer) => (layer.Input, new Softmax(isLog));
}
