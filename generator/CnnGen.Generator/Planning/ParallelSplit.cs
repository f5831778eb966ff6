namespace CnnGen.Generator.Planning;

/// <summary>Along what a step's work is cut into parts, where one input is spread over several cores.</summary>
internal enum SplitAxis
{
    /// <summary>Rows of tiles.</summary>
    Rows,

    /// <summary>Blocks of output channels.</summary>
    Channels,
}

/// <summary>A step's work as <paramref name="Count"/> units of which each part takes a run; what the units leave over goes with the last.</summary>
internal readonly record struct ParallelSplit(SplitAxis Axis, int Count)
{
    /// <summary>Enough for a few cores to end at about the same time.</summary>
    private const int Enough = 4;

    /// <summary>Rows where there are enough, because they share nothing but weights; else whatever there is more of.</summary>
    public static ParallelSplit Of(int rows, int channels)
        => rows >= Enough || rows >= channels ? new ParallelSplit(SplitAxis.Rows, rows) : new ParallelSplit(SplitAxis.Channels, channels);
}
