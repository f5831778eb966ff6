namespace CnnGen.TestKit;

/// <summary>Valid networks from a seed, each layer on the one above.</summary>
public static class RandomNetworks
{
    public static TestNetwork Create(int seed) => Network(new RandomLayers(seed), $"Random{seed}");

    /// <summary>A network of one convolution.</summary>
    public static TestNetwork CreateConvolution(int seed)
    {
        RandomLayers random = new(seed);
        Shape input = random.InputShape();
        TestLayer layer = random.LayerThatFits(input, shape => random.Weighted(shape, local: false) with { Activation = default });
        return new TestNetwork($"Convolution{seed}", input, random.InputLayout(), [layer]);
    }

    private static TestNetwork Network(RandomLayers random, string name)
    {
        Shape input = random.InputShape();
        Layout layout = random.InputLayout();
        List<TestLayer> layers = [];
        Shape shape = input;
        for (int count = random.Between(1, 7); count > 0; count--)
        {
            TestLayer layer = random.LayerThatFits(shape, s => s.Flat ? random.OnUnits(s) : random.OnMap(s));
            layers.Add(random.Chance(0.15) ? layer with { Name = random.GivenName(layers.Count) } : layer);
            shape = layer.OutputOf(shape);
            if (layer is WeightedLayer { Activation: Activation.None } && random.Chance(0.3))
            {
                layers.Add(new BatchNormLayer());
            }
        }

        return new TestNetwork(name, input, layout, layers);
    }
}
