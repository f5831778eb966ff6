namespace CnnGen.Generator.Planning;

/// <summary>How many pixels and vectors of output channels are summed at once, in registers.</summary>
/// <param name="Pixels">Neighbours in a row.</param>
/// <param name="Vectors">Of eight channels each.</param>
internal readonly record struct Tile(int Pixels, int Vectors)
{
    public int Channels => Vectors * Tensor.Lanes;
}

/// <summary>Chooses a tile by what it costs in the two resources that a core has too few of: FMA and load slots.</summary>
internal static class TileChooser
{
    /// <summary>Vector registers of a machine with AVX2. A tile that spills loses half its speed.</summary>
    private const int Registers = 16;

    /// <summary>An FMA's result can be added to after this many cycles.</summary>
    private const double Latency = 4;

    /// <summary>FMAs, and loads, that a core starts in a cycle.</summary>
    private const double Ports = 2;

    /// <summary>Cycles of a tile beside its products: for its loops, and for each sum, which is started, activated and stored.</summary>
    private const double TileOverhead = 10;
    private const double SumOverhead = 2;

    /// <summary>Cycles of a load beside its slot: misses, and weights that cross a cache line.</summary>
    private const double LoadOverhead = 0.1;

    public static Tile Choose(int pixels, int vectors, long reduction)
    {
        Tile best = new(1, 1);
        double least = double.MaxValue;
        for (int p = 1; p <= Math.Min(pixels, Registers); p++)
        {
            for (int v = 1; v <= Math.Min(vectors, Registers) && Fits(p, v); v++)
            {
                double cost = Cost(pixels, vectors, p, v, reduction);
                if (cost < least)
                {
                    (best, least) = (new Tile(p, v), cost);
                }
            }
        }

        return best;
    }

    /// <summary>Sets of sums that the products are dealt to in turn, so that a small tile does not wait for its own results.</summary>
    public static int Splits(Tile tile, int steps)
    {
        int sums = tile.Pixels * tile.Vectors;
        int wanted = (int)(Latency * Ports) / sums;
        return Math.Max(1, Math.Min(wanted, steps));
    }

    /// <summary>The sums, the smaller side's operands, and one of the larger side's.</summary>
    private static bool Fits(int pixels, int vectors) => (pixels * vectors) + Math.Min(pixels, vectors) + 1 <= Registers;

    /// <summary>Cycles for a row of pixels and all its channels.</summary>
    private static double Cost(int pixels, int vectors, int p, int v, long reduction)
    {
        double cost = 0;
        foreach ((int count, int tilePixels) in Parts(pixels, p))
        {
            foreach ((int blocks, int tileVectors) in Parts(vectors, v))
            {
                double sums = tilePixels * tileVectors;
                double loads = tilePixels + tileVectors;
                int splits = Splits(new Tile(tilePixels, tileVectors), 8);
                double step = Math.Max(Math.Max(sums, loads) / Ports, Latency / splits) + (loads * LoadOverhead);
                cost += count * blocks * ((reduction * step) + (sums * splits * SumOverhead) + TileOverhead);
            }
        }

        return cost;
    }

    /// <summary>Whole parts of <paramref name="size"/>, and the remainder.</summary>
    public static IEnumerable<(int Count, int Size)> Parts(int total, int size)
    {
        if (total >= size)
        {
            yield return (total / size, size);
        }

        if (total % size > 0)
        {
            yield return (1, total % size);
        }
    }
}
