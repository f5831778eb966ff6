namespace CnnGen.Generator.Shapes;

/// <summary>A trained slope below zero for each channel; for each unit, where the input is flat.</summary>
internal sealed record PReLU(Shape Input) : Operation
{
    /// <summary>Pixels that have slopes of their own: each of a flattened map, else one for all.</summary>
    public int Positions => Input.IsFlat ? Input.Height * Input.Width : 1;

    public override long Parameters => (long)Positions * Input.Channels;
}

internal sealed class PReLURule() : LayerRule("PReLU", "prelu")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer) => (layer.Input, new PReLU(layer.Input));
}
