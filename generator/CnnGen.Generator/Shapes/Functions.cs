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
}

/// <summary>A function of each number alone.</summary>
/// <param name="Kind">Any but None and Softmax.</param>
/// <param name="Parameter">LeakyReLU's slope, ELU's alpha.</param>
internal sealed record Function(Activation Kind, float Parameter)
{
    /// <summary>Whether it never falls.</summary>
    public bool IsMonotone => Kind is not (Activation.LeakyReLU or Activation.ELU) || Parameter >= 0;

    /// <summary>The function of an <c>Activation = …</c>, with PyTorch's default parameter; null for None and Softmax.</summary>
    public static Function? Of(Activation activation) => activation switch
    {
        Activation.None or Activation.Softmax => null,
        Activation.LeakyReLU => new Function(activation, 0.01f),
        _ => new Function(activation, 1f),
    };
}
