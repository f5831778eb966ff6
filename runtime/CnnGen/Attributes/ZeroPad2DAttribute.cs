namespace CnnGen;

/// <summary>
/// Zeros around a map (ONNX <c>Pad</c>, Keras's <c>ZeroPadding2D</c>, PyTorch's <c>ZeroPad2d</c>): HxWxC becomes
/// (top + H + bottom)x(left + W + right)xC. Directly above a convolution it costs nothing.
/// </summary>
public sealed class ZeroPad2DAttribute : LayerAttribute
{
    /// <summary>As many on all four sides.</summary>
    /// <param name="pad">Pixels of zeros on each side; at least 0.</param>
    public ZeroPad2DAttribute(int pad)
        : this(pad, pad, pad, pad)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="top">Rows of zeros above; at least 0.</param>
    /// <param name="bottom">Rows of zeros below; at least 0.</param>
    /// <param name="left">Columns of zeros at the left; at least 0.</param>
    /// <param name="right">Columns of zeros at the right; at least 0.</param>
    public ZeroPad2DAttribute(int top, int bottom, int left, int right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>Rows of zeros above.</summary>
    public int Top { get; }

    /// <summary>Rows of zeros below.</summary>
    public int Bottom { get; }

    /// <summary>Columns of zeros at the left.</summary>
    public int Left { get; }

    /// <summary>Columns of zeros at the right.</summary>
    public int Right { get; }
}
