namespace CnnGen;

/// <summary>
/// Normalisation with the mean and the variance that training found (ONNX <c>BatchNormalization</c>):
/// <c>weight * (x - running_mean) / sqrt(running_var + Epsilon) + bias</c>; on a map per channel, on a flat tensor per unit.
/// </summary>
/// <remarks>
/// Behind a layer with weights it costs nothing: its numbers are multiplied into the weights when they are loaded. Ioffe and Szegedy,
/// "Batch Normalization", 2015.
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance. 1e-5 unless said, as PyTorch has it; Keras's is 1e-3.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
