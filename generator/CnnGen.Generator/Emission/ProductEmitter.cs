using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a product's loops: blocks of output channels, rows, tiles of pixels, then the taps.</summary>
internal static class ProductEmitter
{
    private const string Vector = StepEmitter.Vector;

    public static void Emit(SourceWriter writer, ProductStep step)
    {
        foreach (ChannelRun channels in step.ChannelRuns)
        {
            string block = SourceWriter.Times("block", channels.Count, channels.Width);
            using (writer.Loop("block", channels.Count, othersFollow: step.ChannelRuns.Count > 1))
            {
                writer.Write($"float* kernel = {StepEmitter.Offset("weights", channels.KernelOffset)}{SourceWriter.Times("block", channels.Count, channels.KernelStride)};");
                if (step.Product.UseBias)
                {
                    writer.Write($"float* bias = {StepEmitter.Offset("weights", step.BiasOffset + channels.FirstChannel)}{block};");
                }

                using (writer.Loop("y", step.Rows))
                {
                    string row = SourceWriter.Times("y", step.Rows, step.Output.RowStride);
                    writer.Write($"float* source = input{SourceWriter.Times("y", step.Rows, step.RowStep)};");
                    writer.Write($"float* target = {StepEmitter.Offset("output", channels.FirstChannel)}{block}{row};");
                    foreach (PixelRun pixels in step.PixelRuns)
                    {
                        EmitTile(writer, step, pixels.Count, new Tile(pixels.Size, channels.Vectors));
                    }
                }
            }
        }
    }

    private static void EmitTile(SourceWriter writer, ProductStep step, int count, Tile tile)
    {
        int splits = TileChooser.Splits(tile, step.Reduction.Body.Count);
        writer.Write($"// {Count(tile.Pixels, "pixel")} x {tile.Channels} channels.");
        using (writer.Loop("tile", count, othersFollow: step.PixelRuns.Count > 1))
        {
            EmitStart(writer, step, tile, splits);
            EmitTaps(writer, step, tile, splits);
            EmitEnd(writer, step, tile, splits);
        }
    }

    private static void EmitStart(SourceWriter writer, ProductStep step, Tile tile, int splits)
    {
        for (int split = 0; split < splits; split++)
        {
            foreach ((int pixel, int vector) in Sums(tile))
            {
                string start = step.Product.UseBias && split == 0
                    ? $"{Vector}.Load({StepEmitter.Offset("bias", vector * Tensor.Lanes)})"
                    : $"{Vector}<float>.Zero";
                writer.Write($"{Vector}<float> {Sum(pixel, vector, split)} = {start};");
            }
        }

        writer.Write("float* taps = source;");
        writer.Write("float* weight = kernel;");
    }

    private static void EmitTaps(SourceWriter writer, ProductStep step, Tile tile, int splits)
    {
        Stack<(SourceWriter.Block Block, ReductionLoop Loop)> open = new();
        for (int depth = 0; depth < step.Reduction.Loops.Count; depth++)
        {
            open.Push((writer.Loop(step.Reduction.Loops[depth].Index, step.Reduction.Loops[depth].Count), step.Reduction.Loops[depth]));
        }

        EmitBody(writer, step, tile, splits, [.. step.Reduction.Body]);
        bool innermost = true;
        int advanced = 0;
        while (open.Count > 0)
        {
            (SourceWriter.Block block, ReductionLoop loop) = open.Pop();
            // Inner loops have moved the pointer already; what is left of this loop's stride follows.
            if (loop.Stride - advanced != 0)
            {
                writer.Write(Advance("taps", loop.Stride - advanced));
            }

            block.Dispose();
            advanced = loop.Count * loop.Stride;
            if (innermost && step.Reduction.Tail.Count > 0)
            {
                EmitBody(writer, step, tile, splits, [.. step.Reduction.Tail]);
            }

            innermost = false;
        }
    }

    private static void EmitBody(SourceWriter writer, ProductStep step, Tile tile, int splits, int[] taps)
    {
        for (int i = 0; i < taps.Length; i++)
        {
            using (writer.Open())
            {
                EmitTap(writer, step, tile, taps[i], i * tile.Channels, i % splits);
            }
        }

        writer.Write(Advance("weight", taps.Length * tile.Channels));
    }

    /// <summary>Holds the operands of the tile's shorter side in registers, and takes those of the longer one by one.</summary>
    private static void EmitTap(SourceWriter writer, ProductStep step, Tile tile, int tap, int weight, int split)
    {
        string Pixel(int pixel) => $"{Vector}.Create(taps[{tap + (pixel * step.PixelStep)}])";
        string Weight(int vector) => $"{Vector}.Load({StepEmitter.Offset("weight", weight + (vector * Tensor.Lanes))})";
        string Add(int pixel, int vector)
            => $"{Sum(pixel, vector, split)} = {Vector}.MultiplyAddEstimate(x{pixel}, w{vector}, {Sum(pixel, vector, split)});";

        bool pixelsOutside = tile.Pixels > tile.Vectors;
        (int outer, int inner) = pixelsOutside ? (tile.Pixels, tile.Vectors) : (tile.Vectors, tile.Pixels);
        for (int i = 0; i < inner; i++)
        {
            writer.Write($"{Vector}<float> {(pixelsOutside ? $"w{i} = {Weight(i)}" : $"x{i} = {Pixel(i)}")};");
        }

        for (int o = 0; o < outer; o++)
        {
            writer.Write($"{Vector}<float> {(pixelsOutside ? $"x{o} = {Pixel(o)}" : $"w{o} = {Weight(o)}")};");
            for (int i = 0; i < inner; i++)
            {
                writer.Write(pixelsOutside ? Add(o, i) : Add(i, o));
            }
        }
    }

    private static void EmitEnd(SourceWriter writer, ProductStep step, Tile tile, int splits)
    {
        foreach ((int pixel, int vector) in Sums(tile))
        {
            string sum = string.Join(" + ", Enumerable.Range(0, splits).Select(split => Sum(pixel, vector, split)));
            int target = (pixel * step.Output.PixelStride) + (vector * Tensor.Lanes);
            writer.Write($"{Vector}.Store({StepEmitter.Fused(step, sum)}, {StepEmitter.Offset("target", target)});");
        }

        writer.Write(Advance("source", tile.Pixels * step.PixelStep));
        writer.Write(Advance("target", tile.Pixels * step.Output.PixelStride));
        if (step.KernelPerPosition)
        {
            writer.Write("// Each position has a kernel of its own.");
            writer.Write(Advance("kernel", step.Weights.KernelLength));
            if (step.Product.UseBias)
            {
                writer.Write(Advance("bias", step.Weights.Lanes));
            }
        }
    }

    private static IEnumerable<(int Pixel, int Vector)> Sums(Tile tile)
        => from pixel in Enumerable.Range(0, tile.Pixels) from vector in Enumerable.Range(0, tile.Vectors) select (pixel, vector);

    private static string Sum(int pixel, int vector, int split) => $"sum{pixel}_{vector}{(split == 0 ? "" : ((char)('a' + split)).ToString())}";

    private static string Advance(string pointer, int by) => by < 0 ? $"{pointer} -= {-by};" : $"{pointer} += {by};";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
