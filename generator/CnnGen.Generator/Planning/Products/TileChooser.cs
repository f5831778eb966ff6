namespace CnnGen.Generator.Planning;

/// <summary>Sums that are held in registers at once: a rectangle of pixels by some vectors of output channels.</summary>
internal readonly record struct Tile(int Rows, int Columns, int Vectors)
{
    public int Pixels => Rows * Columns;

    public override string ToString() => $"{Rows}x{Columns} pixels x {Vectors} vectors";
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

    /// <summary>Of the input lines that a tile reads at once, how many fall into the same set of the first cache, at the worst.</summary>
    public int LinesInOneSet(int rows, int columns)
    {
        if (RowStep == 0 && PixelStep == 0)
        {
            return 1;
        }

        Dictionary<int, int> sets = [];
        for (int pixel = 0; pixel < rows * columns; pixel++)
        {
            int set = ((pixel / columns * RowStep) + (pixel % columns * PixelStep)) / CostModel.LineFloats % CostModel.CacheSets;
            sets[set] = sets.TryGetValue(set, out int lines) ? lines + 1 : 1;
        }

        return sets.Values.Max();
    }
}

/// <summary>Chooses a tile by what it costs in the two resources that a core has too few of: FMA and load slots.</summary>
internal static class TileChooser
{
    public static (Tile Tile, double Cycles) Choose(TileArea area, Target target)
    {
        Tile best = new(area.PoolRows, area.PoolColumns, 1);
        double least = Cost(area, target, best);
        int vectors = Vectors(area.Channels, target);
        for (int rows = area.PoolRows; rows <= Math.Min(area.Rows, target.Registers); rows += area.PoolRows)
        {
            for (int columns = area.PoolColumns; columns <= Math.Min(area.Columns, target.Registers); columns += area.PoolColumns)
            {
                for (int v = 1; v <= vectors && Fits(rows * columns, v, target); v++)
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

    /// <summary>Sets of sums that the products are dealt to in turn, so that a small tile does not wait for its own results.</summary>
    public static int Splits(int pixels, int vectors, int steps)
    {
        int wanted = (int)(CostModel.Latency * CostModel.Ports) / (pixels * vectors);
        return Math.Max(1, Math.Min(wanted, steps));
    }

    /// <summary>Whole parts of <paramref name="size"/>, and the remainder.</summary>
    public static IEnumerable<Run> Parts(int total, int size)
    {
        if (total >= size)
        {
            yield return new Run(total / size, size);
        }

        if (total % size > 0)
        {
            yield return new Run(1, total % size);
        }
    }

    private static int Vectors(int channels, Target target) => (channels + target.Lanes - 1) / target.Lanes;

    /// <summary>The sums, the smaller side's operands, and one of the larger side's.</summary>
    private static bool Fits(int pixels, int vectors, Target target)
        => (pixels * vectors) + Math.Min(pixels, vectors) + 1 <= target.Registers;

    /// <summary>Cycles for the whole area.</summary>
    private static double Cost(TileArea area, Target target, Tile tile)
    {
        double cost = 0;
        foreach (Run blocks in Parts(area.Channels, tile.Vectors * target.Lanes))
        {
            int vectors = Vectors(blocks.Size, target);
            foreach (Run rows in Parts(area.Rows, tile.Rows))
            {
                foreach (Run columns in Parts(area.Columns, tile.Columns))
                {
                    int pixels = rows.Size * columns.Size;
                    int splits = Splits(pixels, vectors, 8);
                    bool thrashes = area.LinesInOneSet(rows.Size, columns.Size) > CostModel.CacheWays;
                    double compute = CostModel.Tile(pixels, vectors, target.Lanes, splits, area.Reduction, area.ReadsWeightsOnce, thrashes);
                    cost += rows.Count * columns.Count * blocks.Count * compute;
                }
            }
        }

        // Each further body is more code to compile, so that it has to be worth something.
        int bodies = Parts(area.Rows, tile.Rows).Count() * Parts(area.Columns, tile.Columns).Count() * Parts(area.Channels, tile.Vectors * target.Lanes).Count();
        return cost * (1 + (0.01 * bodies));
    }
}

/// <summary><paramref name="Count"/> parts of <paramref name="Size"/>, side by side.</summary>
internal readonly record struct Run(int Count, int Size);
