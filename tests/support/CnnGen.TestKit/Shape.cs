namespace CnnGen.TestKit;

/// <summary>The shape of a tensor between two layers; a flat one is 1x1xN.</summary>
public readonly record struct Shape(int Height, int Width, int Channels, bool Flat = false)
{
    public long Length => (long)Height * Width * Channels;

    public static Shape OfFlat(long length) => new(1, 1, checked((int)length), Flat: true);

    public override string ToString() => Flat ? $"{Channels}" : $"{Height}x{Width}x{Channels}";
}

/// <summary>One side (rows or columns) of a sliding window.</summary>
public readonly record struct Axis(int In, int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter, int Out)
{
    /// <summary>The input index under a tap, which lies outside 0..In-1 where the tap falls on padding.</summary>
    public int Source(int output, int tap) => output * Stride - PadBefore + tap * Dilation;

    /// <summary>Whether every place of the window touches the map.</summary>
    public bool PadsAreInsideTheWindow => PadBefore < Kernel && PadAfter < Kernel;

    public bool Holds(int source) => source >= 0 && source < In;
}

/// <summary>A tensor of weights as a file stores it.</summary>
public sealed record Tensor(int[] Shape, float[] Values)
{
    public static Tensor Of(int[] shape, params float[] values) => new(shape, values);

    public static int LengthOf(int[] shape) => shape.Aggregate(1, (product, side) => checked(product * side));
}
