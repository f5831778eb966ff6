using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>DepthwiseConv2D.</summary>
internal sealed class DepthwiseRule() : LayerRule("DepthwiseConv2D", "conv")
{
    private const string Word = "kernel";

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int multiplier = layer.Count("Multiplier", defaultValue: 1);
        Window? read = Window.Read(layer, Word, strideIsSize: false);
        Activation activation = layer.Enum<Activation>("Activation");
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        int channels = (int)Math.Min(int.MaxValue, (long)layer.Input.Channels * multiplier);
        if (read is not { } window
            || channels == 0
            || layer.Input is not { Height: > 0, Width: > 0 }
            || !window.Check(layer, Word, Rules.KernelTooLarge))
        {
            return (Shape.Map(0, 0, channels), new Identity());
        }

        Shape output = Shape.Map(window.Rows.Output(layer.Input.Height), window.Columns.Output(layer.Input.Width), channels);
        return (output, new WeightedSum(WeightKind.Depthwise, layer.Input, output, window, layer.Flag("UseBias", defaultValue: true), activation));
    }
}
