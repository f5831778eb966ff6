namespace CnnGen;

/// <summary><c>max(0, x)</c> (ONNX <c>Relu</c>).</summary>
public sealed class ReLUAttribute : LayerAttribute;

/// <summary><c>min(max(0, x), 6)</c> (ONNX <c>Clip</c>).</summary>
public sealed class ReLU6Attribute : LayerAttribute;

/// <summary><c>min(max(min, x), max)</c> (ONNX <c>Clip</c>, PyTorch <c>Hardtanh</c>): computed together with the layer above it, as ReLU6 is.</summary>
/// <param name="min">The lower limit; <c>double.NegativeInfinity</c> for none.</param>
/// <param name="max">The upper limit, at least <paramref name="min"/>; <c>double.PositiveInfinity</c> for none.</param>
public sealed class ClipAttribute(double min, double max) : LayerAttribute
{
    /// <summary>The lower limit; negative infinity for none.</summary>
    public double Min { get; } = min;

    /// <summary>The upper limit; positive infinity for none.</summary>
    public double Max { get; } = max;
}

/// <summary><c>x</c> above zero, <c>slope * x</c> below (ONNX <c>LeakyRelu</c>).</summary>
/// <param name="slope">The slope below zero, from 0 to 1; 0.01 is PyTorch's.</param>
public sealed class LeakyReLUAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>The slope below zero.</summary>
    public double Slope { get; } = slope;
}

/// <summary><c>x</c> above zero, <c>alpha * (exp(x) - 1)</c> below (ONNX <c>Elu</c>). Clevert et al., 2015.</summary>
/// <param name="alpha">The limit below zero is -alpha; more than 0.</param>
public sealed class ELUAttribute(double alpha = 1.0) : LayerAttribute
{
    /// <summary>The limit below zero is -alpha.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary>
/// <c>1.0507 x</c> above zero, <c>1.0507 * 1.67326 * (exp(x) - 1)</c> below, to more digits (ONNX <c>Selu</c>). Klambauer et al.,
/// "Self-Normalizing Neural Networks", 2017.
/// </summary>
public sealed class SELUAttribute : LayerAttribute;

/// <summary><c>1 / (1 + exp(-x))</c> (ONNX <c>Sigmoid</c>).</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>
/// <c>min(max(0, x / 6 + 1/2), 1)</c>, as PyTorch and Keras 3 define it (ONNX <c>HardSigmoid</c> with an alpha of 1/6; its default, and
/// that of Keras 2, is 0.2). Howard et al., "Searching for MobileNetV3", 2019.
/// </summary>
public sealed class HardSigmoidAttribute : LayerAttribute;

/// <summary>The hyperbolic tangent (ONNX <c>Tanh</c>).</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary><c>log(1 + exp(x))</c>, PyTorch's with a beta of 1 (ONNX <c>Softplus</c>). Stable for large inputs.</summary>
public sealed class SoftplusAttribute : LayerAttribute;

/// <summary>
/// <c>x / (1 + exp(-x))</c>: x times its sigmoid, also called swish. Elfwing et al., 2017; Ramachandran et al., 2017.
/// </summary>
public sealed class SiLUAttribute : LayerAttribute;

/// <summary>
/// <c>x * HardSigmoid(x)</c> (ONNX <c>HardSwish</c>). Howard et al., "Searching for MobileNetV3", 2019.
/// </summary>
public sealed class HardSwishAttribute : LayerAttribute;

/// <summary>
/// <c>x * (1 + erf(x / sqrt(2))) / 2</c>: x times the normal distribution, exactly, not by tanh (ONNX <c>Gelu</c>). Hendrycks and Gimpel,
/// "Gaussian Error Linear Units", 2016.
/// </summary>
public sealed class GELUAttribute : LayerAttribute;

/// <summary>
/// <c>x</c> above zero, <c>slope * x</c> below, with a trained slope for each channel (unit) (ONNX <c>PRelu</c>). He et al., "Delving Deep
/// into Rectifiers", 2015. The slopes are the tensor <c>NAME.weight</c>: one for each channel, or a single one for all.
/// </summary>
public sealed class PReLUAttribute : LayerAttribute;

/// <summary>
/// <c>exp(x) / sum(exp(x))</c> over the channels (units), pixel by pixel on a map (ONNX <c>Softmax</c>). Stable for large inputs.
/// </summary>
public sealed class SoftmaxAttribute : LayerAttribute;

/// <summary>
/// <c>x - log(sum(exp(x)))</c> over the channels (units), pixel by pixel on a map (ONNX <c>LogSoftmax</c>). Stable for large inputs.
/// </summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;
