using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

internal sealed class DenseRule() : LayerRule("Dense", "dense")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        Shape output = Shape.Flat(layer.Count("units"));
        Activation activation = layer.Enum<Activation>("Activation");
        if (!layer.Input.IsFlat)
        {
            layer.Report(Rules.DenseOnMap, null, layer.Input.IsKnown ? $" (giving {layer.Input.Flattened()})" : "");
        }

        Window whole = new(
            new Axis(layer.Input.Height, 1, 1, 0, 0),
            new Axis(layer.Input.Width, 1, 1, 0, 0));
        return (output, new WeightedSum(WeightKind.Dense, layer.Input, output, whole, layer.Flag("UseBias", defaultValue: true), activation));
    }
}
