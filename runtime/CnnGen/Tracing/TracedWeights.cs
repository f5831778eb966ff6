using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>A network's weights as the file has them, for who wants to see a layer without what Forward multiplies into it. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TracedWeights
{
    private readonly Lazy<WeightSource> _source;
    private readonly Dictionary<string, LayerWeights> _layers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SlopeWeights> _slopes = new(StringComparer.Ordinal);

    /// <param name="read">Finds the weights again, when they are first wanted.</param>
    internal TracedWeights(Func<WeightSource> read) => _source = new Lazy<WeightSource>(read, LazyThreadSafetyMode.PublicationOnly);

    internal WeightSource Source => _source.Value;

    internal void Add(LayerWeights layer) => _layers[layer.Name] = layer;

    internal void Add(SlopeWeights layer) => _slopes[layer.Name] = layer;

    internal LayerWeights Layer(string name) => _layers[name];

    internal SlopeWeights Slopes(string name) => _slopes[name];
}
