namespace CnnGen;

/// <summary>
/// What <see cref="Conv2DAttribute"/>, <see cref="DepthwiseConv2DAttribute"/>, <see cref="LocallyConnected2DAttribute"/> and
/// <see cref="Conv2DTransposeAttribute"/> share: a window of weights over a map.
/// Output size, of all but the last: <c>floor((in + pads - dilation * (kernel - 1) - 1) / stride) + 1</c>.
/// </summary>
public abstract class ConvolutionAttribute : WeightedLayerAttribute
{
    private protected ConvolutionAttribute(int kernelHeight, int kernelWidth)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; }

    /// <summary>Rows and columns that the window moves by; 1 unless said.</summary>
    public int Stride { get; set; }

    /// <summary>Rows that the window moves by, where they differ from <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns that the window moves by, where they differ from <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary><see cref="Padding.Valid"/> (no padding but <c>Pad…</c>) or <see cref="Padding.Same"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>Pixels of zeros added on all four sides. Not together with <see cref="Padding.Same"/>.</summary>
    public int Pad { get; set; }

    /// <summary>Pixels of zeros added above, where they differ from <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Pixels of zeros added below, where they differ from <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Pixels of zeros added at the left, where they differ from <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Pixels of zeros added at the right, where they differ from <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }

    /// <summary>The distance between the kernel's taps in the map; 1 unless said.</summary>
    public int Dilation { get; set; }
}
