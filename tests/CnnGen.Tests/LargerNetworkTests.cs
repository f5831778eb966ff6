using System.Reflection;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Sizes that random networks are too small for: many tiles a row, many panels of filters, long sums.</summary>
public class LargerNetworkTests
{
    private static readonly TestNetwork[] Networks =
    [
        new("ManyFilters", new Shape(6, 7, 70), Layout.ChannelsLast, [new ConvLayer(130, new Window(3, 3) { Same = true })]),
        new("LongRows", new Shape(9, 301, 3), Layout.ChannelsFirst, [new ConvLayer(13, new Window(5, 5) { Pad = 2 }) { Activation = Activation.ReLU }]),
        new("LargeKernel", new Shape(40, 41, 2), Layout.ChannelsLast, [new ConvLayer(9, new Window(11, 13) { Stride = 3, Pad = 5 })]),
        new("PadsBeyondTheKernel", new Shape(3, 3, 5), Layout.ChannelsLast, [new ConvLayer(6, new Window(2, 2) { Pad = 6 })]),
        new("LongSums", new Shape(16, 16, 12), Layout.ChannelsFirst, [new FlattenLayer(), new DenseLayer(517), new DenseLayer(33)]),
        new("WidePixels", new Shape(3, 3, 600), Layout.ChannelsLast, [new ConvLayer(600, new Window(1, 1)), new MaxoutLayer(3), new ActivationLayer(Activation.Softmax)]),
        new("LargePools", new Shape(50, 51, 9), Layout.ChannelsLast,
        [
            new PoolLayer(Max: true, new Window(9, 7) { Stride = 2, Same = true }),
            new PoolLayer(Max: false, new Window(25, 26)),
        ]),
        new("ManyLocalUnits", new Shape(17, 18, 4), Layout.ChannelsLast, [new ConvLayer(19, new Window(3, 3) { Same = true }, Local: true)]),
        new("Vgg", new Shape(32, 32, 3), Layout.ChannelsFirst,
        [
            .. Block(16), .. Block(24), .. Block(40), new FlattenLayer(),
            new DenseLayer(100) { Activation = Activation.ELU }, new DropoutLayer(0.5), new DenseLayer(10) { Activation = Activation.Softmax },
        ]),
    ];

    /// <summary>Each kind of step, cut along rows and along channels, with a sweep and a halo behind it, and more parts than there are units.</summary>
    private static readonly TestNetwork[] Divided =
    [
        new("DividedRows", new Shape(40, 41, 24), Layout.ChannelsLast,
        [
            new ConvLayer(33, new Window(5, 5) { Same = true }) { Activation = Activation.Tanh }, new ConvLayer(17, new Window(5, 3)) { Activation = Activation.ReLU },
            new DepthwiseLayer(new Window(9, 9) { Same = true }), new PoolLayer(Max: true, new Window(2, 2)),
        ]),
        new("DividedChannels", new Shape(8, 8, 120), Layout.ChannelsLast,
        [
            new ConvLayer(200, new Window(3, 3) { Same = true }) { Activation = Activation.ReLU }, new ConvLayer(121, new Window(3, 3)) { Activation = Activation.Sigmoid },
            new FlattenLayer(), new DenseLayer(301) { Activation = Activation.ELU }, new DenseLayer(10),
        ]),
        new("DividedStrips", new Shape(60, 41, 24), Layout.ChannelsLast,
        [
            new DepthwiseLayer(new Window(3, 3) { Same = true }) { Activation = Activation.ReLU }, new ConvLayer(40, new Window(1, 1)) { Activation = Activation.Sigmoid },
            new BatchNormLayer(), new DepthwiseLayer(new Window(5, 3) { Same = true, StrideWidth = 1, StrideHeight = 2 }),
            new BatchNormLayer(), new ActivationLayer(Activation.ReLU6), new ConvLayer(129, new Window(1, 1)) { UseBias = false }, new BatchNormLayer(),
        ]),
        new("StripsOfARow", new Shape(41, 41, 33), Layout.ChannelsFirst,
        [
            new DepthwiseLayer(new Window(3, 3) { Pad = 1 }, 3) { UseBias = false }, new ConvLayer(43, new Window(1, 1)) { Activation = Activation.ReLU },
            new DepthwiseLayer(new Window(7, 7)), new ConvLayer(3, new Window(1, 1)),
        ]),
        new("DividedGroups", new Shape(30, 31, 64), Layout.ChannelsLast,
        [
            new ConvLayer(96, new Window(3, 3) { Same = true }) { Groups = 4, Activation = Activation.Tanh }, new DepthwiseLayer(new Window(3, 3)),
            new ConvLayer(120, new Window(1, 1)) { Groups = 8 }, new PoolLayer(Max: true, new Window(9, 9)),
            new ConvLayer(390, new Window(3, 3) { Same = true }) { Groups = 2, UseBias = false },
        ]),
        new("DividedTiles", new Shape(50, 51, 17), Layout.ChannelsLast,
        [
            new ConvLayer(20, new Window(3, 3) { Same = true }) { Activation = Activation.ReLU }, new ConvLayer(24, new Window(3, 3) { Same = true }),
            new PoolLayer(Max: true, new Window(2, 2)), new ConvLayer(9, new Window(6, 6), Local: true),
        ]),
    ];

    internal static (TestNetwork Network, int Seed)[] DividedChecks { get; } = [.. Divided.Select(network => (network, 3))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(37)]
    [InlineData(-1)]
    public void ForwardParallel_EqualsForward(int maxDegreeOfParallelism)
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(Divided);
        foreach (TestNetwork network in Divided)
        {
            NetworkInstance instance = compiled[network.ClassName].CreateRandom(1);
            float[] input = TestWeights.Uniform(new Random(2), (int)network.Input.Length, 1);
            float[] expected = instance.Forward(input);
            Assert.Equal(expected, instance.ForwardParallel(input, maxDegreeOfParallelism));
            if (maxDegreeOfParallelism > 1)
            {
                // This machine may have fewer processors.
                Assert.Equal(expected, instance.RunInParts(input, maxDegreeOfParallelism));
            }
        }
    }

    [Fact]
    public void DividedNetworks_UseEachKindOfStep()
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(Divided);
        Assert.All(Divided, network => Assert.Contains(KernelsOf(compiled[network.ClassName]), kernel => kernel.GetParameters().Any(parameter => parameter.ParameterType == typeof(CnnGen.Runtime.Part))));
        string[] algorithms = [.. Divided.SelectMany(network => compiled[network.ClassName].Summary.Plan.Steps).Select(step => step.Algorithm)];
        foreach (string kind in (string[])["direct", "dense", "Winograd", "of 4 groups", "of 8 groups", "of 2 groups", "depthwise 9x9", "then direct 1x1, 3 rows at a time", "then direct 1x1, a row at a time"])
        {
            Assert.True(algorithms.Any(algorithm => algorithm.Contains(kind, StringComparison.Ordinal)), $"No {kind} in {string.Join("; ", algorithms)}");
        }
    }

    [Fact]
    public void DividedNetworks_EqualTheReferenceInterpreter() =>
        NetworkCheck.AssertRight(DividedChecks);

    [Fact]
    public void DividedNetworks_EqualTheReferenceInterpreter_InTheFormOfMachinesWithMore() =>
        NetworkCheck.AssertRight(NetworkCompiler.CompileForOtherMachines(Divided), DividedChecks);

    [Fact]
    public void LargerNetworks_EqualTheReferenceInterpreter() =>
        NetworkCheck.AssertRight([.. Networks.Select(network => (network, Seed: 3))]);

    private static MethodInfo[] KernelsOf(CompiledNetwork network)
        => network.Type.GetNestedType("Kernels", BindingFlags.NonPublic)!.GetMethods(BindingFlags.NonPublic | BindingFlags.Static);

    private static TestLayer[] Block(int filters) =>
    [
        new ConvLayer(filters, new Window(3, 3) { Same = true }) { Activation = Activation.ReLU },
        new ConvLayer(filters, new Window(3, 3) { Same = true }) { Activation = Activation.LeakyReLU },
        new PoolLayer(Max: true, new Window(2, 2)),
    ];
}
