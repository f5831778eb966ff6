using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Tests;

/// <summary>Random chains and graphs against <see cref="ReferenceInterpreter"/>, in batches, because Roslyn likes large compilations.</summary>
public class RandomNetworkTests
{
    private const int BatchSize = 40;
    private const int GraphBatchSize = 30;
    private const int FirstSeed = 1000;

    /// <summary>Chains. The child processes of other tests run fewer.</summary>
    private static int Count { get; } = int.Parse(Environment.GetEnvironmentVariable(ChildProcess.RandomNetworksVariable) ?? "240");

    public static IEnumerable<TheoryDataRow<int>> Batches() =>
        Enumerable.Range(0, (Count + BatchSize - 1) / BatchSize).Select(batch => new TheoryDataRow<int>(batch));

    [Theory]
    [MemberData(nameof(Batches))]
    public void RandomNetworks_EqualTheReferenceInterpreter(int batch)
        => NetworkCheck.AssertRight(Batch(batch));

    internal static (TestNetwork Network, int Seed)[] Batch(int batch)
        => [.. Enumerable.Range(FirstSeed + (batch * BatchSize), Math.Min(BatchSize, Count - (batch * BatchSize))).Select(seed => (RandomNetworks.Create(seed), seed))];

    /// <summary>CnnGen.Conformance compares 500 others with ONNX Runtime.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void RandomGraphs_EqualTheReferenceInterpreter(int batch) => NetworkCheck.AssertRight(GraphBatch(batch));

    internal static (TestNetwork Network, int Seed)[] GraphBatch(int batch)
        => [.. Enumerable.Range(FirstSeed + (batch * GraphBatchSize), GraphBatchSize).Select(seed => (RandomGraphs.Create(seed), seed))];

    [Fact]
    public void NamesThatAreNoIdentifiers_OrAlikeOnceTheyAre()
    {
        string[] names = ["a.b", "a_b", "a-b", "A/b", "class", "Forward", "input", "Kernels", "0", "conv12", "Names", "Load"];
        TestLayer[] layers = [.. names.Select(name => new ConvLayer(3, new Window(1, 1)) { Name = name }), new ConvLayer(2, new Window(2, 2))];
        TestNetwork network = new("Names", new Shape(4, 4, 3), Layout.ChannelsLast, layers);
        Assert.Equal("conv13.weight", network.Steps()[^1].Weights.First().Key);
        NetworkCheck.AssertRight((network, Seed: 3));
    }

    [Fact]
    public void MaxoutOverTheUnitsOfOneChannel_ChannelsFirst()
        => NetworkCheck.AssertRight((new TestNetwork("OneChannel", new Shape(6, 11, 1), Layout.ChannelsFirst,
            [new ConvLayer(1, new Window(3, 3) { Same = true }), new FlattenLayer(), new MaxoutLayer(3)]), Seed: 3));

    /// <summary>The units are copied to their order, all channels of them.</summary>
    [Fact]
    public void MaxoutOverTheUnitsOfManyChannels_ChannelsFirst()
        => NetworkCheck.AssertRight((new TestNetwork("ManyChannels", new Shape(6, 11, 9), Layout.ChannelsFirst,
            [new ActivationLayer(Activation.Tanh), new FlattenLayer(), new MaxoutLayer(3)]), Seed: 3));

    /// <summary>Its numbers are those of units, not of channels: they cannot be multiplied into the convolution's weights.</summary>
    [Fact]
    public void BatchNormOverTheUnitsOfAConvolution()
        => NetworkCheck.AssertRight((new TestNetwork("UnitsNormed", new Shape(6, 7, 3), Layout.ChannelsFirst,
            [new ConvLayer(5, new Window(3, 3)), new FlattenLayer(), new BatchNormLayer()]), Seed: 3));

    /// <summary>A map of one pixel is almost a flat tensor; where it was taken for one and where not, the planner once went on without end.</summary>
    [Fact]
    public void OnePixel_FlattenedOrNot_UnderEveryKindOfLayer()
    {
        TestLayer[][] ends =
        [
            [new ActivationLayer(Activation.Softmax)],
            [new MaxoutLayer(3)],
            [new ActivationLayer(Activation.Tanh)],
            [new ActivationLayer(Activation.ReLU), new ActivationLayer(Activation.Softmax), new MaxoutLayer(3)],
            [new MaxoutLayer(3), new ActivationLayer(Activation.Softmax)],
        ];
        TestNetwork[] networks =
        [
            .. from channels in new[] { 3, 9, 24 }
               from layout in Enum.GetValues<Layout>()
               from start in new TestLayer[][] { [], [new FlattenLayer()], [new FlattenLayer(), new DenseLayer(9)], [new PoolLayer(Max: true, new Window(1, 1))] }
               from end in ends
               select new TestNetwork("", new Shape(1, 1, channels), layout, [.. start, .. end]),
        ];
        NetworkCheck.AssertRight([.. networks.Select((network, i) => (network with { ClassName = $"OnePixel{i}" }, Seed: i))]);
    }

    [Fact]
    public void RandomNetworks_CoverEveryLayer()
    {
        TestNetwork[] networks = [.. Enumerable.Range(FirstSeed, 320).Select(RandomNetworks.Create)];
        HashSet<string> kinds = [.. networks.SelectMany(network => network.Layers).Select(layer => layer.Kind)];
        string[] missing =
        [
            .. new[]
            {
                "Conv2D", "LocallyConnected2D", "MaxPool2D", "AvgPool2D", "Flatten", "Dense", "Dropout", "ReLU", "ReLU6",
                "LeakyReLU", "ELU", "SELU", "Sigmoid", "HardSigmoid", "Tanh", "Softplus", "SiLU", "HardSwish", "GELU", "PReLU", "Maxout",
                "Softmax", "LogSoftmax", "DepthwiseConv2D", "BatchNorm", "GlobalAvgPool2D", "GlobalMaxPool2D", "ZeroPad2D", "Pad2D", "Crop2D", "UpSample2D", "LocalResponseNorm", "Conv2DTranspose", "Reshape",
            }.Except(kinds),
        ];

        Assert.Empty(missing);
        Assert.Contains(networks, network => network.Steps().Any(step => step is { Layer: ConvLayer { Groups: > 1 } conv } && conv.Groups < step.Input.Channels));
        Assert.Contains(networks, network => network.Steps().Any(step => step is { Layer: ConvLayer { Groups: > 1 } conv } && conv.Groups == step.Input.Channels));
        Assert.Contains(networks, network => network.Layers[0] is FlattenLayer);
        Assert.Contains(networks, network => network.Layers[0] is MaxoutLayer);
        Assert.Contains(networks, network => network.Layers[^1] is FlattenLayer);
        Assert.Contains(networks, network => network is { Layout: Layout.ChannelsFirst, Output.Flat: false });
        Assert.Contains(networks, network => network.Steps().Any(step => step is { Layer: DenseLayer, Flattened.Channels: > 1 }));
        Assert.Contains(networks, network => network.Steps().Any(step => step is { Layer: BatchNormLayer, Flattened.Channels: > 1 }));
        Assert.Contains(networks, network => network.Steps().Any(step => step is { Layer: PReLULayer, Flattened.Channels: > 1 }));
    }

    [Fact]
    public void RandomNetworks_PassTheAnalyzer()
    {
        Assert.SkipWhen(ChildProcess.Errand is not null, "The parent's analyzer says the same.");
        string source = TestNetwork.ToFile(Enumerable.Range(FirstSeed, Count).Select(RandomNetworks.Create));
        string[] faults =
        [
            .. NetworkCompiler.Analyze(source).Where(d => d.Severity > DiagnosticSeverity.Info).Select(d => d.ToString()),
        ];
        Assert.Empty(faults);
    }
}
