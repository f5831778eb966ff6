namespace CnnGen;

/// <summary>
/// What the network may cost at most: passing it is a compile error on the argument, which names the three layers that cost most.
/// What is not given is not limited. The four sizes are the generated constants <c>ParameterCount</c>, <c>MultiplyAddCount</c>,
/// <c>ArenaBytes</c> and <c>WeightBytes</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Trained numbers, weights and biases (error CNN0405).</summary>
    public long MaxParameters { get; set; } = long.MaxValue;

    /// <summary>Multiplications with a weight, for one input (error CNN0406).</summary>
    public long MaxMultiplyAdds { get; set; } = long.MaxValue;

    /// <summary>Bytes of scratch memory that each thread needs which calls <c>Forward</c> (error CNN0407).</summary>
    public long MaxArenaBytes { get; set; } = long.MaxValue;

    /// <summary>Bytes of the weights as they are packed for the kernels, padding and transformed kernels included (error CNN0408).</summary>
    public long MaxWeightBytes { get; set; } = long.MaxValue;
}
