using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The channels of <paramref name="Groups"/> runs, one of each in turn.</summary>
internal sealed record Shuffle(int Groups) : Operation
{
    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Shuffle", Groups)];
}

/// <summary>Squares of pixels out of consecutive channels.</summary>
internal sealed record PixelShuffle(int Factor) : Operation
{
    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.Repeated(Factor);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("PixelShuffle", Factor)];
}

/// <summary>Some consecutive channels.</summary>
internal sealed record Slice(int First) : Operation
{
    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Slice", First)];
}

internal sealed class ChannelShuffleRule() : LayerRule("ChannelShuffle", "shuffle")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int groups = layer.Count("groups");
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        bool divides = ChannelCount.Divides(layer, "groups", groups, $"{groups} groups");
        return (layer.Input, divides ? new Shuffle(groups) : new Identity());
    }
}

internal sealed class PixelShuffleRule() : LayerRule("PixelShuffle2D", "pixelshuffle")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int factor = layer.Count("factor");
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        long square = (long)factor * factor;
        bool divides = ChannelCount.Divides(layer, "factor", square, $"{factor} x {factor} pixels");
        Shape output = new(
            SideLength.Of(layer.Input.Height, (long)layer.Input.Height * factor),
            SideLength.Of(layer.Input.Width, (long)layer.Input.Width * factor),
            divides ? (int)(layer.Input.Channels / square) : 0,
            IsFlat: false);
        return (output, divides ? new PixelShuffle(factor) : new Identity());
    }
}

internal sealed class SliceRule() : LayerRule("Slice", "slice")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int first = layer.Count("first", least: 0);
        int count = layer.Count("count");
        Shape output = layer.Input with { Channels = count };
        if (!layer.Input.IsKnown || count == 0 || layer.IsBelow("first", 0))
        {
            return (output, new Identity());
        }

        if (layer.Input is { IsFlat: true } and not { Height: 1, Width: 1 })
        {
            layer.Report(Rules.SliceOfFlattenedMap, null);
            return (Shape.Flat(count), new Identity());
        }

        if ((long)first + count > layer.Input.Channels)
        {
            string what = layer.Input.IsFlat ? "units" : "channels";
            int most = layer.Input.Channels - first;
            string fix = most > 0 ? $"take at most {most} from {first} on" : $"begin below {layer.Input.Channels}";
            layer.Report(Rules.SliceBeyond, most > 0 ? "count" : "first", $"{count} {what} from {first} on", $"{layer.Input.Channels}", fix);
            return (output, new Identity());
        }

        return (output, new Slice(first));
    }
}

/// <summary>What must divide the channels.</summary>
internal static class ChannelCount
{
    public static bool Divides(LayerContext layer, string argument, long divisor, string what)
    {
        int channels = layer.Input.Channels;
        if (divisor > 0 && channels % divisor != 0)
        {
            layer.Report(Rules.ChannelsDoNotDivide, argument, what, $"{channels}", $"{channels % divisor}");
        }

        return divisor > 0 && channels > 0 && channels % divisor == 0;
    }
}
