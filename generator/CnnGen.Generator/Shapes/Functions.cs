namespace CnnGen.Generator.Shapes;

/// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
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

/// <summary>A function of each number alone.</summary>
/// <param name="Kind">Any but None, Softmax and LogSoftmax.</param>
/// <param name="Parameter">LeakyReLU's slope, ELU's alpha.</param>
internal sealed record Function(Activation Kind, float Parameter)
{
    /// <summary>Whether it costs a few instructions, so that it is applied while the numbers are in registers.</summary>
    public bool IsCheap => Kind is Activation.ReLU or Activation.ReLU6 or Activation.LeakyReLU or Activation.HardSigmoid or Activation.HardSwish;

    /// <summary>Whether it never falls.</summary>
    public bool IsMonotone => Kind switch
    {
        Activation.SiLU or Activation.HardSwish or Activation.GELU => false,
        Activation.LeakyReLU or Activation.ELU => Parameter >= 0,
        _ => true,
    };

    /// <summary>The function of an <c>Activation = …</c>, with PyTorch's default parameter; null for None and what is over channels.</summary>
    public static Function? Of(Activation activation) => activation switch
    {
        Activation.None or Activation.Softmax or Activation.LogSoftmax => null,
        Activation.LeakyReLU => new Function(activation, 0.01f),
        _ => new Function(activation, 1f),
    };
}
