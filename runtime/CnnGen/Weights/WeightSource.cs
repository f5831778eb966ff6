using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Where a network's weights come from: a file or chance. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WeightSource
{
    private protected WeightSource()
    {
    }

    /// <summary>A safetensors file.</summary>
    public static WeightSource Open(string network, string path, WeightLayout layout)
        => new FileWeights(network, SafetensorsFile.Open(path), Checked(layout));

    /// <summary>A stream that holds a safetensors file, read to its end and left open.</summary>
    public static WeightSource Read(string network, Stream stream, WeightLayout layout)
        => new FileWeights(network, SafetensorsFile.Read(stream), Checked(layout));

    /// <summary>
    /// Weights from a normal distribution of mean 0 and variance 2 / inputs, biases 0, slopes 0.25. He et al., "Delving Deep into Rectifiers",
    /// 2015.
    /// </summary>
    public static WeightSource Random(int seed) => new RandomWeights(seed);

    /// <summary>Puts a layer's weights and biases where the generated code reads them.</summary>
    public void Fill(AlignedBuffer buffer, LayerWeights layer)
    {
        if (Weights(layer) is { } weights)
        {
            layer.PackWeights(weights, Layout, buffer);
        }

        if (layer.UseBias && Biases(layer) is { } biases)
        {
            layer.PackBiases(biases, buffer);
        }
    }

    /// <summary>Puts a layer's slopes where the generated code reads them.</summary>
    public void Fill(AlignedBuffer buffer, SlopeWeights layer)
    {
        if (Slopes(layer) is { } slopes)
        {
            layer.Pack(slopes, Layout, buffer);
        }
    }

    /// <summary>To be called after the last layer: throws what was wrong with any of them.</summary>
    public virtual void Complete()
    {
    }

    private static WeightLayout Checked(WeightLayout layout)
        => Enum.IsDefined(layout) ? layout : throw new ArgumentOutOfRangeException(nameof(layout), layout, "It is neither PyTorch nor Keras.");

    /// <summary>The order of the numbers that <see cref="Weights"/> gives.</summary>
    private protected abstract WeightLayout Layout { get; }

    private protected abstract float[]? Weights(LayerWeights layer);

    private protected abstract float[]? Biases(LayerWeights layer);

    private protected abstract float[]? Slopes(SlopeWeights layer);
}
