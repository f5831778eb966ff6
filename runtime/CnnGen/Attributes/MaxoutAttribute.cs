namespace CnnGen;

/// <summary>
/// The largest of each <c>pieces</c> consecutive channels (units): HxWxC becomes HxWx(C/pieces), N units become N/pieces. The units of a
/// flattened map are counted as the framework does that the weights are of: channel by channel for PyTorch, pixel by pixel for Keras.
/// Goodfellow et al., "Maxout Networks", 2013.
/// </summary>
/// <param name="pieces">How many channels (units) compete for one output; divides their count.</param>
public sealed class MaxoutAttribute(int pieces) : LayerAttribute
{
    /// <summary>How many channels (units) compete for one output.</summary>
    public int Pieces { get; } = pieces;
}
