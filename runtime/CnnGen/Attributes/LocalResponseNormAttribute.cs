namespace CnnGen;

/// <summary>
/// Divides each number by a power of the squares of its neighbours among the channels of its pixel (ONNX <c>LRN</c>):
/// <c>x / (Bias + Alpha / size * sum)^Beta</c>, where <c>sum</c> is over the squares of a window of <c>size</c> channels that holds its own.
/// HxWxC stays HxWxC.
/// </summary>
/// <remarks>
/// <para>An odd size has as many channels before its own as after it. Of an even size, ONNX has the odd one after its own channel, which is
/// the default here; PyTorch's <c>LocalResponseNorm</c> has it before: there, <c>[LocalResponseNorm(n, ChannelsBefore = n / 2)]</c> is
/// <c>nn.LocalResponseNorm(n)</c>.</para>
/// <para>TensorFlow's does not divide alpha by the size, and counts the channels on one side: its <c>depth_radius</c> of r and <c>alpha</c>
/// are here a size of 2r + 1 and that alpha times the size.</para>
/// <para>Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012.</para>
/// </remarks>
/// <param name="size">Channels that are summed for one; at least 1.</param>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>Channels that are summed for one.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// How many channels of the window stand before its own: from 0 to size - 1; (size - 1) / 2, rounded down, unless said, as in ONNX.
    /// PyTorch has size / 2. Beyond the first and the last channel the window is empty.
    /// </summary>
    public int ChannelsBefore { get; set; } = (size - 1) / 2;

    /// <summary>What the mean of the squares is multiplied by; at least 0, 1e-4 unless said.</summary>
    public double Alpha { get; set; } = 1e-4;

    /// <summary>The exponent; at least 0, 0.75 unless said.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>Added to the squares, so that nothing is divided by zero; above 0, 1 unless said.</summary>
    public double Bias { get; set; } = 1;
}
