using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The largest of each <paramref name="Pieces"/> consecutive channels or units; those of a flattened map as the weights file counts them.</summary>
internal sealed record Maxout(int Pieces, Shape Input) : Operation
{
    public override bool HangsOnOrder => Input is { IsFlat: true, HasTwoOrders: true };

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Maxout", Pieces, HangsOnOrder)];
}

internal sealed class MaxoutRule() : LayerRule("Maxout", "maxout")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int pieces = layer.Count("pieces");
        bool flat = layer.Input.IsFlat;
        int channels = flat ? (int)layer.Input.Length : layer.Input.Channels;
        if (pieces > 0 && channels % pieces != 0)
        {
            layer.Report(Rules.PiecesDoNotDivide, "pieces", $"{pieces}", $"{channels}", flat ? "units" : "channels", $"{channels % pieces}");
            pieces = 0;
        }

        int kept = pieces == 0 ? 0 : channels / pieces;
        return (flat ? Shape.Flat(kept) : layer.Input with { Channels = kept }, new Maxout(pieces, layer.Input));
    }
}
