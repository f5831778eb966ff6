namespace CnnGen.Runtime;

/// <summary>He's initialisation, the same for the same seed everywhere.</summary>
internal sealed class RandomWeights(int seed) : WeightSource
{
    private readonly Random _random = new(seed);

    private protected override WeightLayout Layout => WeightLayout.PyTorch;

    private protected override float[] Weights(LayerWeights layer)
    {
        double deviation = Math.Sqrt(2.0 / layer.FanIn);
        float[] weights = new float[layer.WeightCount];
        for (int i = 0; i < weights.Length; i++)
        {
            // Box and Muller; 1 - NextDouble() is never 0.
            double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            weights[i] = (float)(deviation * radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }

        return weights;
    }

    private protected override float[] Numbers(string name, long[] shape, float standard)
        => [.. Enumerable.Repeat(standard, (int)shape.Aggregate(1L, (length, side) => length * side))];

    private protected override float[] Slopes(SlopeWeights layer) => [0.25f];
}
