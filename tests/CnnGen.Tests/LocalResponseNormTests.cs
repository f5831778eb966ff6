using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>ONNX's LRN, and other windows: windows that reach over the ends, sizes of vectors, and all ways to take a power.</summary>
public class LocalResponseNormTests
{
    [Fact]
    public void WindowsAndPowers_EqualTheReferenceInterpreter()
    {
        (int Size, int Channels)[] sizes = [(1, 7), (2, 8), (3, 5), (4, 17), (5, 24), (5, 2), (9, 1), (16, 16), (17, 30), (40, 11), (int.MaxValue, 3)];
        double[] betas = [0, 0.3, 0.5, 0.75, 1, 2];
        TestNetwork[] networks =
        [
            .. from size in sizes
               from layout in Enum.GetValues<Layout>()
               from below in new TestLayer[][] { [], [new ActivationLayer(Activation.LeakyReLU), new ConvLayer(3, new Window(2, 2) { Pad = 1 })] }
               select (size, layout, below) into network
               select new TestNetwork("", new Shape(3, 4, network.size.Channels), network.layout, [new LocalResponseNormLayer(network.size.Size, Alpha: 2), .. network.below]),
            .. from beta in betas
               from bias in new[] { 0.25, 3 }
               select new TestNetwork("", new Shape(2, 3, 11), Layout.ChannelsLast, [new LocalResponseNormLayer(5, Alpha: 4, beta, bias)]),
            .. from window in new[] { (1, 0), (2, 1), (4, 0), (4, 3), (5, 4), (16, 8), (40, 39), (int.MaxValue, int.MaxValue - 1) }
               from channels in new[] { 3, 17 }
               select new TestNetwork("", new Shape(2, 3, channels), Layout.ChannelsLast, [new LocalResponseNormLayer(window.Item1, Alpha: 2, Before: window.Item2)]),
        ];
        NetworkCheck.AssertRight([.. networks.Select((network, i) => (network with { ClassName = $"Normed{i}" }, Seed: i))]);
    }

    /// <summary>Of an even size, the window has one more channel after its own: 1 / (1 + 1/2 * (1 + 4)), 2 / (1 + 1/2 * (4 + 0)).</summary>
    [Fact]
    public void EvenSize_ReachesFurtherAfter()
    {
        float[] output = new float[2];
        EvenWindow.CreateRandom(1).Forward([1f, 2f], output);
        Assert.Equal([1 / 3.5f, 2 / 3f], output);
    }

    [Fact]
    public void ChannelsBefore_IsONNXsUnlessSaid()
        => Assert.Equal([0, 0, 1, 1, 2], Enumerable.Range(1, 5).Select(size => new LocalResponseNormAttribute(size).ChannelsBefore));
}

[Input(1, 1, 2)]
[LocalResponseNorm(2, Alpha = 1, Beta = 1)]
internal sealed partial class EvenWindow;
