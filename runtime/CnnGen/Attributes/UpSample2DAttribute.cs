namespace CnnGen;

/// <summary>
/// A larger map (ONNX <c>Resize</c>, Keras's <c>UpSampling2D</c>, PyTorch's <c>Upsample</c>). HxWxC becomes
/// (H * factor)x(W * factor)xC. Unless said, each pixel becomes <c>factor x factor</c> pixels: its nearest neighbours.
/// </summary>
/// <param name="factor">How many times as high and as wide the map becomes; at least 1.</param>
public sealed class UpSample2DAttribute(int factor) : LayerAttribute
{
    /// <summary>How many times as high and as wide the map becomes.</summary>
    public int Factor { get; } = factor;

    /// <summary>What the new pixels are made of; <see cref="Interpolation.Nearest"/> unless said.</summary>
    public Interpolation Interpolation { get; set; }
}
