namespace CnnGen;

/// <summary>
/// A convolution: <c>filters</c> kernels of <c>kernelHeight x kernelWidth x channels</c> weights slide over the map
/// (ONNX <c>Conv</c>). HxWxC becomes H'xW'xfilters.
/// </summary>
/// <remarks>
/// Weights as PyTorch keeps them: <c>[filters, C / groups, kernelHeight, kernelWidth]</c>; as Keras does:
/// <c>[kernelHeight, kernelWidth, C / groups, filters]</c>.
/// </remarks>
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernelSize">Rows and columns of the kernel.</param>
    public Conv2DAttribute(int filters, int kernelSize)
        : base(kernelSize, kernelSize)
    {
        Filters = filters;
    }

    /// <summary>A kernel of any two sides.</summary>
    /// <param name="filters">Channels of the output.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
        : base(kernelHeight, kernelWidth)
    {
        Filters = filters;
    }

    /// <summary>Channels of the output.</summary>
    public int Filters { get; }

    /// <summary>
    /// Groups that the input channels and the filters are cut into, each of which sees only its own channels; 1 unless said. It divides
    /// both. With as many groups as channels it is a <see cref="DepthwiseConv2DAttribute"/>. Krizhevsky et al., 2012; Xie et al., 2017.
    /// </summary>
    public int Groups { get; set; } = 1;
}
