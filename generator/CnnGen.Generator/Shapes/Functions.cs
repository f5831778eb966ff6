using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>The runtime's enum of the same name: its values are read from attributes.</summary>
internal enum Activation
{
    None,
    ReLU,
    ReLU6,
    LeakyReLU,
    ELU,
    Sigmoid,
    Tanh,
    Softmax,
    SELU,
    HardSigmoid,
    Softplus,
    SiLU,
    HardSwish,
    GELU,
    LogSoftmax,
}

/// <summary>The functions of one element. The runtime's <c>VectorMath</c> has a method of each name.</summary>
internal enum FunctionKind
{
    ReLU,
    ReLU6,
    LeakyReLU,
    ELU,
    SELU,
    Sigmoid,
    HardSigmoid,
    Tanh,
    Softplus,
    SiLU,
    HardSwish,
    GELU,
    Clip,
    AtLeast,
    AtMost,
}

/// <summary>A function that is applied to each element alone.</summary>
/// <param name="Parameters">What the method takes after the element: LeakyReLU's slope, ELU's alpha, Clip's limits.</param>
internal sealed record Function(FunctionKind Kind, EquatableArray<float> Parameters)
{
    /// <summary>The slope of LeakyReLU where none is given, as in PyTorch.</summary>
    public const double DefaultSlope = 0.01;

    /// <summary>The alpha of ELU where none is given.</summary>
    public const double DefaultAlpha = 1;

    /// <summary>Whether it takes a few instructions, so that it is applied while the elements are in registers.</summary>
    public bool IsCheap => Kind switch
    {
        FunctionKind.ReLU or FunctionKind.ReLU6 or FunctionKind.LeakyReLU or FunctionKind.HardSigmoid or FunctionKind.HardSwish => true,
        FunctionKind.Clip or FunctionKind.AtLeast or FunctionKind.AtMost => true,
        FunctionKind.ELU or FunctionKind.SELU or FunctionKind.Sigmoid or FunctionKind.Tanh => false,
        FunctionKind.Softplus or FunctionKind.SiLU or FunctionKind.GELU => false,
        _ => throw new NotSupportedException($"Nothing is known of the cost of {Kind}."),
    };

    /// <summary>Whether a larger element never gives a smaller result: then a max pool may be taken before the function.</summary>
    public bool IsMonotone => Kind switch
    {
        FunctionKind.SiLU or FunctionKind.HardSwish or FunctionKind.GELU => false,
        FunctionKind.LeakyReLU or FunctionKind.ELU => Parameters[0] >= 0,
        FunctionKind.ReLU or FunctionKind.ReLU6 or FunctionKind.SELU or FunctionKind.Sigmoid or FunctionKind.HardSigmoid => true,
        FunctionKind.Tanh or FunctionKind.Softplus or FunctionKind.Clip or FunctionKind.AtLeast or FunctionKind.AtMost => true,
        _ => throw new NotSupportedException($"Nothing is known of the slope of {Kind}."),
    };

    /// <summary>See <see cref="AbsoluteErrors"/>: twice the error of 1.15e-7 that ONNX Runtime's sigmoid has; times an input of -10 where the function is a multiple of it.</summary>
    public double AbsoluteError => Kind switch
    {
        FunctionKind.ReLU or FunctionKind.ReLU6 or FunctionKind.LeakyReLU or FunctionKind.Clip or FunctionKind.AtLeast or FunctionKind.AtMost => 0,
        FunctionKind.Sigmoid or FunctionKind.HardSigmoid or FunctionKind.Tanh or FunctionKind.Softplus or FunctionKind.ELU or FunctionKind.SELU => 2.5e-7,
        FunctionKind.SiLU or FunctionKind.HardSwish or FunctionKind.GELU => 2.5e-6,
        _ => throw new NotSupportedException($"Nothing is known of the error of {Kind}."),
    };

    public static Function Of(FunctionKind kind, params float[] parameters) => new(kind, parameters.ToEquatableArray());

    /// <summary>The function of an <c>Activation = …</c>, with its default parameter; null for None and for those over channels.</summary>
    public static Function? Of(Activation activation) => activation switch
    {
        Activation.None or Activation.Softmax or Activation.LogSoftmax => null,
        Activation.ReLU => Of(FunctionKind.ReLU),
        Activation.ReLU6 => Of(FunctionKind.ReLU6),
        Activation.LeakyReLU => Of(FunctionKind.LeakyReLU, (float)DefaultSlope),
        Activation.ELU => Of(FunctionKind.ELU, (float)DefaultAlpha),
        Activation.SELU => Of(FunctionKind.SELU),
        Activation.Sigmoid => Of(FunctionKind.Sigmoid),
        Activation.HardSigmoid => Of(FunctionKind.HardSigmoid),
        Activation.Tanh => Of(FunctionKind.Tanh),
        Activation.Softplus => Of(FunctionKind.Softplus),
        Activation.SiLU => Of(FunctionKind.SiLU),
        Activation.HardSwish => Of(FunctionKind.HardSwish),
        Activation.GELU => Of(FunctionKind.GELU),
        _ => throw new NotSupportedException($"There is no function for the activation {activation}."),
    };

    /// <summary>
    /// <c>min(max(x, minimum), maximum)</c>. A limit that no element passes is left out; null where both are.
    /// </summary>
    public static Function? Clip(double minimum, double maximum)
    {
        (float low, float high) = ((float)minimum, (float)maximum);
        return (float.IsNegativeInfinity(low), float.IsPositiveInfinity(high)) switch
        {
            (true, true) => null,
            (true, false) => Of(FunctionKind.AtMost, high),
            (false, true) when low == 0 => Of(FunctionKind.ReLU),
            (false, true) => Of(FunctionKind.AtLeast, low),
            _ when low == 0 && high == 6 => Of(FunctionKind.ReLU6),
            _ => Of(FunctionKind.Clip, low, high),
        };
    }
}
