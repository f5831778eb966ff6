namespace CnnGen;

/// <summary>
/// Computes every convolution of the network directly. Without it, 3x3 convolutions at stride 1 are computed by Winograd's method where
/// that is faster; the results then differ from direct sums by some 1e-6 (tiles of 2x2) to 1e-5 (4x4) of the output's scale.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DisableWinogradAttribute : Attribute;
