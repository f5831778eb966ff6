namespace CnnGen.Runtime;

/// <summary>
/// Sizes of what is packed for kernels, in floats. The generator compiles this file too, so that what it plans and what the loader fills
/// are the same.
/// </summary>
internal static class PackedSize
{
    /// <summary>Channels are kept in whole vectors of this many floats, whatever vectors the machine has.</summary>
    public const int Lanes = 8;

    /// <summary>The next multiple of <see cref="Lanes"/>.</summary>
    public static int Padded(int length) => (length + Lanes - 1) / Lanes * Lanes;

    /// <summary>Output channels of a group of a convolution: a vector of four, where that holds them, else whole vectors.</summary>
    public static int PaddedGroup(int outputs) => outputs <= Lanes / 2 ? Lanes / 2 : Padded(outputs);
}
