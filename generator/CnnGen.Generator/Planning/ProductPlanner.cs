using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Plans a product: its tiles, the order of its sums, its weights.</summary>
internal static class ProductPlanner
{
    /// <summary>Taps unrolled in the innermost loop: fewer cost branches, more gain nothing.</summary>
    private const int LeastUnrolled = 4;
    private const int MostUnrolled = 8;

    /// <summary>
    /// Multiply-adds written out in one method. The JIT stops optimising a method past 20,000 IL instructions or 8,000 references
    /// to locals; a multiply-add takes about ten of the one and six of the other.
    /// </summary>
    private const int MostWritten = 600;

    public static ProductStep Plan(string layer, string method, Product product, Tensor input, Tensor output, EquatableArray<Function> functions, int weightsOffset)
    {
        int vectors = Tensor.WholeVectors(product.Output.Channels) / Tensor.Lanes;
        // Only a convolution shares its weights between pixels, so only there is a tile of several of use.
        int pixels = product.Sharing == Sharing.Convolution ? product.Output.Width : 1;
        Tile tile = TileChooser.Choose(pixels, vectors, product.Reduction);
        EquatableArray<PixelRun> pixelRuns = TileChooser.Parts(product.Output.Width, tile.Pixels)
            .Select(part => new PixelRun(part.Count, part.Size))
            .ToEquatableArray();
        EquatableArray<ChannelRun> channelRuns = Blocks(vectors, tile.Vectors, (int)product.Reduction);
        int written = pixelRuns.Sum(run => run.Size) * channelRuns.Sum(run => run.Vectors);

        return new ProductStep(
            layer,
            method,
            input,
            output,
            functions,
            PackedWeights.Place(layer, product, tile.Vectors, weightsOffset),
            product.Window.Rows.Stride * input.RowStride,
            product.Window.Columns.Stride * input.PixelStride,
            Reduce(product, input, Math.Max(1, Math.Min(MostUnrolled, MostWritten / written))),
            pixelRuns,
            channelRuns);
    }

    private static EquatableArray<ChannelRun> Blocks(int vectors, int size, int reduction)
    {
        List<ChannelRun> runs = [];
        int first = 0;
        foreach ((int count, int part) in TileChooser.Parts(vectors, size))
        {
            int width = part * Tensor.Lanes;
            runs.Add(new ChannelRun(first, count, part, first * reduction, width * reduction));
            first += count * width;
        }

        return runs.ToEquatableArray();
    }

    /// <summary>
    /// Rows, columns and channels of the window as loops; those that follow one another in memory become one.
    /// </summary>
    private static Reduction Reduce(Product product, Tensor input, int mostUnrolled)
    {
        List<ReductionLoop> loops = [];
        Append(loops, new ReductionLoop("row", product.Window.Rows.Kernel, product.Window.Rows.Dilation * input.RowStride));
        Append(loops, new ReductionLoop("column", product.Window.Columns.Kernel, product.Window.Columns.Dilation * input.PixelStride));
        Append(loops, new ReductionLoop("channel", product.Input.Channels, input.ChannelStride));

        ReductionLoop inner = loops[loops.Count - 1];
        loops.RemoveAt(loops.Count - 1);
        int unrolled = Unroll(inner.Count, mostUnrolled);
        List<int> body = [.. Taps(inner, unrolled)];
        List<int> tail = [.. Taps(inner, inner.Count % unrolled)];
        if (inner.Count > unrolled)
        {
            loops.Add(new ReductionLoop(unrolled == 1 ? inner.Index : "group", inner.Count / unrolled, inner.Stride * unrolled));
        }
        else if (loops.Count > 0 && loops[loops.Count - 1] is var outer && outer.Count * unrolled <= mostUnrolled)
        {
            // A short run of channels: a whole kernel row at once.
            loops.RemoveAt(loops.Count - 1);
            body = [.. from column in Taps(outer, outer.Count) from tap in body select column + tap];
        }

        return new Reduction(loops.ToEquatableArray(), body.ToEquatableArray(), tail.ToEquatableArray());
    }

    private static void Append(List<ReductionLoop> loops, ReductionLoop loop)
    {
        int last = loops.Count - 1;
        if (last < 0)
        {
            loops.Add(loop);
        }
        else if (loops[last].Count == 1)
        {
            loops[last] = loop;
        }
        else if (loops[last].Stride == loop.Count * loop.Stride)
        {
            loops[last] = new ReductionLoop("tap", loops[last].Count * loop.Count, loop.Stride);
        }
        else if (loop.Count > 1)
        {
            loops.Add(loop);
        }
    }

    private static IEnumerable<int> Taps(ReductionLoop loop, int count) => Enumerable.Range(0, count).Select(tap => tap * loop.Stride);

    /// <summary>The whole run where it is short, else the largest part that leaves the least over.</summary>
    private static int Unroll(int count, int most)
        => count <= most
            ? count
            : Enumerable.Range(Math.Min(LeastUnrolled, most), Math.Max(1, most - LeastUnrolled + 1))
                .OrderBy(unrolled => count % unrolled)
                .ThenByDescending(unrolled => unrolled)
                .First();
}
