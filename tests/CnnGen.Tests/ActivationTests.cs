using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>The functions along a line from far below to far above, where a fast exp shows its borders.</summary>
public class ActivationTests
{
    // A prime, so that no vector is filled.
    private const int Points = 4001;

    public static TheoryData<Activation> Functions() => [.. ReferenceActivations.Pointwise];

    private static readonly CompiledNetworks Compiled = NetworkCompiler.Compile(
        Enum.GetValues<Activation>().Except([Activation.None]).SelectMany(f => new[] { Alone(f), InConvolution(f), OverChannels(f), BeforePool(f) }));

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_IsExactAlongTheLine(Activation function)
    {
        foreach (TestNetwork network in (TestNetwork[])[Alone(function), InConvolution(function)])
        {
            foreach (float reach in (float[])[1e-3f, 1, 10, 100, 1e4f, 1e30f])
            {
                float[] input = [.. Enumerable.Range(0, Points).Select(i => reach * (2f * i / (Points - 1) - 1))];
                AssertRight(network, input);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OfInfinity_IsItsLimit(Activation function)
    {
        float[] input = new float[Points];
        Array.Fill(input, float.PositiveInfinity, 0, 10);
        Array.Fill(input, float.NegativeInfinity, 10, 10);
        float[] actual = Compiled[Alone(function).ClassName].CreateRandom(0).Forward(input);
        double[] expected = ReferenceInterpreter.Run(Alone(function), new Dictionary<string, Tensor>(), input);
        Assert.Equal(expected[..20].Select(x => (float)x), actual[..20]);
    }

    /// <summary>A pool may be taken before the function above it only where that never falls.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_BeforeAPool_IsAppliedBeforeIt(Activation function)
        => AssertRight(BeforePool(function), TestWeights.Uniform(new Random(1), 8 * 8, 4));

    [Theory]
    [InlineData(Activation.Softmax)]
    [InlineData(Activation.LogSoftmax)]
    public void Softmax_IsStableForLargeInputs(Activation function)
    {
        foreach (float reach in (float[])[1, 100, 1e4f, 1e30f])
        {
            AssertRight(OverChannels(function), TestWeights.Uniform(new Random(1), 4 * 5 * 11, reach));
            AssertRight(Alone(function), TestWeights.Uniform(new Random(1), Points, reach));
        }
    }

    private static void AssertRight(TestNetwork network, float[] input)
    {
        Dictionary<string, Tensor> weights = network.Steps()
            .SelectMany(step => step.Weights)
            .ToDictionary(weight => weight.Key, weight => new Tensor(weight.Shape, [1]));
        double[] expected = ReferenceInterpreter.Run(network, weights, input);
        float[] actual = Compiled[network.ClassName].Load(weights).Forward(input);
        for (int i = 0; i < expected.Length; i++)
        {
            // Each element by its own size: a small result beside a large one must be right too.
            double tolerance = 2e-6 * Math.Abs(expected[i]) + 1e-7;
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"element {i}: expected {expected[i]:G9}, found {actual[i]:G9}, input {input[i]:G9}\n{network.ToSource()}");
        }
    }

    private static TestNetwork Alone(Activation function) => new(
        $"Alone{function}", new Shape(1, Points, 1), Layout.ChannelsLast, [.. Flattened(function), new ActivationLayer(function)]);

    /// <summary>Fused: a convolution by one weight of one.</summary>
    private static TestNetwork InConvolution(Activation function) => new(
        $"Fused{function}",
        new Shape(1, Points, 1),
        Layout.ChannelsLast,
        [new ConvLayer(1, new Window(1, 1)) { Activation = function, UseBias = false }]);

    private static TestNetwork BeforePool(Activation function) => new(
        $"Pooled{function}",
        new Shape(8, 8, 1),
        Layout.ChannelsLast,
        [new ConvLayer(1, new Window(1, 1)) { UseBias = false }, new ActivationLayer(function), new PoolLayer(Max: true, new Window(2, 2))]);

    private static TestNetwork OverChannels(Activation function) =>
        new($"Channels{function}", new Shape(4, 5, 11), Layout.ChannelsLast, [new ActivationLayer(function)]);

    private static TestLayer[] Flattened(Activation function) => function.IsOverChannels() ? [new FlattenLayer()] : [];
}
