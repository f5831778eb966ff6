namespace CnnGen;

/// <summary>Is shown a layer's output, by a network's <c>ForwardTraced</c>.</summary>
/// <param name="layer">The layer: its name, kind, and its output's shape.</param>
/// <param name="output">
/// The output's numbers in height, width, channel order, whatever the network's <see cref="Layout"/>. They are valid during the call only.
/// </param>
public delegate void LayerObserver(LayerSummary layer, ReadOnlySpan<float> output);
