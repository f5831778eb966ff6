using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the transforms that a network's Winograd layers share, a form for each kind of machine.</summary>
internal static class WinogradStageEmitter
{
    public static string Emit(TypeDeclaration type, WinogradStage stage, CancellationToken cancellation) => GeneratedFile.WriteKernels(type, cancellation, writer =>
    {
        writer.Write(stage switch
        {
            PatchStage => $"// Patches of {stage.PatchSide}x{stage.PatchSide} pixels, each transformed into a number in each of {stage.PatchSide * stage.PatchSide} planes.",
            _ => $"// Sums from {stage.PatchSide * stage.PatchSide} planes, transformed into tiles of {stage.OutputSide}x{stage.OutputSide} pixels.",
        });
        foreach (Target target in Target.All)
        {
            switch (stage)
            {
                case PatchStage patches:
                    EmitPatches(writer, patches, target);
                    break;
                case TileStage tiles:
                    EmitTiles(writer, tiles, target);
                    break;
            }
        }
    });

    private static void EmitPatches(SourceWriter writer, PatchStage stage, Target target)
    {
        int side = stage.PatchSide;
        const string parameters =
            "float* input, int rowStride, int pixelStride, float* planes, int planeStride, int tilesHigh, int tilesWide, int channels";
        using (StepEmitter.OpenMethod(writer, $"{stage.Method}{target.Name}", parameters))
        {
            ForEachTile(writer, target, type =>
            {
                writer.Write($"float* row0 = input + (y * {stage.OutputSide} * rowStride) + (x * {stage.OutputSide} * pixelStride) + channel;");
                for (int row = 1; row < side; row++)
                {
                    writer.Write($"float* row{row} = row{row - 1} + rowStride;");
                }

                writer.Write("float* plane = planes + (((y * tilesWide) + x) * channels) + channel;");
                EmitSeparable(
                    writer,
                    type,
                    (side, side, side),
                    WinogradTransform.Of(stage.OutputSide).Into,
                    (row, column) => Strided($"row{row}", column, "pixelStride"),
                    (_, values) =>
                    {
                        foreach (string value in values)
                        {
                            writer.Write($"{type}.Store({value}, plane);\nplane += planeStride;");
                        }
                    });
            });
        }
    }

    private static void EmitTiles(SourceWriter writer, TileStage stage, Target target)
    {
        (int patch, int side) = (stage.PatchSide, stage.OutputSide);
        const string parameters =
            "float* planes, int planeStride, float* output, int rowStride, int pixelStride, int tilesHigh, int tilesWide, int tileStride, int channels, float* bias";
        using (StepEmitter.OpenMethod(writer, $"{stage.Method}{target.Name}", parameters))
        {
            ForEachTile(writer, target, type =>
            {
                writer.Write("float* plane = planes + (((y * tilesWide) + x) * tileStride) + channel;");
                writer.Write($"float* target = output + (y * {stage.StoredSide} * rowStride) + (x * {stage.StoredSide} * pixelStride) + channel;");
                if (stage.UseBias)
                {
                    writer.Write($"{type}<float> shift = {type}.Load(bias + channel);");
                }

                string[] above = [];
                EmitSeparable(
                    writer,
                    type,
                    (patch, side, patch),
                    WinogradTransform.Of(side).OutOf,
                    (row, column) => Strided("plane", (row * patch) + column, "planeStride"),
                    (row, values) =>
                    {
                        if (!stage.Pools)
                        {
                            EmitRow(writer, stage, type, [.. values.Select(value => new[] { value })]);
                        }
                        else if (row % 2 == 1)
                        {
                            string[] below = [.. values];
                            EmitRow(writer, stage, type, [.. Enumerable.Range(0, side / 2).Select(i => new[] { above[2 * i], above[(2 * i) + 1], below[2 * i], below[(2 * i) + 1] })]);
                        }

                        above = [.. values];
                    });
            });
        }
    }

    private static string Strided(string pointer, int index, string stride) => index == 0 ? pointer : Expressions.At(pointer, $"{index} * {stride}");

    private static void EmitRow(SourceWriter writer, TileStage stage, string type, string[][] pixels)
    {
        for (int column = 0; column < pixels.Length; column++)
        {
            string sum = Expressions.Largest(pixels[column]) + (stage.UseBias ? " + shift" : "");
            writer.Write($"{type}.Store({Expressions.Apply(stage.Fused, sum)}, {Strided("target", column, "pixelStride")});");
        }

        writer.Write("target += rowStride;");
    }

    /// <summary>Applies a transform down each column, then along each row of what results.</summary>
    /// <param name="sides">Numbers that the transform takes, and gives; columns.</param>
    private static void EmitSeparable(
        SourceWriter writer,
        string type,
        (int Taken, int Given, int Columns) sides,
        Func<SourceWriter, string, string[], string, string[]> transform,
        Func<int, int, string> address,
        Action<int, string[]> store)
    {
        string[][] half = new string[sides.Columns][];
        for (int column = 0; column < sides.Columns; column++)
        {
            string[] taken = new string[sides.Taken];
            for (int row = 0; row < sides.Taken; row++)
            {
                taken[row] = $"x{row}_{column}";
                writer.Write($"{type}<float> {taken[row]} = {type}.Load({address(row, column)});");
            }

            half[column] = transform(writer, type, taken, $"c{column}_");
        }

        for (int row = 0; row < sides.Given; row++)
        {
            store(row, transform(writer, type, [.. half.Select(column => column[row])], $"r{row}_"));
        }
    }

    /// <summary>Loops over the tiles of a block and the vectors of their channels, which fill vectors of eight.</summary>
    private static void ForEachTile(SourceWriter writer, Target target, Action<string> body)
    {
        using (writer.Open("for (int y = 0; y < tilesHigh; y++)"))
        using (writer.Open("for (int x = 0; x < tilesWide; x++)"))
        {
            writer.Write("int channel = 0;");
            using (writer.Open($"for (; channel <= channels - {target.Lanes}; channel += {target.Lanes})"))
            {
                body(TileEmitter.Type(target.Lanes));
            }

            if (target.Lanes > Tensor.Lanes)
            {
                writer.Write();
                using (writer.Open("if (channel < channels)"))
                {
                    body(TileEmitter.Type(Tensor.Lanes));
                }
            }
        }
    }
}
