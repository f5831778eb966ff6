namespace CnnGen;

/// <summary>
/// What pictures take before the first layer: <c>(x - Mean) / Std</c>, channel by channel. Stands directly below <c>[Input]</c>.
/// </summary>
/// <remarks>It takes no pass of its own where the input is copied into the network's first buffer anyway.</remarks>
/// <example>
/// ImageNet's, as torchvision has them, for numbers from 0 to 1:
/// <code>[Normalize(Mean = new[] { 0.485, 0.456, 0.406 }, Std = new[] { 0.229, 0.224, 0.225 })]</code>
/// </example>
public sealed class NormalizeAttribute : LayerAttribute
{
    /// <summary>A number for each channel, or one for all; 0 unless said.</summary>
    public double[] Mean { get; set; } = [0];

    /// <summary>A number for each channel, or one for all; none is 0. 1 unless said.</summary>
    public double[] Std { get; set; } = [1];
}
