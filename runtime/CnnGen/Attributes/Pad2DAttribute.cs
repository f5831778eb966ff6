namespace CnnGen;

/// <summary>
/// Rows and columns around a map (ONNX <c>Pad</c>, PyTorch's <c>F.pad</c>): HxWxC becomes (top + H + bottom)x(left + W + right)xC. They
/// hold one number, the map's nearest pixels, or the map mirrored at its outermost pixels.
/// </summary>
/// <remarks>Zeros are <see cref="ZeroPad2DAttribute"/>'s, too; directly above a convolution they cost nothing, here and there.</remarks>
public sealed class Pad2DAttribute : LayerAttribute
{
    /// <summary>As many on all four sides.</summary>
    /// <param name="pad">Rows or columns on each side; at least 0.</param>
    public Pad2DAttribute(int pad)
        : this(pad, pad, pad, pad)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="top">Rows above; at least 0.</param>
    /// <param name="bottom">Rows below; at least 0.</param>
    /// <param name="left">Columns at the left; at least 0.</param>
    /// <param name="right">Columns at the right; at least 0.</param>
    public Pad2DAttribute(int top, int bottom, int left, int right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>Rows above.</summary>
    public int Top { get; }

    /// <summary>Rows below.</summary>
    public int Bottom { get; }

    /// <summary>Columns at the left.</summary>
    public int Left { get; }

    /// <summary>Columns at the right.</summary>
    public int Right { get; }

    /// <summary>What the rows and columns hold.</summary>
    public PadMode Mode { get; set; }

    /// <summary>The number that they hold with <see cref="PadMode.Constant"/>: one of a float, or an infinity.</summary>
    public double Value { get; set; }
}
