using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// The tiles of F(m x m, 3x3): a convolution of 3x3 at stride 1 by fewer multiplications than taps. Each tile of the output is worked
/// out from a patch of the input that is two pixels larger on a side. Lavin and Gray, "Fast Algorithms for Convolutional Neural
/// Networks", 2016.
/// </summary>
/// <param name="OutputSide">m: pixels of an output tile's side, 2 or 4.</param>
/// <param name="TilesHigh">Tiles above one another; the last may reach beyond the map.</param>
/// <param name="TilesWide">Tiles side by side.</param>
internal readonly record struct Winograd(int OutputSide, int TilesHigh, int TilesWide)
{
    private const int Kernel = 3;

    /// <summary>Numbers of a map: with a larger one, the room for whole tiles might not fit into the arena's array.</summary>
    private const int MostNumbers = 1 << 26;

    /// <summary>Pixels of an input patch's side, which is also the side of the transformed patch.</summary>
    public int PatchSide => OutputSide + Kernel - 1;

    /// <summary>Elementwise products of a patch: in each of these planes, patches times channels make one matrix product.</summary>
    public int Planes => PatchSide * PatchSide;

    /// <summary>
    /// What the input must have around it, so that each patch is whole. All of it is filled: the transforms mix a patch's numbers, so
    /// that what an output does not depend on cancels out, which a NaN or a huge number that an earlier run left there would not.
    /// </summary>
    public Halo InputHalo(WeightedSum weighted)
    {
        Window window = weighted.Window;
        int below = (TilesHigh * OutputSide) + Kernel - 1 - weighted.Input.Height - window.Rows.PadBefore;
        int right = (TilesWide * OutputSide) + Kernel - 1 - weighted.Input.Width - window.Columns.PadBefore;
        Halo halo = Halo.Of(window, 0).With(Halo.Overrun(Math.Max(0, below), Math.Max(0, right)));
        return halo with { IsPadding = !halo.IsEmpty };
    }

    /// <summary>What the output must have around it, so that each tile may be stored whole.</summary>
    public Halo OutputOverrun(Shape output, Pool? pool)
    {
        int side = pool is null ? OutputSide : OutputSide / pool.Window.Rows.Kernel;
        return Halo.Overrun(Math.Max(0, (TilesHigh * side) - output.Height), Math.Max(0, (TilesWide * side) - output.Width));
    }

    /// <summary>Whether the convolution is of a kind that has such tiles.</summary>
    public static bool Serves(WeightedSum weighted)
        => weighted is { WeightKind: WeightKind.Convolution, Groups: 1, Window: { Rows: { Kernel: Kernel, Stride: 1, Dilation: 1 }, Columns: { Kernel: Kernel, Stride: 1, Dilation: 1 } } }
            && weighted.Input.Channels >= Tensor.Lanes
            && weighted.Output.Channels >= Tensor.Lanes
            && Math.Max(weighted.Input.Length, weighted.Output.Length) <= MostNumbers;

    public static Winograd Of(WeightedSum weighted, int outputSide)
        => new(
            outputSide,
            (weighted.Output.Height + outputSide - 1) / outputSide,
            (weighted.Output.Width + outputSide - 1) / outputSide);

    /// <summary>Tiles whose planes are computed together: rows of them, so many that the weights are worth reading.</summary>
    public int RowsOfBlock()
    {
        (int high, int wide) = (TilesHigh, TilesWide);
        const int wanted = 12;
        const int most = 32;
        return Enumerable.Range(1, high)
            .Where(rows => high % rows == 0)
            .TakeWhile(rows => rows == 1 || rows * wide <= most)
            .OrderBy(rows => rows * wide >= wanted ? 0 : 1)
            .ThenBy(rows => rows * wide >= wanted ? rows : -rows)
            .First();
    }

    /// <summary>Cycles of a target to transform the patches.</summary>
    public double PatchCycles(WeightedSum weighted, Target target)
        => TilesHigh * TilesWide * Tensor.WholeVectors(weighted.Input.Channels) / (double)target.Lanes * CostModel.Pass(Planes, Planes * (OutputSide == 4 ? 4.2 : 2), Planes);

    /// <summary>Cycles of a target: the transforms, and the products with their weights.</summary>
    /// <param name="weightsIn">Where the network's weights are found again.</param>
    public double Cycles(WeightedSum weighted, Target target, Cache weightsIn, TileSearch search)
    {
        double tiles = TilesHigh * TilesWide;
        int outputs = Tensor.WholeVectors(weighted.Output.Channels);
        double outOf = outputs / (double)target.Lanes * CostModel.Pass(Planes, Planes * (OutputSide == 4 ? 2.8 : 1.5), OutputSide * OutputSide);

        int block = RowsOfBlock() * TilesWide;
        (_, double products) = search.Choose(ProductArea(weighted, block), target);
        double weights = sizeof(float) * (double)Planes * weighted.Input.Channels * outputs;
        double blocks = tiles / block;
        return PatchCycles(weighted, target) + (tiles * outOf) + CostModel.WithWeights(Planes * products * blocks, weights, weightsIn);
    }

    /// <summary>A plane's product: patches times input channels, times input channels times output channels.</summary>
    public static TileArea ProductArea(WeightedSum weighted, int block)
        => new(1, block, Tensor.WholeVectors(weighted.Output.Channels), weighted.Input.Channels);
}
