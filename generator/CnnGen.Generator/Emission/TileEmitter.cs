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
    private readonly (int Channel, int Lanes)[] _vectors =
    [
        .. from run in target.Cut(channels)
           from index in Enumerable.Range(0, run.Count)
           select (run.First + (index * run.Lanes), run.Lanes),
    ];

    private int Splits => TileChooser.Splits(pixels.Count, _vectors.Length, reduction.Body.Count);

    /// <summary>Each vector's first channel and lanes.</summary>
    public IReadOnlyList<(int Channel, int Lanes)> Vectors => _vectors;

    public static string Type(int lanes) => $"{GeneratedFile.Intrinsics}::{Target.VectorName(lanes)}";

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
                    string start = bias is not null && split == 0 ? $"{Type(lanes)}.Load({StepEmitter.Offset(bias, channel)})" : $"{Type(lanes)}<float>.Zero";
                    writer.Write($"{Type(lanes)}<float> {Name(pixel, vector, split)} = {start};");
                }
            }
        }

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
            using (writer.Open())
            {
                EmitTap(taps[i], i * channels, i % Splits);
            }
        }

        writer.Write(SourceWriter.Advance("weight", taps.Count * channels));
    }

    /// <summary>Holds the operands of the tile's shorter side in registers, and takes those of the longer one by one.</summary>
    private void EmitTap(int tap, int weight, int split)
    {
        bool pixelsOutside = pixels.Count > _vectors.Length;
        (int outer, int inner) = pixelsOutside ? (pixels.Count, _vectors.Length) : (_vectors.Length, pixels.Count);
        for (int i = 0; i < inner; i++)
        {
            writer.Write(pixelsOutside ? Weight(i, weight) : Pixel(i, tap));
        }

        for (int o = 0; o < outer; o++)
        {
            writer.Write(pixelsOutside ? Pixel(o, tap) : Weight(o, weight));
            for (int i = 0; i < inner; i++)
            {
                writer.Write(pixelsOutside ? Add(o, i, split) : Add(i, o, split));
            }
        }
    }

    private string Pixel(int pixel, int tap)
        => $"{Type(_vectors[0].Lanes)}<float> x{pixel} = {Type(_vectors[0].Lanes)}.Create(taps[{tap + pixels[pixel]}]);";

    private string Weight(int vector, int weight)
        => $"{Type(_vectors[vector].Lanes)}<float> w{vector} = {Type(_vectors[vector].Lanes)}.Load({StepEmitter.Offset("weight", weight + _vectors[vector].Channel)});";

    private string Add(int pixel, int vector, int split)
    {
        string sum = Name(pixel, vector, split);
        string x = _vectors[vector].Lanes == _vectors[0].Lanes ? $"x{pixel}" : $"{Type(_vectors[0].Lanes)}.GetLower(x{pixel})";
        return $"{sum} = {Type(_vectors[vector].Lanes)}.MultiplyAddEstimate({x}, w{vector}, {sum});";
    }

    private static string Name(int pixel, int vector, int split)
        => $"sum{pixel}_{vector}{(split == 0 ? "" : ((char)('a' + split)).ToString())}";
}
