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
        float[]? weights = layer.HasWeights ? Weights(layer) : Ones(layer.WeightCount);
        WeightLayout layout = Layout;
        if (layer.IsTransposed && weights is not null)
        {
            (weights, layout) = (layer.ByOutput(weights, layout), WeightLayout.PyTorch);
        }

        float[]? biases = layer.UseBias ? Numbers($"{layer.Name}.bias", layer.BiasShape(), standard: 0) : new float[layer.BiasCount];
        if (layer.Normalization is { } normalization)
        {
            Normalize(layer, normalization, weights, layout, biases);
        }

        if (weights is not null)
        {
            layer.PackWeights(weights, layout, buffer);
        }

        if (biases is not null && (layer.UseBias || layer.Normalization is not null))
        {
            layer.PackBiases(biases, buffer);
        }
    }

    private static float[] Ones(int count)
    {
        float[] ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private void Normalize(LayerWeights layer, Normalization normalization, float[]? weights, WeightLayout layout, float[]? biases)
    {
        float[]? scales = OfUnits(normalization, "weight", 1, layer.Outputs);
        float[]? shifts = OfUnits(normalization, "bias", 0, layer.Outputs);
        float[]? means = OfUnits(normalization, "running_mean", 0, layer.Outputs);
        float[]? variances = OfUnits(normalization, "running_var", 1, layer.Outputs);
        if (weights is not null && biases is not null && scales is not null && shifts is not null && means is not null && variances is not null)
        {
            double[] factors = [.. scales.Zip(variances, (scale, variance) => scale / Math.Sqrt(variance + normalization.Epsilon))];
            layer.Normalize(weights, layout, biases, factors, [.. means.Select(mean => (double)mean)], shifts);
        }
    }

    /// <summary>Numbers of a normalisation in the order of the units: PyTorch flattens a map channel by channel.</summary>
    private float[]? OfUnits(Normalization normalization, string suffix, float standard, int count)
    {
        float[]? numbers = Numbers($"{normalization.Name}.{suffix}", [count], standard);
        int channels = count / normalization.Pixels;
        return numbers is null || normalization.Pixels == 1 || Layout == WeightLayout.Keras
            ? numbers
            : [.. Enumerable.Range(0, count).Select(unit => numbers[(unit % channels * normalization.Pixels) + (unit / channels)])];
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

    /// <summary>Whether the weights are of a framework that counts a map's numbers channel by channel, as PyTorch does; else pixel by pixel.</summary>
    public bool CountsByChannel => Layout == WeightLayout.PyTorch;

    private static WeightLayout Checked(WeightLayout layout)
        => layout is WeightLayout.PyTorch or WeightLayout.Keras ? layout : throw new ArgumentOutOfRangeException(nameof(layout), layout, "It is neither PyTorch nor Keras.");

    /// <summary>The order of the numbers that <see cref="Weights"/> gives.</summary>
    private protected abstract WeightLayout Layout { get; }

    private protected abstract float[]? Weights(LayerWeights layer);

    /// <summary>Biases, or numbers of a normalisation; <paramref name="standard"/> where chance has nothing better.</summary>
    private protected abstract float[]? Numbers(string name, long[] shape, float standard);

    private protected abstract float[]? Slopes(SlopeWeights layer);
}
