using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Rows and columns cut off a map's sides.</summary>
internal sealed record Crop(int Top, int Bottom, int Left, int Right) : Operation
{
    public override string OutputFormula(ShapedLayer layer) => Formulas.Sides(
        Formulas.Text($"{layer.Input.Height} - {Top} - {Bottom} = {layer.Output.Height}"),
        Formulas.Text($"{layer.Input.Width} - {Left} - {Right} = {layer.Output.Width}"));

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.Shifted(isHeight ? Top : Left);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Crop", Top, Left)];
}

internal sealed class CropRule() : LayerRule("Crop2D", "crop")
{
    private const string All = "crop";

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int all = layer.Count(All, least: 0);
        Crop crop = new(Side("top"), Side("bottom"), Side("left"), Side("right"));
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        // A single argument for all sides is one mistake: it is reported for the shorter side.
        (int height, int width) = (layer.Input.Height, layer.Input.Width);
        bool isOne = layer.Has(All) && height > 0 && width > 0;
        int rows = Rest(layer, "row", height, crop.Top, crop.Bottom, "top", "bottom", isSaid: !isOne || height <= width);
        int columns = Rest(layer, "column", width, crop.Left, crop.Right, "left", "right", isSaid: !isOne || width < height);
        return (layer.Input with { Height = rows, Width = columns }, rows > 0 && columns > 0 ? crop : new Identity());

        int Side(string name) => layer.Count(name, least: 0, defaultValue: all);
    }

    /// <summary>The remaining rows or columns; 0 where there are none, or where the map's are not known.</summary>
    private static int Rest(LayerContext layer, string noun, int side, int before, int after, string first, string second, bool isSaid)
    {
        long rest = (long)side - before - after;
        if (side <= 0 || rest > 0)
        {
            return side <= 0 ? 0 : (int)rest;
        }

        if (isSaid)
        {
            bool isOne = layer.Has(All);
            string most = isOne ? $"{(side - 1) / 2} on each side" : $"{side - 1} in all";
            string argument = isOne ? All : before >= after ? first : second;
            layer.Report(Rules.CropLeavesNothing, argument, $"{(long)before + after} {noun}s", $"{side}", most);
        }

        return 0;
    }
}
