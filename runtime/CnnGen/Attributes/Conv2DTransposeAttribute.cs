namespace CnnGen;

/// <summary>
/// A transposed convolution, also called deconvolution: each pixel of the map adds <c>filters</c> kernels of
/// <c>kernelHeight x kernelWidth</c> weights to the output, <see cref="ConvolutionAttribute.Stride"/> pixels apart (ONNX
/// <c>ConvTranspose</c>, PyTorch's <c>ConvTranspose2d</c>, Keras's <c>Conv2DTranspose</c>). HxWxC becomes H'xW'xfilters.
/// Output size: <c>(in - 1) * stride - pads + dilation * (kernel - 1) + outputPadding + 1</c>; with <see cref="Padding.Same"/>
/// <c>in * stride</c>. The stride is at most 32; <c>Pad…</c> cuts pixels off the output.
/// </summary>
/// <remarks>
/// Weights as PyTorch keeps them: <c>[C, filters / groups, kernelHeight, kernelWidth]</c>; as Keras does:
/// <c>[kernelHeight, kernelWidth, filters / groups, C]</c>. Default names count it as a convolution. Zeiler et al., "Deconvolutional
/// Networks", 2010.
/// </remarks>
public sealed class Conv2DTransposeAttribute : ConvolutionAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    public Conv2DTransposeAttribute(int filters, int kernelSize)
        : base(kernelSize, kernelSize)
    {
        Filters = filters;
    }

    /// <summary>A kernel of any two sides.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public Conv2DTransposeAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
        Filters = filters;
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>Groups that the input channels and the filters are cut into, each of which sees only its own channels; 1 unless said.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>
    /// Rows and columns added at the bottom and at the right, to tell apart the sizes that a convolution of this stride makes the same of;
    /// 0 unless said. Below the stride or the dilation. Not together with <see cref="Padding.Same"/>.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Rows added at the bottom, where they differ from <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingHeight { get; set; }

    /// <summary>Columns added at the right, where they differ from <see cref="OutputPadding"/>.</summary>
    public int OutputPaddingWidth { get; set; }
}
