using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;
using static CnnGen.Generator.Emission.SourceWriter;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a direct product's loops: blocks of output channels, rows, tiles of pixels, then the taps.</summary>
internal static class ProductEmitter
{
    public static void Emit(SourceWriter writer, ProductStep step, Target target)
    {
        ProductVariant variant = step.VariantFor(target);
        writer.Write(TileEmitter.Legend);
        using (writer.Loop("slice", step.GroupCount))
        {
            EmitBlocks(writer, step, variant);
        }
    }

    private static void EmitBlocks(SourceWriter writer, ProductStep step, ProductVariant variant)
    {
        for (int run = 0; run < variant.ChannelRuns.Count; run++)
        {
            ChannelRun channels = variant.ChannelRuns[run];
            string block = Times("block", channels.Count, channels.Channels);
            string group = Group(step, step.Slices?.Outputs ?? 0);
            using (Loop(writer, step, variant, SplitAxis.Channels, "block", run, channels.Count, variant.ChannelRuns.Count))
            {
                int kernelLength = channels.Channels * step.Weights.Reduction;
                string kernels = Offset("weights", channels.First * step.Weights.Reduction);
                writer.Write($"float* kernel = {kernels}{Group(step, step.Weights.KernelLength)}{Times("block", channels.Count, kernelLength)};");
                if (step.Weights.UseBias)
                {
                    writer.Write($"float* bias = {Offset("weights", step.Weights.BiasDistance + channels.First)}{group}{block};");
                }

                EmitRows(writer, step, variant, channels, $"{Offset("output", channels.First)}{group}{block}");
            }
        }
    }

    private static string Group(ProductStep step, int stride) => Times("slice", step.GroupCount, stride);

    private static void EmitRows(SourceWriter writer, ProductStep step, ProductVariant variant, ChannelRun channels, string output)
    {
        int done = 0;
        for (int run = 0; run < variant.RowRuns.Count; run++)
        {
            Run rows = variant.RowRuns[run];
            writer.Write($"{(rows.Count > 1 ? RowsOf(step, rows.Size) : null)}");
            using (Loop(writer, step, variant, SplitAxis.Rows, "y", run, rows.Count, variant.RowRuns.Count))
            {
                string down = Times("y", rows.Count, rows.Size * step.RowStep);
                string targetDown = Times("y", rows.Count, rows.Size / step.PoolRows * step.Output.RowStride);
                writer.Write($"float* source = {Offset("input", done * step.RowStep)}{Group(step, step.Slices?.Inputs ?? 0)}{down};");
                writer.Write($"float* target = {Offset(output, done / step.PoolRows * step.Output.RowStride)}{targetDown};");
                for (int columns = 0; columns < variant.ColumnRuns.Count; columns++)
                {
                    EmitTile(writer, step, variant, rows.Size, columns, channels);
                }
            }

            done += rows.Count * rows.Size;
        }
    }

    /// <summary>What a turn of the loop over rows is, where it is more than a row.</summary>
    private static string? RowsOf(ProductStep step, int rows)
    {
        int inputs = rows * step.WeightedSum.Window.Rows.Stride;
        return inputs == 1 ? null : $"// Rows for each y: {inputs} of the input, {rows} of sums, {rows / step.PoolRows} of the output.";
    }

    /// <summary>A loop over a run of blocks or rows; in a divided step, over those of its part.</summary>
    private static SourceWriter.Block Loop(SourceWriter writer, ProductStep step, ProductVariant variant, SplitAxis axis, string index, int run, int count, int runs)
        => writer.RunLoop(index, run, count, runs, step.IsDivided && axis == variant.ParallelSplit.Axis ? variant.ParallelSplit.Count : null);

    private static void EmitTile(SourceWriter writer, ProductStep step, ProductVariant variant, int rows, int run, ChannelRun channels)
    {
        Run columns = variant.ColumnRuns[run];
        int[] pixels =
        [
            .. from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns.Size)
               select (row * step.RowStep) + (column * step.PixelStep),
        ];
        TileEmitter tile = new(writer, variant, pixels, channels.Channels);
        writer.Write(tile.Describe(Tile.Text(rows, columns.Size)));
        using (writer.Loop("tile", columns.Count, othersFollow: variant.ColumnRuns.Count > 1))
        {
            tile.EmitSums(step.Weights.UseBias ? "bias" : null);
            EmitStores(writer, step, tile, rows, columns.Size, step.StoredChannels(channels));
            bool isLast = variant.IsLastTile(run);
            writer.Write($"""
                {(isLast ? null : Advance("source", columns.Size * step.PixelStep))}
                {(isLast ? null : Advance("target", columns.Size / step.PoolColumns * step.Output.PixelStride))}
                {(step.KernelPerPosition ? NextKernel(step) : null)}
                """);
        }
    }

    private static string NextKernel(ProductStep step) => SourceWriter.Text($"""
        // Each position has a kernel of its own.
        {Advance("kernel", step.Weights.KernelLength)}
        {(step.Weights.UseBias ? Advance("bias", step.Weights.PaddedOutputs) : null)}
        """);

    private static void EmitStores(SourceWriter writer, ProductStep step, TileEmitter tile, int rows, int columns, int stored)
    {
        for (int row = 0; row < rows; row += step.PoolRows)
        {
            for (int column = 0; column < columns; column += step.PoolColumns)
            {
                for (int vector = 0; vector < tile.Vectors.Count && tile.Vectors[vector].Channel < stored; vector++)
                {
                    (int channel, int lanes) = tile.Vectors[vector];
                    string[] pooled =
                    [
                        .. from y in Enumerable.Range(row, step.PoolRows)
                           from x in Enumerable.Range(column, step.PoolColumns)
                           select tile.Sum((y * columns) + x, vector),
                    ];
                    int target = (row / step.PoolRows * step.Output.RowStride) + (column / step.PoolColumns * step.Output.PixelStride) + channel;
                    string arguments = $"{Fused(step, Largest(pooled))}, {At("target", target)}";
                    writer.Write(stored - channel < lanes
                        ? $"{GeneratedFile.Runtime}.Pixels.StoreFirst({arguments}, {stored - channel});"
                        : $"{Type(lanes)}.Store({arguments});");
                }
            }
        }
    }
}
