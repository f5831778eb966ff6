namespace CnnGen.Generator.Shapes;

/// <summary>Rows, or columns, of the network's input from the first to the last; none, where the last is below the first.</summary>
internal readonly record struct PixelRange(long First, long Last)
{
    public static PixelRange None { get; } = new(long.MaxValue, -1);

    public long Count => Math.Max(0, Last - First + 1);

    /// <summary>The smallest range that holds both.</summary>
    public PixelRange And(PixelRange other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));

    public PixelRange Moved(long first, long last) => Count == 0 ? None : new(First + first, Last + last);
}
