namespace CnnGen;

/// <summary>
/// A flat tensor, or a map, as a map of height x width x channels of as many numbers (ONNX <c>Reshape</c>, PyTorch's <c>view</c>, Keras's
/// <c>Reshape</c>).
/// </summary>
/// <remarks>
/// The numbers are counted as the framework does that the weights come from: with <see cref="WeightLayout.PyTorch"/> channel by channel, on
/// both sides, with <see cref="WeightLayout.Keras"/> pixel by pixel; whatever the <see cref="Layout"/> of the spans. So a Dense above it
/// means the same here as there.
/// </remarks>
/// <param name="height">Rows of the map.</param>
/// <param name="width">Columns of the map.</param>
/// <param name="channels">Channels of the map.</param>
public sealed class ReshapeAttribute(int height, int width, int channels) : LayerAttribute
{
    /// <summary>Rows of the map.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the map.</summary>
    public int Width { get; } = width;

    /// <summary>Channels of the map.</summary>
    public int Channels { get; } = channels;
}
