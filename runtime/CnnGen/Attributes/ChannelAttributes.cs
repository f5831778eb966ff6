namespace CnnGen;

/// <summary>
/// Mixes the channels of groups: of <c>groups</c> runs of channels the first of each, then the second of each, and so on (ShuffleNet;
/// PyTorch's <c>ChannelShuffle</c>). The shape stays.
/// </summary>
/// <param name="groups">Runs that the channels are cut into; it divides them.</param>
public sealed class ChannelShuffleAttribute(int groups) : LayerAttribute
{
    /// <summary>Runs that the channels are cut into.</summary>
    public int Groups { get; } = groups;
}

/// <summary>
/// A larger map out of fewer channels: factor x factor consecutive channels become a square of pixels (PyTorch's <c>PixelShuffle</c>, ONNX
/// <c>DepthToSpace</c> in CRD mode). HxWxC becomes (H * factor)x(W * factor)x(C / factor / factor).
/// </summary>
/// <param name="factor">Pixels of the square's side; its square divides the channels.</param>
public sealed class PixelShuffle2DAttribute(int factor) : LayerAttribute
{
    /// <summary>Pixels of the square's side.</summary>
    public int Factor { get; } = factor;
}

/// <summary>Some consecutive channels, or units of a flat tensor that is no flattened map (ONNX <c>Slice</c>, <c>Split</c> along channels).</summary>
/// <param name="first">The first of them, counted from 0.</param>
/// <param name="count">How many.</param>
public sealed class SliceAttribute(int first, int count) : LayerAttribute
{
    /// <summary>The first channel.</summary>
    public int First { get; } = first;

    /// <summary>How many channels.</summary>
    public int Count { get; } = count;
}
