using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>A trained slope below zero for each channel; for each unit, where the input is flat.</summary>
internal sealed record PReLU(Shape Input) : Operation
{
    /// <summary>Pixels that have slopes of their own: each of a flattened map, else one for all.</summary>
    public int Positions => Input.IsFlat ? Input.Height * Input.Width : 1;

    public override long Parameters => (long)Positions * Input.Channels;

    /// <summary>One slope for all is allowed too. Keras has sides of 1 before a map's channels.</summary>
    public override IEnumerable<LayerTensor> Tensors(WeightLayout layout)
    {
        string[] shapes = layout == WeightLayout.Keras && !Input.IsFlat
            ? [LayerTensor.Text(1, 1, Parameters), LayerTensor.Text(Parameters), LayerTensor.Text(1, 1, 1), LayerTensor.Text(1)]
            : [LayerTensor.Text(Parameters), LayerTensor.Text(1)];
        return [new LayerTensor("weight", shapes, WantedTensor.AllSides, WantedTensor.NoSide)];
    }

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("PReLU", layer.Name)];
}

internal sealed class PReLURule() : LayerRule("PReLU", "prelu")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer) => (layer.Input, new PReLU(layer.Input));
}
