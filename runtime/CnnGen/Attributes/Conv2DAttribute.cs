namespace CnnGen;

/// <summary>
/// A convolution: <c>filters</c> kernels of <c>kernelHeight x kernelWidth x channels</c> weights slide over the map
/// (ONNX <c>Conv</c>). HxWxC becomes H'xW'xfilters.
/// </summary>
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
}
