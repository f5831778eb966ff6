namespace CnnGen;

/// <summary><c>max(0, x)</c> (ONNX <c>Relu</c>).</summary>
public sealed class ReLUAttribute : LayerAttribute;

/// <summary><c>min(max(0, x), 6)</c> (ONNX <c>Clip</c>).</summary>
public sealed class ReLU6Attribute : LayerAttribute;

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

/// <summary><c>1 / (1 + exp(-x))</c> (ONNX <c>Sigmoid</c>).</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>The hyperbolic tangent (ONNX <c>Tanh</c>).</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary>
/// <c>exp(x) / sum(exp(x))</c> over the channels (units), pixel by pixel on a map (ONNX <c>Softmax</c>). Stable for large inputs.
/// </summary>
public sealed class SoftmaxAttribute : LayerAttribute;
