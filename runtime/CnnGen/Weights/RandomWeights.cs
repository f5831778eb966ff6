namespace CnnGen.Runtime;

/// <summary>He's initialisation, the same for the same seed and name of a layer everywhere.</summary>
internal sealed class RandomWeights(int seed) : WeightSource(() => new RandomWeights(seed))
{
    private protected override WeightLayout Layout => WeightLayout.PyTorch;

    private protected override float[] Weights(LayerWeights layer)
    {
        double deviation = Math.Sqrt(2.0 / layer.FanIn);
        Random random = new(seed ^ Hash(layer.Name));
        float[] weights = new float[layer.WeightCount];
        for (int i = 0; i < weights.Length; i++)
        {
            // Box and Muller; 1 - NextDouble() is never 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            weights[i] = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return weights;
    }

    private protected override float[] Numbers(string name, long[] shape, float standard)
        => [.. Enumerable.Repeat(standard, (int)shape.Aggregate(1L, (length, side) => length * side))];

    private protected override float[] Slopes(SlopeWeights layer) => [0.25f];

    /// <summary>FNV-1a: string's own hash is another one in each process.</summary>
    private static int Hash(string name) => (int)name.Aggregate(2166136261, (hash, letter) => (hash ^ letter) * 16777619);
}
