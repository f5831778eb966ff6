using System.Globalization;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The shape of a tensor: a map of height x width x channels, or flat. A flat tensor that was a map keeps the map's sides, because
/// weights files order it by them. A side of 0 is not known, after a mistake above; nothing is then said of it again.
/// </summary>
internal readonly record struct Shape(int Height, int Width, int Channels, bool IsFlat)
{
    /// <summary>Of this shape nothing is known, not even whether it is flat: any layer may follow.</summary>
    public static Shape Unknown { get; } = new(0, 0, 0, IsFlat: true);

    public bool IsKnown => Height > 0 && Width > 0 && Channels > 0;

    public bool IsUnknown => Height <= 0 && Width <= 0 && Channels <= 0;

    public long Length => (long)Height * Width * Channels;

    public static Shape Map(int height, int width, int channels) => new(height, width, channels, IsFlat: false);

    public static Shape Flat(int length) => new(1, 1, length, IsFlat: true);

    /// <summary>Whether channel by channel is another way to count its numbers than pixel by pixel.</summary>
    public bool HasTwoOrders => (long)Height * Width > 1 && Channels > 1;

    /// <summary>A flat tensor as units of no map: a layer that counts them reads a flattened map so, in the order of the weights file.</summary>
    public Shape AsUnits() => IsFlat ? Flat((int)Length) : this;

    public Shape Flattened() => this with { IsFlat = true };

    public override string ToString()
        => IsFlat ? (IsKnown ? Side(Length) : "?") : $"{Side(Height)}x{Side(Width)}x{Side(Channels)}";

    private static string Side(long side) => side > 0 ? side.ToString(CultureInfo.InvariantCulture) : "?";
}
