namespace CnnGen;

/// <summary>The mean of the pixels under each window, channel by channel (ONNX <c>AveragePool</c>).</summary>
public sealed class AvgPool2DAttribute : PoolAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="poolSize">Rows and columns of the window, and its stride unless said.</param>
    public AvgPool2DAttribute(int poolSize)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>A window of any two sides.</summary>
    /// <param name="poolHeight">Rows of the window.</param>
    /// <param name="poolWidth">Columns of the window.</param>
    public AvgPool2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }

    /// <summary>Whether padding counts as zeros in the mean. Unless said, the mean is over the real pixels only.</summary>
    public bool CountIncludePad { get; set; }
}
