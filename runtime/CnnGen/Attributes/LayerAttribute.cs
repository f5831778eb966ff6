namespace CnnGen;

/// <summary>A layer of a network. Layers are read in source order, from the declaration that carries <see cref="InputAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name: it names the generated method and the keys of the weights (<c>NAME.weight</c>). Unless given, the
    /// kind and its count: <c>conv1</c>, <c>conv2</c>, <c>dense1</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// The layer above whose output this layer reads, by its name (<c>input</c> for the network's input); unless given, the layer directly
    /// above.
    /// </summary>
    public string? From { get; set; }
}

/// <summary>A layer whose output is a sum of weights times inputs, and may be activated.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    private protected WeightedLayerAttribute()
    {
    }

    /// <summary>The activation, applied to the sums.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether a bias is added to each output; true unless said.</summary>
    public bool UseBias { get; set; } = true;
}
