namespace CnnGen;

/// <summary>
/// Full connection: every unit sums every input times a weight (ONNX <c>Gemm</c>). Takes a flat tensor, so a map needs
/// <see cref="FlattenAttribute"/> before it.
/// </summary>
/// <param name="units">Length of the output.</param>
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>Length of the output.</summary>
    public int Units { get; } = units;
}
