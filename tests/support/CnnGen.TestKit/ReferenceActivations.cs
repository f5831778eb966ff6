namespace CnnGen.TestKit;

/// <summary>Activations by their definitions, in double precision.</summary>
public static class ReferenceActivations
{
    // Below it, all that falls to zero has; a product of zero and minus infinity would be NaN where the limit is zero.
    private const double FarBelow = -1000;

    /// <summary>Whether the function is of a pixel's channels together, not of each number alone.</summary>
    public static bool IsOverChannels(this Activation function) => function is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>Those of each number alone.</summary>
    public static IReadOnlyList<Activation> Pointwise { get; } =
        [.. Enum.GetValues<Activation>().Where(function => function != Activation.None && !function.IsOverChannels())];

    /// <param name="parameter">LeakyReLU's slope or ELU's alpha, if it is not the default.</param>
    public static double Apply(Activation function, double x, double? parameter = null) => function switch
    {
        Activation.None => x,
        Activation.ReLU => Math.Max(0, x),
        Activation.ReLU6 => Math.Clamp(x, 0, 6),
        Activation.LeakyReLU => x > 0 ? x : (parameter ?? 0.01) * x,
        Activation.ELU => x > 0 ? x : (parameter ?? 1) * SpecialFunctions.Expm1(x),
        Activation.SELU => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * SpecialFunctions.Expm1(x)),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp((x + 3) / 6, 0, 1),
        Activation.Tanh => Math.Tanh(x),
        Activation.Softplus => x > 0 ? x + SpecialFunctions.Log1p(Math.Exp(-x)) : SpecialFunctions.Log1p(Math.Exp(x)),
        Activation.SiLU => Math.Max(x, FarBelow) / (1 + Math.Exp(-x)),
        Activation.HardSwish => Math.Max(x, FarBelow) * Math.Clamp((x + 3) / 6, 0, 1),
        Activation.GELU => Math.Max(x, FarBelow) * SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2,
        _ => throw new NotSupportedException($"{function}"),
    };

    public static IEnumerable<double> Softmax(double[] x)
    {
        double largest = x.Max();
        double sum = x.Sum(value => Math.Exp(value - largest));
        return x.Select(value => Math.Exp(value - largest) / sum);
    }

    public static IEnumerable<double> LogSoftmax(double[] x)
    {
        double largest = x.Max();
        double logarithm = Math.Log(x.Sum(value => Math.Exp(value - largest)));
        return x.Select(value => value - largest - logarithm);
    }
}
