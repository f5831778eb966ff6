using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes Winograd's convolution: patches into planes, a matrix product in each plane, output tiles out of planes.</summary>
internal static class WinogradEmitter
{
    /// <summary>The loop over blocks of tiles, which runs the three stages.</summary>
    public static void Emit(SourceWriter writer, WinogradStep step, string method)
    {
        (int inputRows, int outputRows) = (step.BlockRows * step.Tiles.OutputSide, step.BlockRows * step.StoredSide);
        string input = $"input{SourceWriter.Times("block", step.Blocks, inputRows * step.Input.RowStride)}";
        string output = $"output{SourceWriter.Times("block", step.Blocks, outputRows * step.Output.RowStride)}";
        writer.Write($"float* sums = scratch + {step.SumsOffset};");
        using (writer.Loop("block", step.Blocks))
        {
            writer.Write($"{method}Patches({input}, scratch);");
            writer.Write($"{method}Products(scratch, weights, sums);");
            writer.Write($"{method}Tiles(sums, {output}, {StepEmitter.Offset("weights", step.Weights.BiasDistance)});");
        }
    }

    /// <summary>The three stages, each a method, so that the JIT has no more than one of them in registers.</summary>
    public static void EmitStages(SourceWriter writer, WinogradStep step, Target target, string method)
    {
        int side = step.Tiles.PatchSide;
        writer.Write($"\n// Patches of {side}x{side} pixels, each transformed into a number in each of {step.Tiles.Planes} planes.");
        using (StepEmitter.OpenMethod(writer, $"{method}Patches", "float* input, float* patches"))
        {
            EmitPatches(writer, step, target);
        }

        writer.Write($"\n// In each plane: {step.BlockTiles} patches x {step.Product.Input.Channels} channels, times as many x {step.Product.Output.Channels}.");
        using (StepEmitter.OpenMethod(writer, $"{method}Products", "float* patches, float* weights, float* sums"))
        {
            EmitProducts(writer, step, step.FormFor(target));
        }

        writer.Write($"\n// The sums transformed back into tiles of {step.Tiles.OutputSide}x{step.Tiles.OutputSide} pixels.");
        using (StepEmitter.OpenMethod(writer, $"{method}Tiles", "float* sums, float* output, float* bias"))
        {
            EmitTiles(writer, step, target);
        }
    }

    private static void EmitPatches(SourceWriter writer, WinogradStep step, Target target)
    {
        (int side, int stride) = (step.Tiles.PatchSide, step.Tiles.OutputSide);
        WinogradTransform transform = WinogradTransform.Of(stride);
        ForEachTile(writer, step, step.InputChannels, target, (lanes, channel) =>
        {
            string x = SourceWriter.Times("x", step.Tiles.TilesWide, stride * step.Input.PixelStride);
            string y = SourceWriter.Times("y", step.BlockRows, stride * step.Input.RowStride);
            writer.Write($"float* patch = input{y}{x}{channel};");
            writer.Write($"float* plane = patches{TileOffset(step, step.InputChannels)}{channel};");
            string type = TileEmitter.Type(lanes);
            EmitSeparable(
                writer,
                type,
                (side, side),
                side,
                transform.Into,
                (row, column) => $"{type}.Load({StepEmitter.Offset("patch", (row * step.Input.RowStride) + (column * step.Input.PixelStride))})",
                (row, values) =>
                {
                    for (int column = 0; column < side; column++)
                    {
                        writer.Write($"{type}.Store({values[column]}, {StepEmitter.Offset("plane", ((row * side) + column) * step.PatchPlane)});");
                    }
                });
        });
    }

    private static void EmitProducts(SourceWriter writer, WinogradStep step, ProductForm form)
    {
        using (writer.Loop("plane", step.Tiles.Planes))
        {
            foreach (ChannelRun channels in form.ChannelRuns)
            {
                int kernelLength = channels.Channels * step.Weights.Reduction;
                using (writer.Loop("block", channels.Count, othersFollow: form.ChannelRuns.Count > 1))
                {
                    writer.Write($"float* source = patches + (plane * {step.PatchPlane});");
                    writer.Write($"float* kernel = {StepEmitter.Offset("weights", channels.First * step.Weights.Reduction)} + (plane * {step.Weights.KernelLength}){SourceWriter.Times("block", channels.Count, kernelLength)};");
                    writer.Write($"float* target = {StepEmitter.Offset("sums", channels.First)} + (plane * {step.SumPlane}){SourceWriter.Times("block", channels.Count, channels.Channels)};");
                    foreach (Run columns in form.ColumnRuns)
                    {
                        EmitProductTile(writer, step, form, columns, channels.Channels);
                    }
                }
            }
        }
    }

    private static void EmitProductTile(SourceWriter writer, WinogradStep step, ProductForm form, Run columns, int channels)
    {
        writer.Write($"// {columns.Size} patches x {channels} channels.");
        using (writer.Loop("tile", columns.Count, othersFollow: form.ColumnRuns.Count > 1))
        {
            int[] pixels = [.. Enumerable.Range(0, columns.Size).Select(pixel => pixel * step.InputChannels)];
            TileEmitter tile = new(writer, form.Target, form.Reduction, pixels, channels);
            tile.EmitSums(bias: null);
            for (int pixel = 0; pixel < columns.Size; pixel++)
            {
                for (int vector = 0; vector < tile.Vectors.Count; vector++)
                {
                    (int channel, int lanes) = tile.Vectors[vector];
                    string place = StepEmitter.Offset("target", (pixel * step.OutputChannels) + channel);
                    writer.Write($"{TileEmitter.Type(lanes)}.Store({tile.Sum(pixel, vector)}, {place});");
                }
            }

            writer.Write(SourceWriter.Advance("source", columns.Size * step.InputChannels));
            writer.Write(SourceWriter.Advance("target", columns.Size * step.OutputChannels));
        }
    }

    private static void EmitTiles(SourceWriter writer, WinogradStep step, Target target)
    {
        (int patch, int side, int stored) = (step.Tiles.PatchSide, step.Tiles.OutputSide, step.StoredSide);
        WinogradTransform transform = WinogradTransform.Of(side);
        ForEachTile(writer, step, step.OutputChannels, target, (lanes, channel) =>
        {
            string type = TileEmitter.Type(lanes);
            string x = SourceWriter.Times("x", step.Tiles.TilesWide, stored * step.Output.PixelStride);
            string y = SourceWriter.Times("y", step.BlockRows, stored * step.Output.RowStride);
            writer.Write($"float* plane = sums{TileOffset(step, step.OutputChannels)}{channel};");
            writer.Write($"float* target = output{y}{x}{channel};");
            if (step.Product.UseBias)
            {
                writer.Write($"{type}<float> shift = {type}.Load(bias{channel});");
            }

            string[] above = [];
            EmitSeparable(
                writer,
                type,
                (patch, side),
                patch,
                transform.OutOf,
                (row, column) => $"{type}.Load({StepEmitter.Offset("plane", ((row * patch) + column) * step.SumPlane)})",
                (row, values) =>
                {
                    // Two rows make one where a pool follows.
                    string[] rows = step.Pool is null ? [.. values] : row % 2 == 0 ? [] : [.. above, .. values];
                    above = [.. values];
                    for (int column = 0; rows.Length > 0 && column < stored; column++)
                    {
                        int first = column * (side / stored);
                        string sum = step.Pool is null ? rows[column] : StepEmitter.Largest([rows[first], rows[first + 1], rows[side + first], rows[side + first + 1]], lanes);
                        string shifted = step.Product.UseBias ? $"{sum} + shift" : sum;
                        int offset = (row / (side / stored) * step.Output.RowStride) + (column * step.Output.PixelStride);
                        writer.Write($"{type}.Store({StepEmitter.Fused(step, shifted)}, {StepEmitter.Offset("target", offset)});");
                    }
                });
        });
    }

    /// <summary>Applies a transform down each column, then along each row of what results.</summary>
    /// <param name="sides">Numbers that the transform takes, and gives.</param>
    private static void EmitSeparable(
        SourceWriter writer,
        string type,
        (int Taken, int Given) sides,
        int columns,
        Func<SourceWriter, string, string[], string, string[]> transform,
        Func<int, int, string> load,
        Action<int, string[]> store)
    {
        string[][] half = new string[columns][];
        for (int column = 0; column < columns; column++)
        {
            string[] taken = new string[sides.Taken];
            for (int row = 0; row < sides.Taken; row++)
            {
                taken[row] = $"x{row}_{column}";
                writer.Write($"{type}<float> {taken[row]} = {load(row, column)};");
            }

            half[column] = transform(writer, type, taken, $"c{column}_");
        }

        for (int row = 0; row < sides.Given; row++)
        {
            store(row, transform(writer, type, [.. half.Select(column => column[row])], $"r{row}_"));
        }
    }

    /// <summary>Loops over the tiles of a block and the vectors of their channels.</summary>
    private static void ForEachTile(SourceWriter writer, WinogradStep step, int channels, Target target, Action<int, string> body)
    {
        VectorRun[] runs = [.. target.Cut(channels)];
        using (writer.Loop("y", step.BlockRows))
        using (writer.Loop("x", step.Tiles.TilesWide))
        {
            foreach (VectorRun run in runs)
            {
                using (writer.Loop("vector", run.Count, othersFollow: runs.Length > 1))
                {
                    string first = run.First == 0 ? "" : $" + {run.First}";
                    body(run.Lanes, first + SourceWriter.Times("vector", run.Count, run.Lanes));
                }
            }
        }
    }

    private static string TileOffset(WinogradStep step, int channels)
        => SourceWriter.Times("y", step.BlockRows, step.Tiles.TilesWide * channels) + SourceWriter.Times("x", step.Tiles.TilesWide, channels);
}
