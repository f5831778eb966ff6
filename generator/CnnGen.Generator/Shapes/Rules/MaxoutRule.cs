using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The largest of each <paramref name="Pieces"/> consecutive channels or units.</summary>
internal sealed record Maxout(int Pieces) : Operation
{
    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => [new("Maxout", Pieces, network.ChannelsFirst && layer.Input.IsFlat)];
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
        return (flat ? Shape.Flat(kept) : layer.Input with { Channels = kept }, new Maxout(pieces));
    }
}
