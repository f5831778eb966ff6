using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes Winograd's convolution of one layer: patches into planes, a matrix product in each plane, output tiles out of planes.</summary>
internal static class WinogradEmitter
{
    /// <summary>The loop over blocks of tiles, which runs the three stages.</summary>
    public static void Emit(SourceWriter writer, WinogradStep step, Target target, string method)
    {
        (int inputRows, int outputRows) = (step.BlockRows * step.Tiles.OutputSide, step.BlockRows * step.StoredSide);
        string input = $"input{SourceWriter.Times("block", step.Blocks, inputRows * step.Input.RowStride)}";
        string output = $"output{SourceWriter.Times("block", step.Blocks, outputRows * step.Output.RowStride)}";
        string bias = Expressions.Offset("weights", step.Weights.BiasDistance);
        writer.Write($"// {step.Tiles.TilesHigh}x{step.Tiles.TilesWide} tiles of {step.Tiles.OutputSide}x{step.Tiles.OutputSide}, {step.BlockTiles} at a time.");
        writer.Write($"float* sums = scratch + {step.SumsOffset};");
        bool byChannels = step.IsDividedByChannels(target);
        (string first, string count) = ("", $"{step.OutputChannels}");
        if (byChannels)
        {
            int width = step.VariantFor(target).BlockChannels;
            writer.Write($"int channel = first * {width};");
            writer.Write($"int channels = (end == {step.SplitFor(target).Count} ? {step.OutputChannels} : end * {width}) - channel;");
            (first, count) = (" + channel", "channels");
        }

        using (step.IsDivided && !byChannels ? writer.PartLoop("block") : writer.Loop("block", step.Blocks))
        {
            writer.Write($"{step.Patches.Method}{target.Name}({input}, {step.Input.RowStride}, {step.Input.PixelStride}, scratch, {step.PatchPlane}, {step.BlockRows}, {step.Tiles.TilesWide}, {step.InputChannels});");
            writer.Write($"{method}Products(scratch, weights, sums{(byChannels ? ", first, end" : "")});");
            writer.Write($"{step.OutputTiles.Method}{target.Name}(sums{first}, {step.SumPlane}, {output}{first}, {step.Output.RowStride}, {step.Output.PixelStride}, {step.BlockRows}, {step.Tiles.TilesWide}, {step.OutputChannels}, {count}, {bias}{first});");
        }
    }

    /// <summary>The products, in a method of their own, so that the JIT has nothing else in registers.</summary>
    public static void EmitProducts(SourceWriter writer, WinogradStep step, Target target, string method)
    {
        ProductVariant variant = step.VariantFor(target);
        writer.Write($"\n// In each plane: {step.BlockTiles} patches x {step.WeightedSum.Input.Channels} channels, times as many x {step.WeightedSum.Output.Channels}.\n{TileEmitter.Legend}");
        bool byChannels = step.IsDividedByChannels(target);
        Parameter[] part = byChannels ? [new("int", "first"), new("int", "end")] : [];
        using (KernelMethod.Open(writer, $"{method}Products", [.. Parameter.Floats("patches", "weights", "sums"), .. part]))
        using (writer.Loop("plane", step.Tiles.Planes))
        {
            for (int run = 0; run < variant.ChannelRuns.Count; run++)
            {
                ChannelRun channels = variant.ChannelRuns[run];
                int kernelLength = channels.Channels * step.Weights.Reduction;
                string kernels = Expressions.Offset("weights", channels.First * step.Weights.Reduction);
                using (writer.RunLoop("block", run, channels.Count, variant.ChannelRuns.Count, byChannels ? variant.ChannelRuns[0].Count : null))
                {
                    writer.Write($"float* source = patches + (plane * {step.PatchPlane});");
                    writer.Write($"float* kernel = {kernels} + (plane * {step.Weights.KernelLength}){SourceWriter.Times("block", channels.Count, kernelLength)};");
                    writer.Write($"float* target = {Expressions.Offset("sums", channels.First)} + (plane * {step.SumPlane}){SourceWriter.Times("block", channels.Count, channels.Channels)};");
                    for (int columns = 0; columns < variant.ColumnRuns.Count; columns++)
                    {
                        EmitTile(writer, step, variant, columns, channels.Channels);
                    }
                }
            }
        }
    }

    private static void EmitTile(SourceWriter writer, WinogradStep step, ProductVariant variant, int run, int channels)
    {
        Run columns = variant.ColumnRuns[run];
        TileEmitter tile = new(writer, variant, [.. Enumerable.Range(0, columns.Size).Select(pixel => pixel * step.InputChannels)], channels);
        writer.Write(tile.Describe(columns.Size == 1 ? "1 patch" : $"{columns.Size} patches"));
        using (writer.Loop("tile", columns.Count, othersFollow: variant.ColumnRuns.Count > 1))
        {
            tile.EmitSums(bias: null);
            for (int pixel = 0; pixel < columns.Size; pixel++)
            {
                for (int vector = 0; vector < tile.Vectors.Count; vector++)
                {
                    (int channel, int lanes) = tile.Vectors[vector];
                    string place = Expressions.At("target", (pixel * step.OutputChannels) + channel);
                    writer.Write($"{Expressions.Type(lanes)}.Store({tile.Sum(pixel, vector)}, {place});");
                }
            }

            if (!variant.IsLastTile(run))
            {
                writer.Write($"""
                    {SourceWriter.Advance("source", columns.Size * step.InputChannels)}
                    {SourceWriter.Advance("target", columns.Size * step.OutputChannels)}
                    """);
            }
        }
    }
}
