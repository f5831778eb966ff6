using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// NaN and the infinities mean the same on every machine: NaN goes through all layers, maxima too, and reaches just the outputs that are
/// computed from it. Kernels, ForwardTraced's plain loops and the reference interpreter agree. Runs in child processes, too, with
/// instructions switched off; Winograd's method, for which other rules hold, has a test of its own.
/// </summary>
public class SpecialNumberTests
{
    private const int Places = 5;

    private static readonly float[] _specials = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    private static readonly TestLayer[][] _layers =
    [
        [new ConvLayer(11, new Window(2, 3) { Stride = 2, Pad = 1 }) { Activation = Activation.ReLU }],
        [new ConvLayer(24, new Window(1, 1)) { Activation = Activation.ReLU6 }, new PoolLayer(Max: true, new Window(2, 2))],
        [new ConvLayer(19, new Window(1, 1)), new ActivationLayer(Activation.LeakyReLU, 0.2), new PoolLayer(Max: true, new Window(2, 2))],
        [new ConvLayer(8, new Window(1, 2)), new ActivationLayer(Activation.Sigmoid), new PoolLayer(Max: true, new Window(2, 2))],
        [new ConvLayer(40, new Window(1, 1)) { Activation = Activation.HardSigmoid }],
        [new ConvLayer(40, new Window(1, 1)) { Activation = Activation.HardSwish }],
        [new ConvLayer(6, new Window(2, 2), Local: true) { Activation = Activation.ReLU }],
        [new DepthwiseLayer(new Window(3, 3) { Pad = 1 }) { Activation = Activation.ReLU6 }, new ConvLayer(9, new Window(1, 1))],
        [new TransposedConvLayer(5, 3) { Stride = 2, Activation = Activation.ReLU }],
        [new PoolLayer(Max: true, new Window(2, 2))],
        [new PoolLayer(Max: true, new Window(3, 3) { Stride = 2, Pad = 1 })],
        [new PoolLayer(Max: true, new Window(1, 2) { Stride = 1 })],
        [new PoolLayer(Max: true, new Window(1, 4) { Stride = 1, Same = true })],
        [new PoolLayer(Max: false, new Window(3, 2) { Stride = 1, Pad = 1 })],
        [new GlobalPoolLayer(Max: true)],
        [new GlobalPoolLayer(Max: false)],
        [new BatchNormLayer()],
        [new PReLULayer()],
        [new MaxoutLayer(4)],
        [new FlattenLayer(), new DenseLayer(12), new MaxoutLayer(3)],
        [new LocalResponseNormLayer(3)],
        [new LocalResponseNormLayer(4, Beta: 0.6)],
        [new UpSampleLayer(2)],
        [new UpSampleLayer(2, Bilinear: true)],
        [new ZeroPadLayer(1, 0, 2, 1)],
        [new CropLayer(1, 0, 2, 1)],
        [new ActivationLayer(Activation.ReLU) { Name = "a" }, new ArithmeticLayer(Multiply: false, ["input"])],
        [new GlobalPoolLayer(Max: true) { Name = "gate" }, new ActivationLayer(Activation.Tanh) { From = "input" }, new ArithmeticLayer(Multiply: true, ["gate"])],
        [new ConvLayer(8, new Window(1, 1)), new ConcatLayer(["input"])],

        // Groups that fill vectors and such that do not: what one holds stays in it.
        .. from size in new[] { (2, 8), (4, 1), (4, 2), (4, 3), (4, 4), (4, 5), (4, 7), (4, 12), (4, 20), (4, 30), (2, 13) }
           from kernel in new[] { new Window(1, 1), new Window(2, 3) { Pad = 1, Stride = 2 } }
           select new TestLayer[] { new ConvLayer(size.Item1 * size.Item2, kernel) { Groups = size.Item1, Activation = Activation.ReLU } },
        [new ConvLayer(20, new Window(1, 1)) { Groups = 4 }, new PoolLayer(Max: true, new Window(2, 2))],
        [new TransposedConvLayer(20, 3) { Groups = 4, Stride = 2 }],
        [new TransposedConvLayer(6, 2) { Groups = 2, Stride = 3 }, new ActivationLayer(Activation.Tanh)],
        .. ReferenceActivations.Pointwise.Concat([Activation.Softmax, Activation.LogSoftmax]).Select(function => new TestLayer[] { new ActivationLayer(function) }),
    ];

    /// <summary>Each as the last layer, which a kernel computes, and with another one fused to it: then ForwardTraced computes it in plain loops.</summary>
    private static readonly TestNetwork[] _networks =
    [
        .. from i in Enumerable.Range(0, _layers.Length)
           from isLast in new[] { true, false }
           let layers = isLast ? _layers[i] : [.. _layers[i], new ActivationLayer(Activation.LeakyReLU)]
           select new TestNetwork($"Special{(isLast ? "Last" : "Hidden")}{i}", new Shape(6, 5, i % 2 == 0 ? 16 : 12), Layout.ChannelsLast, layers),
    ];

    private static readonly CompiledNetworks _compiled = NetworkCompiler.Compile(_networks);

    [Fact]
    public void SpecialNumbers_ReachWhatIsComputedFromThem() => Assert.All(_networks, network =>
    {
        Dictionary<string, Tensor> weights = TestWeights.Random(network, 1);
        NetworkInstance instance = _compiled[network.ClassName].Load(weights);
        Random random = new(2);
        foreach (float special in _specials)
        {
            for (int i = 0; i <= Places; i++)
            {
                // One number after the other, then all.
                float[] input = TestWeights.Uniform(random, (int)network.Input.Length, 2);
                input.AsSpan(i < Places ? random.Next(input.Length) : 0, i < Places ? 1 : input.Length).Fill(special);
                AssertSame(network, instance, ReferenceInterpreter.Outputs(network, weights, input), input);
            }
        }
    });

    private static void AssertSame(TestNetwork network, NetworkInstance instance, IReadOnlyList<double[]> expected, float[] input)
    {
        Assert.Null(Difference(expected[^1], instance.Forward(input)) is { } wrong ? $"{wrong}\n{network.ToSource()}" : null);
        foreach (((string layer, float[] output), double[] numbers) in instance.ForwardTraced(input).Zip(expected))
        {
            Assert.Null(Difference(numbers, output) is { } difference ? $"ForwardTraced, {layer}: {difference}\n{network.ToSource()}" : null);
        }
    }

    /// <summary>NaN and the infinities at the same places, and the other numbers close.</summary>
    private static string? Difference(double[] expected, float[] actual)
    {
        int place = Enumerable.Range(0, expected.Length).FirstOrDefault(i => !double.IsFinite(expected[i]) && !((float)expected[i]).Equals(actual[i]), -1);
        return place >= 0
            ? $"element {place} is {actual[place]:G9}, not {expected[place]:G9}"
            : Closeness.Difference([.. expected.Select(x => double.IsFinite(x) ? x : 0)], [.. actual.Select((x, i) => double.IsFinite(expected[i]) ? x : 0)]);
    }
}
