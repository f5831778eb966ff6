using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a direct product's loops: blocks of output channels, rows, tiles of pixels, then the taps.</summary>
internal static class ProductEmitter
{
    public static void Emit(SourceWriter writer, ProductStep step, Target target)
    {
        ProductVariant variant = step.VariantFor(target);
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
            string block = SourceWriter.Times("block", channels.Count, channels.Channels);
            string group = Group(step, step.Slices?.Outputs ?? 0);
            using (Loop(writer, step, variant, SplitAxis.Channels, "block", run, channels.Count, variant.ChannelRuns.Count))
            {
                int kernelLength = channels.Channels * step.Weights.Reduction;
                string kernels = Expressions.Offset("weights", channels.First * step.Weights.Reduction);
                writer.Write($"float* kernel = {kernels}{Group(step, step.Weights.KernelLength)}{SourceWriter.Times("block", channels.Count, kernelLength)};");
                if (step.Weights.UseBias)
                {
                    writer.Write($"float* bias = {Expressions.Offset("weights", step.Weights.BiasDistance + channels.First)}{group}{block};");
                }

                EmitRows(writer, step, variant, channels, $"{Expressions.Offset("output", channels.First)}{group}{block}");
            }
        }
    }

    private static string Group(ProductStep step, int stride) => SourceWriter.Times("slice", step.GroupCount, stride);

    private static void EmitRows(SourceWriter writer, ProductStep step, ProductVariant variant, ChannelRun channels, string output)
    {
        int done = 0;
        for (int run = 0; run < variant.RowRuns.Count; run++)
        {
            Run rows = variant.RowRuns[run];
            using (Loop(writer, step, variant, SplitAxis.Rows, "y", run, rows.Count, variant.RowRuns.Count))
            {
                string down = SourceWriter.Times("y", rows.Count, rows.Size * step.RowStep);
                string targetDown = SourceWriter.Times("y", rows.Count, rows.Size / step.PoolRows * step.Output.RowStride);
                writer.Write($"float* source = {Expressions.Offset("input", done * step.RowStep)}{Group(step, step.Slices?.Inputs ?? 0)}{down};");
                writer.Write($"float* target = {Expressions.Offset(output, done / step.PoolRows * step.Output.RowStride)}{targetDown};");
                foreach (Run columns in variant.ColumnRuns)
                {
                    EmitTile(writer, step, variant, rows.Size, columns, channels);
                }
            }

            done += rows.Count * rows.Size;
        }
    }

    /// <summary>A loop over a run of blocks or rows; in a divided step, over those of its part.</summary>
    private static SourceWriter.Block Loop(SourceWriter writer, ProductStep step, ProductVariant variant, SplitAxis axis, string index, int run, int count, int runs)
        => writer.RunLoop(index, run, count, runs, step.IsDivided && axis == variant.ParallelSplit.Axis ? variant.ParallelSplit.Count : null);

    private static void EmitTile(SourceWriter writer, ProductStep step, ProductVariant variant, int rows, Run columns, ChannelRun channels)
    {
        int[] pixels =
        [
            .. from row in Enumerable.Range(0, rows)
               from column in Enumerable.Range(0, columns.Size)
               select (row * step.RowStep) + (column * step.PixelStep),
        ];
        writer.Write($"// {rows}x{columns.Size} pixels x {channels.Channels} channels.");
        using (writer.Loop("tile", columns.Count, othersFollow: variant.ColumnRuns.Count > 1))
        {
            TileEmitter tile = new(writer, variant.Target, variant.Reduction, pixels, channels.Channels);
            tile.EmitSums(step.Weights.UseBias ? "bias" : null);
            EmitStores(writer, step, tile, rows, columns.Size, Stored(step, channels));
            writer.Write(SourceWriter.Advance("source", columns.Size * step.PixelStep));
            writer.Write(SourceWriter.Advance("target", columns.Size / step.PoolColumns * step.Output.PixelStride));
            if (step.KernelPerPosition)
            {
                writer.Write("// Each position has a kernel of its own.");
                writer.Write(SourceWriter.Advance("kernel", step.Weights.KernelLength));
                if (step.Weights.UseBias)
                {
                    writer.Write(SourceWriter.Advance("bias", step.Weights.PaddedOutputs));
                }
            }
        }
    }

    /// <summary>Channels of a block that are the output's: behind a group's last begin the next one's.</summary>
    private static int Stored(ProductStep step, ChannelRun block) => step.Slices is { } slices && block.Count == 1 ? Math.Min(block.Channels, slices.Outputs - block.First) : block.Channels;

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
                    string largest = Expressions.Largest(pooled);
                    int target = (row / step.PoolRows * step.Output.RowStride) + (column / step.PoolColumns * step.Output.PixelStride) + channel;
                    string arguments = $"{Expressions.Fused(step, largest)}, {Expressions.At("target", target)}";
                    writer.Write(stored - channel < lanes
                        ? $"{GeneratedFile.Runtime}.Pixels.StoreFirst({arguments}, {stored - channel});"
                        : $"{TileEmitter.Type(lanes)}.Store({arguments});");
                }
            }
        }
    }
}
