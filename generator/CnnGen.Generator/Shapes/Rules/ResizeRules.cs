namespace CnnGen.Generator.Shapes;

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
