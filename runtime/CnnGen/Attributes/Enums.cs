namespace CnnGen;

/// <summary>How a map's borders are treated by a convolution or a pool.</summary>
public enum Padding
{
    /// <summary>No padding but the explicit <c>Pad…</c> properties: the window stays inside the map.</summary>
    Valid,

    /// <summary>
    /// TensorFlow's SAME: output <c>ceil(in / stride)</c>, padded by zeros, the odd pixel at the bottom and at the right.
    /// </summary>
    Same,
}

/// <summary>The order of a map's numbers in the spans that <c>Forward</c> takes.</summary>
public enum Layout
{
    /// <summary>Height x width x channels (TensorFlow, pictures in memory).</summary>
    ChannelsLast,

    /// <summary>Channels x height x width (PyTorch, ONNX).</summary>
    ChannelsFirst,
}

/// <summary>The order of a colour's channels in the spans that <c>Forward</c> takes.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue, and alpha where there are four.</summary>
    RGB,

    /// <summary>Blue, green, red, and alpha where there are four (OpenCV, Windows bitmaps).</summary>
    BGR,
}

/// <summary>What the pixels of a larger map are made of.</summary>
public enum Interpolation
{
    /// <summary>Each is a copy of the pixel that it lies in.</summary>
    Nearest,

    /// <summary>
    /// A mean of the four pixels whose centres lie around its own, by their distances; at the border, of those that there are (ONNX
    /// <c>linear</c> with <c>half_pixel</c>, PyTorch's <c>bilinear</c> with <c>align_corners=False</c>).
    /// </summary>
    Bilinear,
}

/// <summary>What the rows and columns hold that <see cref="Pad2DAttribute"/> puts around a map.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The map's nearest pixel: its outermost rows and columns repeated (ONNX <c>edge</c>, PyTorch <c>replicate</c>).</summary>
    Edge,

    /// <summary>The map mirrored at its outermost pixels, which are not repeated: fewer rows or columns than it has (ONNX and PyTorch <c>reflect</c>).</summary>
    Reflect,
}

/// <summary>The activation that a layer with weights applies to its sums.</summary>
public enum Activation
{
    /// <summary>None: the sum itself.</summary>
    None,

    /// <summary><c>max(0, x)</c>.</summary>
    ReLU,

    /// <summary><c>min(max(0, x), 6)</c>.</summary>
    ReLU6,

    /// <summary><c>x</c> above zero, <c>0.01 x</c> below. For another slope use <see cref="LeakyReLUAttribute"/>.</summary>
    LeakyReLU,

    /// <summary><c>x</c> above zero, <c>exp(x) - 1</c> below. For another alpha use <see cref="ELUAttribute"/>.</summary>
    ELU,

    /// <summary><c>1 / (1 + exp(-x))</c>.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>exp(x) / sum(exp(x))</c> over the channels (units), pixel by pixel on a map.</summary>
    Softmax,

    /// <summary>The scaled ELU; see <see cref="SELUAttribute"/>.</summary>
    SELU,

    /// <summary><c>x / 6 + 1/2</c>, from 0 to 1.</summary>
    HardSigmoid,

    /// <summary><c>log(1 + exp(x))</c>.</summary>
    Softplus,

    /// <summary><c>x / (1 + exp(-x))</c>; also called swish.</summary>
    SiLU,

    /// <summary><c>x * HardSigmoid(x)</c>.</summary>
    HardSwish,

    /// <summary><c>x * (1 + erf(x / sqrt(2))) / 2</c>.</summary>
    GELU,

    /// <summary><c>x - log(sum(exp(x)))</c> over the channels (units), pixel by pixel on a map.</summary>
    LogSoftmax,
}
