namespace CnnGen;

/// <summary>
/// A convolution of each channel with kernels of its own (ONNX <c>Conv</c> with as many groups as channels). HxWxC becomes
/// H'xW'x(C * <see cref="Multiplier"/>); a channel's outputs stand side by side.
/// </summary>
/// <remarks>
/// Weights as PyTorch keeps them: <c>[C * multiplier, 1, kernelHeight, kernelWidth]</c>; as Keras does:
/// <c>[kernelHeight, kernelWidth, C, multiplier]</c>. Howard and others, "MobileNets", 2017.
/// </remarks>
public sealed class DepthwiseConv2DAttribute : ConvolutionAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    public DepthwiseConv2DAttribute(int kernelSize)
        : base(kernelSize, kernelSize)
    {
    }

    /// <summary>A kernel of any two sides.</summary>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
    }

    /// <summary>Outputs of each channel; 1 unless said.</summary>
    public int Multiplier { get; set; } = 1;
}
