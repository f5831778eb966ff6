namespace CnnGen.Generator.Shapes;

/// <summary>Rows and columns of zeros around a map.</summary>
internal sealed record ZeroPad(int Top, int Bottom, int Left, int Right) : Operation
{
    /// <summary>A window that slides over the map with the zeros around it, as one over the map itself.</summary>
    public Window Widen(Window window) => new(
        window.Rows with { PadBefore = window.Rows.PadBefore + Top, PadAfter = window.Rows.PadAfter + Bottom },
        window.Columns with { PadBefore = window.Columns.PadBefore + Left, PadAfter = window.Columns.PadAfter + Right });

    public override string OutputFormula(ShapedLayer layer) => Formulas.Sides(
        Formulas.Text($"{layer.Input.Height} + {Top} + {Bottom} = {layer.Output.Height}"),
        Formulas.Text($"{layer.Input.Width} + {Left} + {Right} = {layer.Output.Width}"));

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.Shifted(-(isHeight ? Top : Left));

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("ZeroPad", Top, Left)];
}

/// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
internal enum Interpolation
{
    Nearest,
    Bilinear,
}

/// <summary>A map <paramref name="Factor"/> times as high and as wide.</summary>
internal sealed record UpSample(int Factor, Interpolation Interpolation) : Operation
{
    public bool IsBilinear => Interpolation == Interpolation.Bilinear;

    public override string OutputFormula(ShapedLayer layer) => Formulas.Sides(
        Formulas.Text($"{layer.Input.Height} x {Factor} = {layer.Output.Height}"),
        Formulas.Text($"{layer.Input.Width} x {Factor} = {layer.Output.Width}"));

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight)
        => IsBilinear ? SourcePlaces.Interpolated(Factor) : SourcePlaces.Repeated(Factor);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => [new(IsBilinear ? "Bilinear" : "UpSample", Factor)];
}

internal sealed class ZeroPadRule() : LayerRule("ZeroPad2D", "zeropad")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int all = layer.Count("pad", least: 0);
        ZeroPad pads = new(Side("top"), Side("bottom"), Side("left"), Side("right"));
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        return (layer.Input with
        {
            Height = SideLength.Of(layer.Input.Height, (long)layer.Input.Height + pads.Top + pads.Bottom),
            Width = SideLength.Of(layer.Input.Width, (long)layer.Input.Width + pads.Left + pads.Right),
        }, pads);

        int Side(string name) => layer.Count(name, least: 0, defaultValue: all);
    }
}

internal sealed class UpSampleRule() : LayerRule("UpSample2D", "upsample")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int factor = layer.Count("factor");
        Interpolation interpolation = layer.Enum<Interpolation>("Interpolation");
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        return (layer.Input with
        {
            Height = SideLength.Of(layer.Input.Height, (long)layer.Input.Height * factor),
            Width = SideLength.Of(layer.Input.Width, (long)layer.Input.Width * factor),
        }, new UpSample(factor, interpolation));
    }
}

/// <summary>A side of a larger map.</summary>
internal static class SideLength
{
    /// <summary>0 where the smaller map's side is not known. A side that fits no int fits no array: <see cref="Limits"/> reports it.</summary>
    public static int Of(int input, long output) => input <= 0 ? 0 : (int)Math.Min(int.MaxValue, output);
}
