using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Winograd's convolution: odd edges, pads, pools, and how exact it is.</summary>
public class WinogradTests
{
    private static readonly Activation[] Activations = [Activation.None, Activation.ReLU, Activation.LeakyReLU, Activation.Tanh, Activation.ELU];

    internal static readonly (TestNetwork Network, int Seed)[] Networks = [.. Enumerable.Range(0, 60).Select(seed => (Create(seed), seed))];

    // Compiled once for all tests.
    private static readonly CompiledNetworks Compiled = NetworkCompiler.Compile(Networks.Select(check => check.Network));

    [Fact]
    public void EdgesPadsAndPools_EqualTheReferenceInterpreter() => NetworkCheck.AssertRight(Compiled, Networks);

    [Fact]
    public void BothTiles_AreChosen_WithAndWithoutAPool()
    {
        string[] algorithms =
        [
            .. Networks.SelectMany(check => Compiled[check.Network.ClassName].Summary.Plan.Steps).Select(step => step.Algorithm.Split(", LeakyReLU")[0]),
        ];
        Assert.Contains(algorithms, algorithm => algorithm.StartsWith("Winograd F(2x2,3x3), max of 2x2", StringComparison.Ordinal));
        Assert.Contains(algorithms, algorithm => algorithm.StartsWith("Winograd F(4x4,3x3), max of 2x2", StringComparison.Ordinal));
        Assert.Contains("Winograd F(2x2,3x3)", algorithms);
        Assert.Contains("Winograd F(4x4,3x3)", algorithms);
    }

    /// <summary>The errors that <see cref="DisableWinogradAttribute"/> states: the largest, of the output's scale, after one layer.</summary>
    [Theory]
    [InlineData(16, 64, 64, "Winograd F(4x4,3x3)", 1e-5)]
    [InlineData(7, 512, 512, "Winograd F(2x2,3x3)", 2e-6)]
    [InlineData(16, 3, 64, "direct 3x3", 1e-6)]
    public void Errors_StayWithinWhatIsStated(int side, int inputs, int outputs, string algorithm, double bound)
    {
        TestNetwork network = new("Exact", new Shape(side, side, inputs), Layout.ChannelsLast, [new ConvLayer(outputs, new Window(3, 3) { Same = true })]);
        CompiledNetwork compiled = NetworkCompiler.Compile([network])["Exact"];
        Assert.Contains(compiled.Summary.Plan.Steps, step => step.Algorithm == algorithm);

        Dictionary<string, Tensor> weights = TestWeights.Random(network, seed: 5);
        float[] input = TestWeights.Uniform(new Random(6), compiled.InputLength, 1);
        double[] expected = ReferenceInterpreter.Run(network, weights, input);
        float[] actual = compiled.Load(weights).Forward(input);
        double error = expected.Zip(actual, (right, got) => Math.Abs(right - got)).Max() / expected.Max(Math.Abs);
        TestContext.Current.SendDiagnosticMessage($"{algorithm}: {error:0.0e0}");
        Assert.True(error < bound, $"The error of {algorithm} is {error:0.0e0} of the output's scale; {bound:0.0e0} is stated.");
    }

    /// <summary>
    /// What the README says of NaN, infinities and large numbers: they reach the tiles whose patches hold them, and nothing else; with
    /// direct sums only what the kernel reaches.
    /// </summary>
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e38f)]
    [InlineData(1e20f)]
    public void SpecialAndLargeNumbers_StayInTheirTiles(float special)
    {
        const int side = 24;
        const int channels = 64;
        (int Row, int Column) place = (8, 14);
        const string layers = "[Input(24, 24, 64), Conv2D(64, 3, Pad = 1)]";
        CompiledNetworks compiled = NetworkCompiler.Compile($"using CnnGen;\n{layers} public sealed partial class Tiled;\n[DisableWinograd]\n{layers} public sealed partial class Direct;");
        Assert.Contains(compiled["Tiled"].Summary.Plan.Steps, step => step.Algorithm == "Winograd F(4x4,3x3)");
        float[] input = TestWeights.Uniform(new Random(1), side * side * channels, 1);
        (float[] clean, float[] direct) = (compiled["Tiled"].CreateRandom(1).Forward(input), compiled["Direct"].CreateRandom(1).Forward(input));
        input[(((place.Row * side) + place.Column) * channels) + 5] = special;
        (float[] tiled, float[] reached) = (compiled["Tiled"].CreateRandom(1).Forward(input), compiled["Direct"].CreateRandom(1).Forward(input));
        float scale = direct.Max(Math.Abs);
        for (int i = 0; i < clean.Length; i++)
        {
            (int y, int x) = (i / channels / side, i / channels % side);
            bool isReached = Math.Abs(y - place.Row) <= 1 && Math.Abs(x - place.Column) <= 1;
            Assert.True(isReached || reached[i] == direct[i], $"direct sums: ({y}, {x}) is {reached[i]}, not {direct[i]}");

            // A tile of 4x4 is computed from a patch that is one pixel larger on each side.
            bool isInTile = place.Row - (y / 4 * 4) is >= -1 and <= 4 && place.Column - (x / 4 * 4) is >= -1 and <= 4;
            Assert.True(isInTile || tiled[i] == clean[i], $"({y}, {x}) is {tiled[i]}, not {clean[i]}");
            Assert.True(!float.IsFinite(tiled[i]) || Math.Abs(tiled[i] - reached[i]) <= 1e-5 * (float.IsFinite(special) ? special : scale), $"({y}, {x}) is {tiled[i]}, and {reached[i]} with direct sums");
        }

        // Where the transform overflows, outputs are NaN that direct sums leave as they are.
        Assert.Equal(special != 1e20f, Enumerable.Range(0, clean.Length).Any(i => float.IsNaN(tiled[i]) && reached[i] == direct[i]));
    }

    private static TestNetwork Create(int seed)
    {
        Random random = new(seed);
        Window window = Kernel(random);
        Shape input = new(random.Next(4, 19), random.Next(4, 19), random.Next(8, 42));
        List<TestLayer> layers = [];
        if (random.Next(2) == 0)
        {
            layers.Add(new ConvLayer(random.Next(8, 30), Kernel(random)));
        }

        layers.Add(new ConvLayer(random.Next(8, 42), window)
        {
            Activation = Activations[random.Next(Activations.Length)],
            UseBias = random.Next(4) > 0,
        });
        if (random.Next(2) == 0)
        {
            layers.Add(new PoolLayer(Max: true, new Window(2, 2)));
        }

        layers.AddRange(random.Next(4) switch
        {
            0 => [new FlattenLayer(), new DenseLayer(7)],
            1 => [new PoolLayer(Max: false, new Window(2, 2) { Stride = 1, Same = true })],
            _ => (TestLayer[])[],
        });
        TestNetwork network = new($"Winograd{seed}", input, (Layout)random.Next(2), layers);
        return network.Steps().All(step => step.Output is { Height: > 0, Width: > 0 }) ? network : Create(seed + 100_000) with { ClassName = $"Winograd{seed}" };
    }

    private static Window Kernel(Random random) => random.Next(3) switch
    {
        0 => new Window(3, 3) { Same = true },
        1 => new Window(3, 3) { PadTop = random.Next(3), PadBottom = random.Next(3), PadLeft = random.Next(3), PadRight = random.Next(3) },
        _ => new Window(3, 3),
    };
}
