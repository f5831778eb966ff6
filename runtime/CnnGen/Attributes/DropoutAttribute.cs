namespace CnnGen;

/// <summary>Dropout, as in training. It does nothing at inference, and is here so that the declaration can match the training script.</summary>
/// <param name="rate">The share of units dropped in training, from 0 up to but not including 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share of units dropped in training.</summary>
    public double Rate { get; } = rate;
}
