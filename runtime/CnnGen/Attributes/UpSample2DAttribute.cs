namespace CnnGen;

/// <summary>
/// A larger map: each pixel becomes <c>factor x factor</c> pixels, its nearest neighbours (ONNX <c>Resize</c> with nearest, Keras's
/// <c>UpSampling2D</c>, PyTorch's <c>Upsample</c>). HxWxC becomes (H * factor)x(W * factor)xC.
/// </summary>
/// <param name="factor">How often each row and each column is repeated; at least 1.</param>
public sealed class UpSample2DAttribute(int factor) : LayerAttribute
{
    /// <summary>How often each row and each column is repeated.</summary>
    public int Factor { get; } = factor;
}
