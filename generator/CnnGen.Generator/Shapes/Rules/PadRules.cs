using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
internal enum PadMode
{
    Constant,
    Edge,
    Reflect,
}

/// <summary>Rows and columns around a map.</summary>
/// <param name="Value">What they hold, where the mode is constant; else 0.</param>
internal sealed record Pad(int Top, int Bottom, int Left, int Right, PadMode Mode, float Value) : Operation
{
    /// <summary>Whether they hold what a convolution's own padding does.</summary>
    public bool IsZero => Mode == PadMode.Constant && Value == 0;

    /// <summary>A window that slides over the map with the zeros around it, as one over the map itself.</summary>
    public Window Widen(Window window) => new(
        window.Rows with { PadBefore = window.Rows.PadBefore + Top, PadAfter = window.Rows.PadAfter + Bottom },
        window.Columns with { PadBefore = window.Columns.PadBefore + Left, PadAfter = window.Columns.PadAfter + Right });

    public override string OutputFormula(ShapedLayer layer) => Formulas.Sides(
        Formulas.Text($"{layer.Input.Height} + {Top} + {Bottom} = {layer.Output.Height}"),
        Formulas.Text($"{layer.Input.Width} + {Left} + {Right} = {layer.Output.Width}"));

    /// <summary>Pixels that are repeated or mirrored are counted as padding: they lie no further away than the pixel that they stand for.</summary>
    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.Shifted(-(isHeight ? Top : Left));

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => [Mode == PadMode.Constant ? new("Pad", Top, Left, Value) : new("Mirror", Top, Left, Mode == PadMode.Reflect)];
}

/// <summary>ZeroPad2D, and Pad2D, which has a mode and a value.</summary>
internal sealed class PadRule(string kind, string prefix, bool hasMode) : LayerRule(kind, prefix)
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int all = layer.Count("pad", least: 0);
        PadMode mode = hasMode ? layer.Enum<PadMode>("Mode") : PadMode.Constant;
        double value = hasMode ? layer.Number("Value", 0, number => double.IsInfinity(number) || Math.Abs((float)number) <= float.MaxValue, "a number that a float can hold, or an infinity") : 0;
        Pad pads = new(Side("top"), Side("bottom"), Side("left"), Side("right"), mode, mode == PadMode.Constant ? (float)value : 0);
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        Shape output = layer.Input with
        {
            Height = SideLength.Of(layer.Input.Height, (long)layer.Input.Height + pads.Top + pads.Bottom),
            Width = SideLength.Of(layer.Input.Width, (long)layer.Input.Width + pads.Left + pads.Right),
        };
        return (output, mode != PadMode.Reflect || IsReflected(layer, pads) ? pads : new Identity());

        int Side(string name) => layer.Count(name, least: 0, defaultValue: all);
    }

    /// <summary>Whether the map has the rows and columns that are mirrored. One number for several sides is one mistake.</summary>
    private static bool IsReflected(LayerContext layer, Pad pads)
    {
        (string Name, string Noun, int Count, int Side)[] sides =
        [
            ("top", "row", pads.Top, layer.Input.Height), ("bottom", "row", pads.Bottom, layer.Input.Height),
            ("left", "column", pads.Left, layer.Input.Width), ("right", "column", pads.Right, layer.Input.Width),
        ];
        bool isFine = true;
        foreach ((string name, string noun, int count, int side) in sides)
        {
            if (side > 0 && count >= side && (isFine || layer.Has(name)))
            {
                string argument = layer.Has(name) ? name : "pad";
                layer.Report(Rules.OutOfRange, argument, argument, $"{count}", $"at most {side - 1}, because its input has {side} {noun}{(side == 1 ? "" : "s")} to mirror");
                isFine = false;
            }
        }

        return isFine;
    }
}
