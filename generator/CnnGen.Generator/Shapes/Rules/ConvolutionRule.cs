using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Conv2D and LocallyConnected2D.</summary>
internal sealed class ConvolutionRule(string kind, string prefix, Sharing sharing) : LayerRule(kind, prefix)
{
    private const string Word = "kernel";

    public override (Shape Output, Operation Operation) Infer(LayerScope layer)
    {
        int filters = layer.Count("filters");
        Window? read = Window.Read(layer, Word, strideIsSize: false);
        Activation activation = layer.Enum<Activation>("Activation");
        Shape unknown = Shape.Map(0, 0, filters);

        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        if (read is not { } window
            || layer.Input is not { Height: > 0, Width: > 0 }
            || !window.Check(layer, Word, Rules.KernelTooLarge))
        {
            return (unknown, new Identity());
        }

        Shape output = Shape.Map(window.Rows.Output(layer.Input.Height), window.Columns.Output(layer.Input.Width), filters);
        return (output, new Product(sharing, layer.Input, output, window, layer.Flag("UseBias", missing: true), activation));
    }
}
