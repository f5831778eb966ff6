namespace CnnGen;

/// <summary>
/// Divides each number by what its neighbours among the channels of its pixel amount to (ONNX <c>LRN</c>, PyTorch's
/// <c>LocalResponseNorm</c>): <c>x / (Bias + Alpha / size * sum)^Beta</c>, where <c>sum</c> is of the squares of the <c>size</c> channels
/// around it, of an even size one more after it than before. HxWxC stays HxWxC.
/// </summary>
/// <remarks>
/// Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012. TensorFlow's does not divide alpha by the
/// size, and counts the channels on one side: its <c>depth_radius</c> of r and <c>alpha</c> are here a size of 2r + 1 and that alpha
/// times the size.
/// </remarks>
/// <param name="size">Channels that are summed for one; at least 1.</param>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>Channels that are summed for one.</summary>
    public int Size { get; } = size;

    /// <summary>What the mean of the squares is multiplied by; at least 0, 1e-4 unless said.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>The exponent; at least 0, 0.75 unless said.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>Added to the squares, so that nothing is divided by zero; above 0, 1 unless said.</summary>
    public double Bias { get; set; } = 1;
}
