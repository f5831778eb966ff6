using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Plans a direct product: its tiles, the order of its sums, its weights, for each kind of machine.</summary>
internal static class ProductPlanner
{
    public static ProductStep Plan(Node node, Tensor input, Tensor output, int weightsOffset, TileSearch search)
    {
        WeightedSum weighted = (WeightedSum)node.Operation;
        WeightedSum part = node.Slices?.PartOf(weighted) ?? weighted;
        Tensor read = node.Slices is null ? input : input with { Shape = part.Input };
        EquatableArray<ProductVariant> variants = Target.All.Select(target => VariantOf(target, part, node, read, search)).ToEquatableArray();
        PackedWeights weights = PackedWeights.Place(node, 0, variants.Select(variant => variant.BlockChannels), weightsOffset);
        return new ProductStep(node.Layer, input, output, node.Functions, weights, node.FusedPool, variants);
    }

    /// <summary>The area of the sums, without the remainder of rows and columns that no pool reads.</summary>
    public static TileArea Area(WeightedSum weighted, Pool? pool)
    {
        // Only a convolution shares its weights between pixels, so only there is a tile of several of use.
        (int poolRows, int poolColumns) = (pool?.Window.Rows.Kernel ?? 1, pool?.Window.Columns.Kernel ?? 1);
        return new TileArea(
            weighted.Output.Height / poolRows * poolRows,
            weighted.Output.Width / poolColumns * poolColumns,
            Tensor.WholeVectors(weighted.Output.Channels),
            weighted.Reduction,
            poolRows,
            poolColumns);
    }

    /// <param name="area">See <see cref="Area"/>.</param>
    /// <param name="weightsIn">Where the network's weights are found again.</param>
    public static (Tile Tile, double Cycles) ChooseTile(WeightedSum weighted, TileArea area, Target target, Cache weightsIn, TileSearch search)
    {
        double weightBytes = sizeof(float) * (double)weighted.Kernels * weighted.Reduction * area.Channels;
        if (weighted.WeightKind != WeightKind.Convolution)
        {
            (Tile tile, double cycles) = search.Choose(area with { Rows = 1, Columns = 1 }, target);
            return (tile, CostModel.WithWeights(weighted.Positions * cycles, weightBytes, weightsIn));
        }

        (Tile best, double least) = search.Choose(area, target);
        return (best, CostModel.WithWeights(least, weightBytes, weightsIn));
    }

    private static ProductVariant VariantOf(Target target, WeightedSum weighted, Node node, Tensor input, TileSearch search)
    {
        TileArea area = Area(weighted, node.FusedPool);
        area = area with
        {
            Channels = node.Slices?.Width ?? area.Channels,
            RowStep = weighted.Window.Rows.Stride * input.RowStride,
            PixelStep = weighted.Window.Columns.Stride * input.PixelStride,
        };
        (Tile tile, double cycles) = ChooseTile(weighted, area, target, node.WeightsIn, search);
        EquatableArray<Run> rows = new Runs(area.Rows, tile.Rows).ToEquatableArray();
        EquatableArray<Run> columns = new Runs(area.Columns, tile.Columns).ToEquatableArray();
        EquatableArray<ChannelRun> channels = Channels(area.Channels, tile.Vectors * target.Lanes, endsAlone: node.Slices is { } slices && slices.Width > slices.Outputs);
        int[] bodies =
        [
            .. from run in channels
               let vectors = target.Cut(run.Channels).Sum(vector => vector.Count)
               from row in rows
               from column in columns
               select vectors * row.Size * column.Size,
        ];
        return new ProductVariant(target, tile, rows, columns, channels, Reduction.Of(weighted.Window, input, bodies, target, area.ReadsWeightsOnce || weighted.WeightKind == WeightKind.LocallyConnected), cycles);
    }

    /// <summary>Channels in blocks of at most <paramref name="size"/>.</summary>
    /// <param name="endsAlone">Whether the last block is a run of its own, because it stores fewer channels than it computes.</param>
    public static EquatableArray<ChannelRun> Channels(int channels, int size, bool endsAlone = false)
    {
        List<ChannelRun> runs = [];
        int first = 0;
        foreach (Run part in new Runs(channels, size))
        {
            runs.Add(new ChannelRun(first, part.Count, part.Size));
            first += part.Count * part.Size;
        }

        if (endsAlone && runs[runs.Count - 1] is { Count: > 1 } last)
        {
            runs[runs.Count - 1] = last with { Count = last.Count - 1 };
            runs.Add(new ChannelRun(first - last.Channels, 1, last.Channels));
        }

        return runs.ToEquatableArray();
    }
}
