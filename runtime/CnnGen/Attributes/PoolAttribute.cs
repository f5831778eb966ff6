namespace CnnGen;

/// <summary>
/// What the pools share: a window over each channel of a map. Output size:
/// <c>floor((in + pads - pool) / stride) + 1</c>.
/// </summary>
public abstract class PoolAttribute : LayerAttribute
{
    private protected PoolAttribute(int poolHeight, int poolWidth)
    {
        PoolHeight = poolHeight;
        PoolWidth = poolWidth;
    }

    /// <summary>Rows of the window.</summary>
    public int PoolHeight { get; }

    /// <summary>Columns of the window.</summary>
    public int PoolWidth { get; }

    /// <summary>Rows and columns that the window moves by; the pool size unless said.</summary>
    public int Stride { get; set; }

    /// <summary>Rows that the window moves by, where they differ from <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns that the window moves by, where they differ from <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary><see cref="Padding.Valid"/> (no padding but <c>Pad…</c>) or <see cref="Padding.Same"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>Pixels added on all four sides. Not together with <see cref="Padding.Same"/>.</summary>
    public int Pad { get; set; }

    /// <summary>Pixels added above, where they differ from <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Pixels added below, where they differ from <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Pixels added at the left, where they differ from <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Pixels added at the right, where they differ from <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }
}
