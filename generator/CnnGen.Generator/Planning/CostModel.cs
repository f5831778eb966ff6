namespace CnnGen.Generator.Planning;

/// <summary>
/// What work costs, in cycles of one core. The constants are measured: <c>dotnet run -c Release --project benchmarks/CnnGen.Benchmarks --
/// --peak</c> prints what they stand for, and <c>--layers</c> the times that they predict beside those of the clock.
/// </summary>
internal static class CostModel
{
    /// <summary>FMAs, and loads, that a core starts in a cycle.</summary>
    public const double Ports = 2;

    /// <summary>An FMA's result can be added to after this many cycles.</summary>
    public const double Latency = 4;

    /// <summary>Cycles a nanosecond, for times that people read.</summary>
    public const double Frequency = 3;

    /// <summary>
    /// Cycles to hand a part of a step to a core that waits for it, and to wait for its end: <c>--peak</c> prints it as "part handed over". As much
    /// again is counted for cores that do not run evenly.
    /// </summary>
    public const double HandOver = 3000;

    /// <summary>
    /// Cycles that are lost by waking another core: the call ("helper called" of <c>--peak</c>), and what it does not do until it has come ("helper
    /// woken after").
    /// </summary>
    public const double WakeUp = 45_000;

    /// <summary>Cycles to read a byte that another core has written ("where another core has written it" of <c>--peak</c>), less what it takes anyway.</summary>
    public const double OtherCoreByte = 0.1;

    /// <summary>More cores than this are of no use to a step, whatever the model says: it was measured on few.</summary>
    public const int MostCores = 64;

    /// <summary>Cycles of a tile beside its products: for its loops, and for each sum, which is started, activated and stored.</summary>
    private const double TileOverhead = 10;
    private const double SumOverhead = 2;

    /// <summary>Operations of an exponential, and of a logarithm, of a vector.</summary>
    public const double Exponential = 20;

    /// <summary>Cycles until a vector is reduced to one number, which what follows waits for.</summary>
    public const double Across = 20;

    /// <summary>Cycles until an exponential, a division or a root is there, for what waits for it.</summary>
    public const double FunctionLatency = 50;

    /// <summary>Cycles of a load beside its slot: misses, and weights that cross a cache line.</summary>
    private const double LoadOverhead = 0.1;

    /// <summary>The first cache: floats of a line, sets, and lines of a set that may be counted on. Addresses 4096 bytes apart share a set.</summary>
    public const int LineFloats = 16;
    public const int CacheSets = 64;
    public const int CacheWays = 7;

    /// <summary>Cycles of a load from the second cache, where the first keeps throwing its line out.</summary>
    private const double SecondCacheLatency = 4;

    /// <summary>Bytes that stay in the first cache beside a layer's maps, in the second, and in the third.</summary>
    public const double FirstCache = 24 * 1024;
    private const double SecondCache = 768 * 1024;
    private const double ThirdCache = 16 * 1024 * 1024;

    /// <summary>Bytes a cycle from the second cache, from the third, and from memory.</summary>
    private const double SecondCacheRate = 32;
    private const double ThirdCacheRate = 24;
    private const double MemoryRate = 6;

    /// <summary>
    /// Cycles of a tile: its steps, each a weight vector for each vector of channels and an input for each pixel, and what stands around
    /// them.
    /// </summary>
    /// <param name="readOnce">Whether no other tile reads the same weights, so that they are never in the first cache.</param>
    /// <param name="thrashes">Whether the pixels' lines throw one another out of the first cache.</param>
    public static double Tile(TileSums sums, int lanes, long reduction, bool readOnce, bool thrashes)
    {
        (int pixels, int vectors, int splits) = (sums.Pixels, sums.Vectors, sums.Splits);
        double loads = pixels + vectors;
        double step = Math.Max(Math.Max(pixels * vectors, loads) / Ports, Latency / splits) + (loads * LoadOverhead);
        step += thrashes ? pixels * SecondCacheLatency : 0;
        double bytes = sizeof(float) * (double)vectors * lanes;
        if (readOnce || bytes * reduction > FirstCache)
        {
            step = Overlap(step, bytes / SecondCacheRate);
        }

        return (reduction * step) + (pixels * vectors * splits * SumOverhead) + TileOverhead;
    }

    /// <summary>Cycles of a tile of one vector of channels: it does not wait for its sums, because the next one's do not depend on them.</summary>
    public static double ChannelwiseTile(int columns, long taps, int loads)
        => (Math.Max(columns * taps, loads) / Ports) + (loads * LoadOverhead) + (columns * SumOverhead / 2) + (TileOverhead / 2);

    /// <summary>
    /// Cycles of products with their weights. Pass after pass a network reads all of its weights, so that their sum decides where each
    /// layer's are found again.
    /// </summary>
    /// <param name="weightsIn">Where that is.</param>
    public static double WithWeights(double products, double bytes, Cache weightsIn) => weightsIn switch
    {
        Cache.Second => products,
        Cache.Third => Overlap(products, bytes / ThirdCacheRate),
        _ => Overlap(products, bytes / MemoryRate),
    };

    /// <summary>The nearest cache that holds as much from one pass to the next.</summary>
    public static Cache CacheOf(long bytes) => bytes <= SecondCache ? Cache.Second : bytes <= ThirdCache ? Cache.Third : Cache.Memory;

    /// <summary>Cycles of two things that go on at the same time, but not quite.</summary>
    private static double Overlap(double one, double other) => Math.Max(one, other) + (0.3 * Math.Min(one, other));

    /// <summary>Cycles of a pass that loads, computes and stores vectors.</summary>
    public static double Pass(double loads, double operations, double stores)
        => Math.Max(stores, Math.Max(loads, operations) / Ports) + (0.5 * Math.Min(stores, loads / Ports));

    public static double Microseconds(double cycles) => cycles / (Frequency * 1000);
}

/// <summary>Where data is found that a pass over the network used before.</summary>
internal enum Cache
{
    /// <summary>A core's own.</summary>
    Second,

    /// <summary>The cores' together.</summary>
    Third,

    /// <summary>None.</summary>
    Memory,
}
