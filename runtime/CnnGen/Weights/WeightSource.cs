using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Where a network's weights come from: a file or chance. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WeightSource
{
    private protected WeightSource(Func<WeightSource>? again)
        => Traced = new TracedWeights(again ?? (() => this));

    /// <summary>
    /// The same weights for whoever needs them after the network was loaded. A file is read again then, and chance is asked again, so that
    /// a network does not hold its weights twice; but a stream cannot be, so that what it gave is kept.
    /// </summary>
    public TracedWeights Traced { get; }

    /// <summary>A safetensors file.</summary>
    public static WeightSource Open(string network, string path, WeightLayout layout)
    {
        // Before the file is read: a change meanwhile is noticed, too.
        FileStamp stamp = FileStamp.Of(path);
        return new FileWeights(network, SafetensorsFile.Open(path), Checked(layout), () =>
        {
            stamp.Check(network);
            return new FileWeights(network, SafetensorsFile.Open(stamp.FullPath), layout);
        });
    }

    /// <summary>A safetensors file that is a resource of the network's assembly.</summary>
    public static WeightSource OpenResource(string network, Type type, string resource, WeightLayout layout)
        => new FileWeights(network, SafetensorsFile.OpenResource(type.Assembly, resource), Checked(layout), () => new FileWeights(network, SafetensorsFile.OpenResource(type.Assembly, resource), layout));

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
        Traced.Add(layer);
        (float[]? weights, WeightLayout layout, float[]? biases) = Find(layer);
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

    /// <summary>A layer's weights and biases, without a normalisation: of a position, an output after the other.</summary>
    internal (float[] Weights, WeightLayout Layout, float[] Biases) Take(LayerWeights layer)
    {
        (float[]? weights, WeightLayout layout, float[]? biases) = Find(layer);
        return (Found(weights), layout, Found(biases));
    }

    /// <summary>What a normalisation multiplies each unit with, after it subtracts a mean and before it adds a shift.</summary>
    internal (double[] Factors, float[] Means, float[] Shifts) Take(Normalization normalization, int count)
    {
        (double[]? factors, float[]? means, float[]? shifts) = Find(normalization, count);
        return (Found(factors), Found(means), Found(shifts));
    }

    /// <summary>Slopes for each channel, or for each unit, pixel by pixel.</summary>
    internal float[] Take(SlopeWeights layer) => layer.InOrder(Found(Slopes(layer)), Layout);

    private T Found<T>(T? numbers)
        where T : class
    {
        if (numbers is null)
        {
            Complete();
        }

        return numbers!;
    }

    private (float[]? Weights, WeightLayout Layout, float[]? Biases) Find(LayerWeights layer)
    {
        float[]? weights = layer.HasWeights ? Weights(layer) : Ones(layer.WeightCount);
        float[]? biases = layer.UseBias ? Numbers($"{layer.Name}.bias", layer.BiasShape(), standard: 0) : new float[layer.BiasCount];
        return layer.IsTransposed && weights is not null
            ? (layer.ByOutput(weights, Layout), WeightLayout.PyTorch, biases)
            : (weights, Layout, biases);
    }

    private (double[]? Factors, float[]? Means, float[]? Shifts) Find(Normalization normalization, int count)
    {
        float[]? scales = OfUnits(normalization, "weight", 1, count);
        float[]? shifts = OfUnits(normalization, "bias", 0, count);
        float[]? means = OfUnits(normalization, "running_mean", 0, count);
        float[]? variances = OfUnits(normalization, "running_var", 1, count);
        return (variances is null ? null : scales?.Zip(variances, (scale, variance) => scale / Math.Sqrt(variance + normalization.Epsilon)).ToArray(), means, shifts);
    }

    private static float[] Ones(int count)
    {
        float[] ones = new float[count];
        Array.Fill(ones, 1);
        return ones;
    }

    private void Normalize(LayerWeights layer, Normalization normalization, float[]? weights, WeightLayout layout, float[]? biases)
    {
        (double[]? factors, float[]? means, float[]? shifts) = Find(normalization, layer.Outputs);
        if (weights is not null && biases is not null && factors is not null && means is not null && shifts is not null)
        {
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
        Traced.Add(layer);
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
    public bool ChannelsFirst => Layout == WeightLayout.PyTorch;

    private static WeightLayout Checked(WeightLayout layout)
        => layout is WeightLayout.PyTorch or WeightLayout.Keras ? layout : throw new ArgumentOutOfRangeException(nameof(layout), layout, "It is neither PyTorch nor Keras.");

    /// <summary>The order of the numbers that <see cref="Weights"/> gives.</summary>
    private protected abstract WeightLayout Layout { get; }

    private protected abstract float[]? Weights(LayerWeights layer);

    /// <summary>Biases, or numbers of a normalisation; <paramref name="standard"/> where chance has nothing better.</summary>
    private protected abstract float[]? Numbers(string name, long[] shape, float standard);

    private protected abstract float[]? Slopes(SlopeWeights layer);
}
