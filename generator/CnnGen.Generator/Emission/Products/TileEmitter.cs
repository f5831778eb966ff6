using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>
/// Writes the sums of one tile: accumulators in registers, the loops over the taps, one multiply-add for each pixel and vector. Expects
/// the pointers <c>source</c> at the tile's first input and <c>kernel</c> at its weights.
/// </summary>
/// <param name="pixels">Where each pixel's input begins, from <c>source</c>.</param>
/// <param name="channels">Output channels of the tile.</param>
internal sealed class TileEmitter(SourceWriter writer, Target target, Reduction reduction, IReadOnlyList<int> pixels, int channels)
{
    /// <summary>By their lanes: most lines of a kernel name one.</summary>
    private static readonly string[] _types = [.. Enumerable.Range(0, Target.Vector512.Lanes + 1).Select(lanes => $"{GeneratedFile.Intrinsics}.{Target.VectorName(lanes)}")];

    private readonly (int Channel, int Lanes)[] _vectors =
    [
        .. from run in target.Cut(channels)
           from index in Enumerable.Range(0, run.Count)
           select (run.First + (index * run.Lanes), run.Lanes),
    ];

    private int Splits => Tile.Splits(pixels.Count, _vectors.Length, reduction.Body.Count);

    /// <summary>Each vector's first channel and lanes.</summary>
    public IReadOnlyList<(int Channel, int Lanes)> Vectors => _vectors;

    public static string Type(int lanes) => _types[lanes];

    /// <param name="bias">The pointer that the sums start from; null for zero.</param>
    public void EmitSums(string? bias)
    {
        for (int split = 0; split < Splits; split++)
        {
            for (int pixel = 0; pixel < pixels.Count; pixel++)
            {
                for (int vector = 0; vector < _vectors.Length; vector++)
                {
                    (int channel, int lanes) = _vectors[vector];
                    string start = bias is not null && split == 0 ? $"{Type(lanes)}.Load({Expressions.At(bias, channel)})" : $"{Type(lanes)}<float>.Zero";
                    writer.Write($"{Type(lanes)}<float> {Name(pixel, vector, split)} = {start};");
                }
            }
        }

        int held = Math.Min(pixels.Count, _vectors.Length);
        foreach (IGrouping<int, int> vectors in Enumerable.Range(0, _vectors.Length).GroupBy(vector => _vectors[vector].Lanes))
        {
            writer.Write($"{Type(vectors.Key)}<float> {string.Join(", ", vectors.Select(WeightName).Distinct())};");
        }

        writer.Write($"{Type(_vectors[0].Lanes)}<float> {string.Join(", ", Enumerable.Range(0, PixelsOutside ? 1 : held).Select(pixel => $"x{pixel}"))};");
        writer.Write("float* taps = source;");
        writer.Write("float* weight = kernel;");
        EmitLoops();
    }

    /// <summary>The sum of a pixel's vector, as an expression.</summary>
    public string Sum(int pixel, int vector)
        => string.Join(" + ", Enumerable.Range(0, Splits).Select(split => Name(pixel, vector, split)));

    private void EmitLoops()
    {
        Stack<(SourceWriter.Block Block, ReductionLoop Loop)> open = new();
        foreach (ReductionLoop loop in reduction.Loops)
        {
            open.Push((writer.Loop(loop.Index, loop.Count), loop));
        }

        EmitBody(reduction.Body);
        bool innermost = true;
        int advanced = 0;
        while (open.Count > 0)
        {
            (SourceWriter.Block block, ReductionLoop loop) = open.Pop();
            // Inner loops have moved the pointer already; what is left of this loop's stride follows.
            if (loop.Stride - advanced != 0)
            {
                writer.Write(SourceWriter.Advance("taps", loop.Stride - advanced));
            }

            block.Dispose();
            advanced = loop.Count * loop.Stride;
            if (innermost && reduction.Tail.Count > 0)
            {
                EmitBody(reduction.Tail);
            }

            innermost = false;
        }
    }

    private void EmitBody(IReadOnlyList<int> taps)
    {
        for (int i = 0; i < taps.Count; i++)
        {
            EmitTap(taps[i], i * channels, i % Splits);
        }

        writer.Write(SourceWriter.Advance("weight", taps.Count * channels));
    }

    /// <summary>Whether the weights are held in registers for all pixels, and the pixels are taken one by one; else the other way round.</summary>
    private bool PixelsOutside => pixels.Count > _vectors.Length;

    private void EmitTap(int tap, int weight, int split)
    {
        (int outer, int inner) = PixelsOutside ? (pixels.Count, _vectors.Length) : (_vectors.Length, pixels.Count);
        for (int i = 0; i < inner; i++)
        {
            writer.Write(PixelsOutside ? Weight(i, weight) : Pixel(i, tap));
        }

        for (int o = 0; o < outer; o++)
        {
            writer.Write(PixelsOutside ? Pixel(o, tap) : Weight(o, weight));
            for (int i = 0; i < inner; i++)
            {
                writer.Write(PixelsOutside ? Add(o, i, split) : Add(i, o, split));
            }
        }
    }

    private string PixelName(int pixel) => PixelsOutside ? "x0" : $"x{pixel}";

    private string WeightName(int vector) => PixelsOutside ? $"w{vector}" : _vectors[vector].Lanes == _vectors[0].Lanes ? "w0" : "w1";

    private string Pixel(int pixel, int tap) => $"{PixelName(pixel)} = {Type(_vectors[0].Lanes)}.Create(taps[{tap + pixels[pixel]}]);";

    private string Weight(int vector, int weight)
        => $"{WeightName(vector)} = {Type(_vectors[vector].Lanes)}.Load({Expressions.At("weight", weight + _vectors[vector].Channel)});";

    private string Add(int pixel, int vector, int split)
    {
        string sum = Name(pixel, vector, split);
        string type = Type(_vectors[vector].Lanes);
        string x = _vectors[vector].Lanes == _vectors[0].Lanes ? PixelName(pixel) : $"{Type(_vectors[0].Lanes)}.GetLower({PixelName(pixel)})";
        return $"{sum} = {type}.MultiplyAddEstimate({x}, {WeightName(vector)}, {sum});";
    }

    private static string Name(int pixel, int vector, int split)
        => $"sum{pixel}_{vector}{(split == 0 ? "" : ((char)('a' + split)).ToString())}";
}
