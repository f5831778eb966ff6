using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Reshape, and Concat of flattened maps: numbers are counted as the framework does that the weights come from.</summary>
public class ReshapeTests
{
    private static readonly TestLayer[][] Layers =
    [
        [new FlattenLayer(), new DenseLayer(60), new ReshapeLayer(3, 4, 5)],
        [new FlattenLayer(), new DenseLayer(60), new ReshapeLayer(3, 4, 5), new ConvLayer(9, new Window(3, 3) { Pad = 1 })],
        [new FlattenLayer(), new DenseLayer(64), new ReshapeLayer(2, 4, 8), new TransposedConvLayer(3, 2) { Stride = 2 }],
        [new FlattenLayer(), new ReshapeLayer(9, 5, 4), new ActivationLayer(Activation.Tanh)],
        [new ReshapeLayer(9, 5, 4)],
        [new ReshapeLayer(1, 1, 180), new FlattenLayer(), new DenseLayer(7)],
        [new ReshapeLayer(180, 1, 1), new PoolLayer(Max: true, new Window(2, 1))],
        [new ConvLayer(11, new Window(2, 2)), new ReshapeLayer(11, 4, 3), new FlattenLayer(), new DenseLayer(3)],
        [new FlattenLayer { Name = "map" }, new DenseLayer(13), new ConcatLayer(["map"]), new DenseLayer(6)],
        [new FlattenLayer { Name = "map" }, new ConcatLayer(["map"]), new ActivationLayer(Activation.Softmax)],
        [new ConvLayer(8, new Window(1, 1)), new FlattenLayer { Name = "map" }, new FlattenLayer { From = "input" }, new ConcatLayer(["map", "map"]), new BatchNormLayer()],
        [new FlattenLayer { Name = "map" }, new DenseLayer(20), new ConcatLayer(["map"]), new ReshapeLayer(5, 4, 10), new ConvLayer(3, new Window(2, 2))],
        [new ConvLayer(11, new Window(4, 1)), new ReshapeLayer(5, 1, 11), new PoolLayer(Max: true, new Window(2, 1)), new ReshapeLayer(1, 2, 11), new ConvLayer(3, new Window(1, 3) { Pad = 1 })],
        [new ConvLayer(8, new Window(4, 1)), new ActivationLayer(Activation.Sigmoid), new ReshapeLayer(5, 1, 8), new ActivationLayer(Activation.Tanh), new ReshapeLayer(1, 5, 8)],
        [new ConvLayer(5, new Window(1, 1)), new FlattenLayer(), new PReLULayer(), new ReshapeLayer(4, 5, 5), new ConvLayer(4, new Window(2, 2))],
        [new ConvLayer(8, new Window(1, 1)) { Name = "map" }, new ReshapeLayer(2, 10, 8), new ReshapeLayer(5, 4, 8), new ReshapeLayer(4, 5, 8), new ConcatLayer(["map"]), new ConvLayer(4, new Window(3, 3) { Pad = 1 })],
        [new ConvLayer(8, new Window(3, 3) { Pad = 1 }) { Name = "map" }, new ReshapeLayer(5, 4, 8) { Name = "turned" }, new ConvLayer(8, new Window(3, 3) { Pad = 1 }) { From = "map" }, new ReshapeLayer(5, 4, 8), new ArithmeticLayer(false, ["turned"])],
        [new ConvLayer(9, new Window(1, 1)), new FlattenLayer(), new ActivationLayer(Activation.Softmax), new ReshapeLayer(4, 5, 9), new PoolLayer(Max: false, new Window(2, 2))],
    ];

    [Fact]
    public void PixelsInAnotherShape_AreNoStep()
    {
        Assert.Equal(["conv1", "maxpool1", "copy", "conv2"], Steps("[Input(1, 40, 16)]\n[Conv2D(24, 1, 5)]\n[ReLU]\n[Reshape(36, 1, 24)]\n[MaxPool2D(4, 1)]\n[Reshape(1, 9, 24)]\n[Conv2D(8, 1, 5, PadLeft = 2, PadRight = 2)]"));
    }

    private static string[] Steps(string layers)
        => [.. NetworkCompiler.Compile($"using CnnGen;\n{layers}\npublic sealed partial class Net;")["Net"].Summary.Plan.Steps.Select(step => step.Name)];

    [Fact]
    public void EveryNeighbour_EqualsTheReferenceInterpreter_InBothWeightLayouts()
        => NetworkCheck.AssertRight(
        [
            .. from layout in Enum.GetValues<Layout>()
               from i in Enumerable.Range(0, Layers.Length)
               select (new TestNetwork($"Reshaped{i}{layout}", new Shape(4, 5, 9), layout, Layers[i]), Seed: 3 * i),
        ]);

    /// <summary>Pixels without channels, or one pixel of them, count in one way only.</summary>
    [Theory]
    [InlineData("[Flatten]\n[Dense(12)]\n[Reshape(4, 3, 1)]", false)]
    [InlineData("[Flatten]\n[Dense(12)]\n[Reshape(1, 1, 12)]", false)]
    [InlineData("[Flatten]\n[Dense(12)]\n[Reshape(2, 3, 2)]", true)]
    [InlineData("[Reshape(1, 1, 180)]", true)]
    public void OrderIsKeptOnlyWhereItCounts(string layers, bool isKept)
    {
        Type network = NetworkCompiler.Compile($"using CnnGen;\n[Input(4, 5, 9)]\n{layers}\npublic sealed partial class Net;")["Net"].Type;
        Assert.Equal(isKept, network.GetField("_channelsFirst", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance) is not null);
    }
}
