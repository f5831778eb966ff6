using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;

namespace CnnGen.Generator.Emission;

/// <summary>
/// Writes the sums of one tile: accumulators in registers, the loops over the taps, one multiply-add for each pixel and vector. Expects
/// the pointers <c>source</c> at the tile's first input and <c>kernel</c> at its weights.
/// </summary>
/// <param name="pixels">Where each pixel's input begins, from <c>source</c>.</param>
/// <param name="channels">Output channels of the tile.</param>
internal sealed class TileEmitter(SourceWriter writer, ProductVariant variant, IReadOnlyList<int> pixels, int channels)
{
    private readonly IReadOnlyList<(int Channel, int Lanes)> _vectors = variant.VectorsOf(channels);
    private readonly TileSums _sums = variant.SumsOf(pixels.Count, channels);

    private Reduction Reduction => variant.Reduction;

    /// <summary>Each vector's first channel and lanes.</summary>
    public IReadOnlyList<(int Channel, int Lanes)> Vectors => _vectors;

    /// <summary>The class of the tile's widest vectors.</summary>
    private string Widest => Type(_vectors[0].Lanes);

    /// <summary>What the names of the sums mean, for the first line of a method.</summary>
    public const string Legend = "// sumP_V is the sum of a tile's pixel P and its vector V of channels.";

    /// <summary>What a tile's sums are, for the line above them.</summary>
    /// <param name="area">Its pixels, as text.</param>
    public string Describe(string area)
    {
        string sets = _sums.Splits == 1 ? "" : $"; {_sums.Splits} sets of sums ({Name(0, 0, 0)}, {Name(0, 0, 1)}{(_sums.Splits > 2 ? ", ..." : "")}) take the taps in turn, so that none waits for its last addition";
        return $"// {area} x {channels} channels{sets}.";
    }

    /// <param name="bias">The pointer that the sums start from; null for zero.</param>
    public void EmitSums(string? bias)
    {
        for (int split = 0; split < _sums.Splits; split++)
        {
            for (int pixel = 0; pixel < pixels.Count; pixel++)
            {
                for (int vector = 0; vector < _vectors.Count; vector++)
                {
                    string type = Type(_vectors[vector].Lanes);
                    string start = bias is null || split > 0 ? $"{type}<float>.Zero"
                        : pixel > 0 ? Name(0, vector, 0)
                        : $"{type}.Load({At(bias, _vectors[vector].Channel)})";
                    writer.Write($"{type}<float> {Name(pixel, vector, split)} = {start};");
                }
            }
        }

        writer.Write($"""
            {Enumerable.Range(0, _vectors.Count).GroupBy(vector => _vectors[vector].Lanes).Select(vectors => $"{Type(vectors.Key)}<float> {string.Join(", ", vectors.Select(WeightName).Distinct())};")}
            {Widest}<float> {string.Join(", ", Enumerable.Range(0, pixels.Count).Select(PixelName).Distinct())};
            float* taps = source;
            float* weight = kernel;
            """);
        EmitLoops();
    }

    /// <summary>The sum of a pixel's vector, as an expression.</summary>
    public string Sum(int pixel, int vector)
        => string.Join(" + ", Enumerable.Range(0, _sums.Splits).Select(split => Name(pixel, vector, split)));

    private void EmitLoops()
    {
        Stack<(SourceWriter.Block Block, ReductionLoop Loop)> open = new();
        foreach (ReductionLoop loop in Reduction.Loops)
        {
            open.Push((writer.Loop(loop.Index, loop.Count), loop));
        }

        EmitBody(Reduction.Body, isTail: false);
        bool innermost = true;
        int advanced = 0;
        while (open.Count > 0)
        {
            (SourceWriter.Block block, ReductionLoop loop) = open.Pop();

            // Inner loops have moved the pointer already; the rest of this loop's stride follows. A loop of one turn moves it for a tail only.
            bool moves = loop.Count > 1 || (innermost && Reduction.Tail.Count > 0);
            if (moves && loop.Stride != advanced)
            {
                writer.Write(SourceWriter.Advance("taps", loop.Stride - advanced));
            }

            block.Dispose();
            advanced = moves ? loop.Count * loop.Stride : advanced;
            if (innermost && Reduction.Tail.Count > 0)
            {
                EmitBody(Reduction.Tail, isTail: true);
            }

            innermost = false;
        }
    }

    private void EmitBody(IReadOnlyList<int> taps, bool isTail)
    {
        for (int i = 0; i < taps.Count; i++)
        {
            writer.Write($"{(Reduction.TapName(i, isTail) is { } name ? $"// {name}" : null)}");
            EmitTap(taps[i], i * channels, i % _sums.Splits);
        }

        if (!Reduction.EndsWith(isTail))
        {
            writer.Write(SourceWriter.Advance("weight", taps.Count * channels));
        }
    }

    private void EmitTap(int tap, int weight, int split)
    {
        (int outer, int inner) = _sums.HoldsWeights ? (pixels.Count, _vectors.Count) : (_vectors.Count, pixels.Count);
        for (int i = 0; i < inner; i++)
        {
            writer.Write(_sums.HoldsWeights ? Weight(i, weight) : Pixel(i, tap));
        }

        for (int o = 0; o < outer; o++)
        {
            writer.Write(_sums.HoldsWeights ? Pixel(o, tap) : Weight(o, weight));
            for (int i = 0; i < inner; i++)
            {
                writer.Write(_sums.HoldsWeights ? Add(o, i, split) : Add(i, o, split));
            }
        }
    }

    private string PixelName(int pixel) => _sums.HoldsWeights ? "x0" : $"x{pixel}";

    private string WeightName(int vector) => _sums.HoldsWeights ? $"w{vector}" : _vectors[vector].Lanes == _vectors[0].Lanes ? "w0" : "w1";

    private string Pixel(int pixel, int tap) => $"{PixelName(pixel)} = {Widest}.Create(taps[{tap + pixels[pixel]}]);";

    private string Weight(int vector, int weight)
        => $"{WeightName(vector)} = {Type(_vectors[vector].Lanes)}.Load({At("weight", weight + _vectors[vector].Channel)});";

    private string Add(int pixel, int vector, int split)
    {
        string sum = Name(pixel, vector, split);
        string type = Type(_vectors[vector].Lanes);
        string x = _vectors[vector].Lanes == _vectors[0].Lanes ? PixelName(pixel) : $"{Widest}.GetLower({PixelName(pixel)})";
        return $"{sum} = {type}.MultiplyAddEstimate({x}, {WeightName(vector)}, {sum});";
    }

    private static string Name(int pixel, int vector, int split)
        => $"sum{pixel}_{vector}{(split == 0 ? "" : ((char)('a' + split)).ToString())}";
}
