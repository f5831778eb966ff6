namespace CnnGen;

/// <summary>The largest real pixel under each window, channel by channel (ONNX <c>MaxPool</c>). Padding never wins.</summary>
public sealed class MaxPool2DAttribute : PoolAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="poolSize">Rows and columns of the window, and its stride unless said.</param>
    public MaxPool2DAttribute(int poolSize)
        : base(poolSize, poolSize)
    {
    }

    /// <summary>A window of any two sides.</summary>
    /// <param name="poolHeight">Rows of the window.</param>
    /// <param name="poolWidth">Columns of the window.</param>
    public MaxPool2DAttribute(int poolHeight, int poolWidth)
        : base(poolHeight, poolWidth)
    {
    }
}
