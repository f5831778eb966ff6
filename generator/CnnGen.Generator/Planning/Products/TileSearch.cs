using System.Collections;

namespace CnnGen.Generator.Planning;

/// <summary>Sums that are held in registers at once: a rectangle of pixels by some vectors of output channels.</summary>
internal readonly record struct Tile(int Rows, int Columns, int Vectors)
{
    public int Pixels => Rows * Columns;

    public override string ToString() => $"{Text(Rows, Columns)} x {Vectors} {(Vectors == 1 ? "vector" : "vectors")}";

    /// <summary>A rectangle of pixels, as people read it.</summary>
    public static string Text(int rows, int columns) => rows * columns == 1 ? "1 pixel" : $"{rows}x{columns} pixels";
}

/// <summary>How the sums of a tile are computed: the code is written by it, and its cost is known from it.</summary>
/// <param name="Pixels">Pixels of the tile.</param>
/// <param name="Vectors">Vectors of its output channels.</param>
/// <param name="Steps">Taps that are written out, one after the other.</param>
internal readonly record struct TileSums(int Pixels, int Vectors, int Steps)
{
    /// <summary>Sets of sums that the products are dealt to in turn, so that a small tile does not wait for its own results.</summary>
    public int Splits => Math.Max(1, Math.Min((int)(CostModel.Latency * CostModel.Ports) / (Pixels * Vectors), Steps));

    /// <summary>
    /// Whether a tap's weights are held in registers for all pixels, which are loaded one by one; else the pixels are, for all vectors of
    /// weights. The smaller side is held.
    /// </summary>
    public bool HoldsWeights => Pixels > Vectors;

    /// <summary>Registers: the sums, the side that is held, and one of the other.</summary>
    public int Registers => (Pixels * Vectors) + Math.Min(Pixels, Vectors) + 1;
}

/// <summary>What is to be cut into tiles.</summary>
/// <param name="Rows">Rows of pixels.</param>
/// <param name="Columns">Pixels of a row.</param>
/// <param name="Channels">Output channels, in whole vectors of eight.</param>
/// <param name="Reduction">Products that are summed for an output.</param>
/// <param name="PoolRows">Rows that a tile holds a multiple of, because a pool takes them together.</param>
/// <param name="PoolColumns">Likewise columns.</param>
internal readonly record struct TileArea(int Rows, int Columns, int Channels, long Reduction, int PoolRows = 1, int PoolColumns = 1)
{
    /// <summary>Floats of the input between two rows, and between two pixels; 0 where they are not decided yet.</summary>
    public int RowStep { get; init; }

    public int PixelStep { get; init; }

    public bool ReadsWeightsOnce => Rows * Columns == 1;
}

/// <summary>
/// Chooses tiles by what they cost in the two resources that a core has too few of: FMA and load slots. One search serves a plan, which
/// asks for the same areas again: for the algorithm, and for the step.
/// </summary>
internal sealed class TileSearch(CancellationToken cancellation)
{
    private readonly Dictionary<(TileArea, Target), (Tile Tile, double Cycles)> _found = [];
    private readonly byte[] _linesOfSets = new byte[CostModel.CacheSets];

    public (Tile Tile, double Cycles) Choose(TileArea area, Target target)
    {
        if (!_found.TryGetValue((area, target), out (Tile, double) best))
        {
            _found[(area, target)] = best = Search(area, target);
        }

        return best;
    }

    private (Tile Tile, double Cycles) Search(TileArea area, Target target)
    {
        cancellation.ThrowIfCancellationRequested();
        Tile best = new(area.PoolRows, area.PoolColumns, 1);
        double least = Cost(area, target, best);
        int vectors = Vectors(area.Channels, target);
        for (int rows = area.PoolRows; rows <= Math.Min(area.Rows, target.Registers); rows += area.PoolRows)
        {
            for (int columns = area.PoolColumns; columns <= Math.Min(area.Columns, target.Registers); columns += area.PoolColumns)
            {
                for (int v = 1; v <= vectors && new TileSums(rows * columns, v, 1).Registers <= target.Registers; v++)
                {
                    Tile tile = new(rows, columns, v);
                    double cost = Cost(area, target, tile);
                    if (cost < least)
                    {
                        (best, least) = (tile, cost);
                    }
                }
            }
        }

        return (best, least);
    }

    private static int Vectors(int channels, Target target) => (channels + target.Lanes - 1) / target.Lanes;

    /// <summary>Cycles for the whole area.</summary>
    private double Cost(TileArea area, Target target, Tile tile)
    {
        (Runs blocks, Runs rows, Runs columns) = (new(area.Channels, tile.Vectors * target.Lanes), new(area.Rows, tile.Rows), new(area.Columns, tile.Columns));
        double cost = 0;
        for (int b = 0; b < blocks.Count; b++)
        {
            int vectors = Vectors(blocks[b].Size, target);
            for (int r = 0; r < rows.Count; r++)
            {
                for (int c = 0; c < columns.Count; c++)
                {
                    // How many taps the body will have is decided for the tile that is chosen: at most so many.
                    TileSums sums = new(rows[r].Size * columns[c].Size, vectors, Reduction.MostUnrolled);
                    bool thrashes = Thrashes(area, rows[r].Size, columns[c].Size);
                    double compute = CostModel.Tile(sums, target.Lanes, area.Reduction, area.ReadsWeightsOnce, thrashes);
                    cost += (double)rows[r].Count * columns[c].Count * blocks[b].Count * compute;
                }
            }
        }

        // Each further body is more code to compile, so that it has to be worth something.
        return cost * (1 + (0.01 * (rows.Count * columns.Count * blocks.Count)));
    }

    /// <summary>Whether more of the input lines that a tile reads at once fall into the same set of the first cache than the set holds.</summary>
    private bool Thrashes(TileArea area, int rows, int columns)
    {
        if (rows * columns <= CostModel.CacheWays || (area.RowStep == 0 && area.PixelStep == 0))
        {
            return false;
        }

        Array.Clear(_linesOfSets, 0, _linesOfSets.Length);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int set = ((row * area.RowStep) + (column * area.PixelStep)) / CostModel.LineFloats % CostModel.CacheSets;
                if (++_linesOfSets[set] > CostModel.CacheWays)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

/// <summary><paramref name="Count"/> parts of <paramref name="Size"/>, side by side.</summary>
internal readonly record struct Run(int Count, int Size);

/// <summary>A length in parts of a size: the whole ones, and the remainder, where there is one.</summary>
internal readonly record struct Runs(int Length, int Size) : IReadOnlyList<Run>
{
    /// <summary>How many runs there are: 1 or 2.</summary>
    public int Count => (Length >= Size ? 1 : 0) + (Length % Size > 0 ? 1 : 0);

    public Run this[int index] => index == 0 && Length >= Size ? new Run(Length / Size, Size) : new Run(1, Length % Size);

    public IEnumerator<Run> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
