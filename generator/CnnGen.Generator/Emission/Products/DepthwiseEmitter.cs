using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a depthwise product's loops: rows, tiles of pixels, vectors of channels, then the kernel's taps.</summary>
internal static class DepthwiseEmitter
{
    public static void Emit(SourceWriter writer, DepthwiseStep step, Target target)
    {
        DepthwiseVariant variant = step.VariantFor(target);
        int height = step.Shape.Height;
        using (step.IsDivided ? writer.PartLoop("y") : writer.Loop("y", height))
        {
            writer.Write($"float* source = input{SourceWriter.Times("y", height, step.RowStep)};");
            writer.Write($"float* target = output{SourceWriter.Times("y", height, step.Output.RowStride)};");
            for (int run = 0; run < variant.ColumnRuns.Count; run++)
            {
                Run columns = variant.ColumnRuns[run];
                writer.Write($"// {Tile.Text(1, columns.Size)}, a vector of channels after the other.");
                using (writer.Loop("tile", columns.Count, othersFollow: variant.ColumnRuns.Count > 1))
                {
                    writer.Write("float* kernel = weights;");
                    foreach (VectorRun vectors in variant.Vectors)
                    {
                        EmitVectors(writer, step, variant, columns.Size, vectors);
                    }

                    if (run < variant.ColumnRuns.Count - 1 || columns.Count > 1)
                    {
                        writer.Write($"""
                            {SourceWriter.Advance("source", columns.Size * step.PixelStep)}
                            {SourceWriter.Advance("target", columns.Size * step.Output.PixelStride)}
                            """);
                    }
                }
            }
        }
    }

    private static void EmitVectors(SourceWriter writer, DepthwiseStep step, DepthwiseVariant variant, int columns, VectorRun vectors)
    {
        string type = Expressions.Type(vectors.Lanes);
        int end = vectors.First + (vectors.Count * vectors.Lanes);
        using (writer.Open($"for (int channel = {vectors.First}; channel < {end}; channel += {vectors.Lanes})"))
        {
            string start = step.Weights.UseBias ? $"{type}.Load({Expressions.At("weights", $"{step.Weights.BiasDistance} + channel")})" : $"{type}<float>.Zero";
            writer.Write($"{type}<float> sum0 = {start};");
            for (int column = 1; column < columns; column++)
            {
                writer.Write($"{type}<float> sum{column} = sum0;");
            }

            int kernelWidth = step.Window.Columns.Kernel;
            writer.Write($"{type}<float> x, {string.Join(", ", Enumerable.Range(0, kernelWidth).Select(tap => $"w{tap}"))};");
            writer.Write("float* taps = &source[channel];");
            if (variant.UnrollsRows)
            {
                for (int row = 0; row < step.Window.Rows.Kernel; row++)
                {
                    writer.Write($"{(step.Window.Rows.Kernel > 1 ? $"// row {row} of the kernel" : null)}");
                    EmitKernelRow(writer, step, columns, vectors.Lanes, row * step.TapRowStep, row * kernelWidth * vectors.Lanes);
                }

                writer.Write(SourceWriter.Advance("kernel", (int)step.Window.Taps * vectors.Lanes));
            }
            else
            {
                using (writer.Loop("row", step.Window.Rows.Kernel))
                {
                    EmitKernelRow(writer, step, columns, vectors.Lanes, 0, 0);
                    writer.Write(SourceWriter.Advance("taps", step.TapRowStep));
                    writer.Write(SourceWriter.Advance("kernel", kernelWidth * vectors.Lanes));
                }
            }

            writer.Write("float* results = &target[channel];");
            for (int column = 0; column < columns; column++)
            {
                writer.Write($"{type}.Store({Expressions.Fused(step, $"sum{column}")}, {Expressions.At("results", column * step.Output.PixelStride)});");
            }
        }
    }

    private static void EmitKernelRow(SourceWriter writer, DepthwiseStep step, int columns, int lanes, int rowOffset, int weight)
    {
        string type = Expressions.Type(lanes);
        for (int tap = 0; tap < step.Window.Columns.Kernel; tap++)
        {
            writer.Write($"w{tap} = {type}.Load({Expressions.At("kernel", weight + (tap * lanes))});");
        }

        foreach ((int column, (int Output, int Tap)[] uses) in DepthwiseStep.Columns(step.Window.Columns, columns))
        {
            writer.Write($"x = {type}.Load({Expressions.At("taps", rowOffset + (column * step.Input.PixelStride))});");
            foreach ((int output, int tap) in uses)
            {
                writer.Write($"sum{output} = {type}.MultiplyAddEstimate(x, w{tap}, sum{output});");
            }
        }
    }
}
