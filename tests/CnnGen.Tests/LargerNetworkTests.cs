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

    [Fact]
    public void LargerNetworks_EqualTheReferenceInterpreter() =>
        NetworkCheck.AssertRight([.. Networks.Select(network => (network, Seed: 3))]);

    private static TestLayer[] Block(int filters) =>
    [
        new ConvLayer(filters, new Window(3, 3) { Same = true }) { Activation = Activation.ReLU },
        new ConvLayer(filters, new Window(3, 3) { Same = true }) { Activation = Activation.LeakyReLU },
        new PoolLayer(Max: true, new Window(2, 2)),
    ];
}
