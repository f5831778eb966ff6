namespace CnnGen;

/// <summary>The order in which a weights file stores its tensors.</summary>
public enum WeightLayout
{
    /// <summary>
    /// Convolution <c>[out, in, kh, kw]</c>, transposed convolution <c>[in, out, kh, kw]</c>, dense <c>[out, in]</c> (the Dense after a Flatten in channel, height, width order),
    /// locally connected <c>[outH, outW, out, in, kh, kw]</c> with bias <c>[outH, outW, out]</c>.
    /// </summary>
    PyTorch,

    /// <summary>
    /// Convolution <c>[kh, kw, in, out]</c>, transposed convolution <c>[kh, kw, out, in]</c>, dense <c>[in, out]</c> (after a Flatten in height, width, channel order), locally
    /// connected <c>[outH * outW, kh * kw * in, out]</c> with bias <c>[outH, outW, out]</c>.
    /// </summary>
    Keras,
}
