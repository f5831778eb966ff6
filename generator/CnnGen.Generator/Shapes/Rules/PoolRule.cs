using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The largest or the mean of each channel under a window.</summary>
internal sealed record Pool(bool IsMax, Window Window, bool CountIncludePad) : Operation
{
    public override Window? PaddedWindow => Window;

    public override string OutputFormula(ShapedLayer layer) => Formulas.Slid(Window, layer);

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.Window(Window.Side(isHeight));

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => [new("Pool", IsMax, CountIncludePad, Window.Rows, Window.Columns)];
}

/// <summary>MaxPool2D and AvgPool2D.</summary>
internal sealed class PoolRule(string kind, string prefix, bool isMax) : LayerRule(kind, prefix)
{
    private const string Word = "pool";

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        Window? read = Window.Read(layer, Word, strideIsSize: true);
        Shape unknown = Shape.Map(0, 0, layer.Input.Channels);

        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        if (read is not { } window
            || layer.Input is not { Height: > 0, Width: > 0 }
            || !PadsLeaveRealPixels(layer, window)
            || !window.Check(layer, Word, Rules.PoolTooLarge))
        {
            return (unknown, new Identity());
        }

        Shape output = layer.Input with
        {
            Height = window.Rows.Output(layer.Input.Height),
            Width = window.Columns.Output(layer.Input.Width),
        };
        return (output, new Pool(isMax, window, layer.Flag("CountIncludePad", defaultValue: false)));
    }

    private static bool PadsLeaveRealPixels(LayerContext layer, Window window)
    {
        (string Name, int Pad, int Size)[] sides =
        [
            ("PadTop", window.Rows.PadBefore, window.Rows.Kernel),
            ("PadBottom", window.Rows.PadAfter, window.Rows.Kernel),
            ("PadLeft", window.Columns.PadBefore, window.Columns.Kernel),
            ("PadRight", window.Columns.PadAfter, window.Columns.Kernel),
        ];
        foreach ((string name, int pad, int size) in sides)
        {
            if (pad >= size)
            {
                string argument = layer.Has(name) ? name : "Pad";
                layer.Report(Rules.PadCoversWindow, argument, argument, $"{pad}", $"{window.Rows.Kernel}x{window.Columns.Kernel}", $"{size - 1}");
                return false;
            }
        }

        return true;
    }
}

/// <summary>GlobalAvgPool2D and GlobalMaxPool2D: a pool as large as the map.</summary>
internal sealed class GlobalPoolRule(string kind, string prefix, bool isMax) : LayerRule(kind, prefix)
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        Window whole = new(new Axis(layer.Input.Height, 1, 1, 0, 0), new Axis(layer.Input.Width, 1, 1, 0, 0));
        return (Shape.Flat(layer.Input.Channels), new Pool(isMax, whole, CountIncludePad: false));
    }
}
