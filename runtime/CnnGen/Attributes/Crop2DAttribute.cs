namespace CnnGen;

/// <summary>
/// Cuts rows and columns off a map's sides (ONNX <c>Slice</c> along H and W or <c>Pad</c> with negative pads, Keras's <c>Cropping2D</c>):
/// HxWxC becomes (H - top - bottom)x(W - left - right)xC.
/// </summary>
public sealed class Crop2DAttribute : LayerAttribute
{
    /// <summary>As many off all four sides.</summary>
    /// <param name="crop">Pixels cut off each side; at least 0.</param>
    public Crop2DAttribute(int crop)
        : this(crop, crop, crop, crop)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="top">Rows cut off above; at least 0.</param>
    /// <param name="bottom">Rows cut off below; at least 0.</param>
    /// <param name="left">Columns cut off at the left; at least 0.</param>
    /// <param name="right">Columns cut off at the right; at least 0.</param>
    public Crop2DAttribute(int top, int bottom, int left, int right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>Rows cut off above.</summary>
    public int Top { get; }

    /// <summary>Rows cut off below.</summary>
    public int Bottom { get; }

    /// <summary>Columns cut off at the left.</summary>
    public int Left { get; }

    /// <summary>Columns cut off at the right.</summary>
    public int Right { get; }
}
