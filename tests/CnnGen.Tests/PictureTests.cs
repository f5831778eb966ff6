using System.Reflection;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Normalize, the order of colours, and Forward on bytes.</summary>
public class PictureTests
{
    private static readonly double[] Means = [0.485, 0.456, 0.406, 0.1];
    private static readonly double[] Stds = [0.229, 0.224, 0.225, -2];

    private static readonly TestLayer[][] Readers =
    [
        [],
        [new ConvLayer(5, new Window(3, 3))],
        [new ConvLayer(5, new Window(3, 3) { Same = true }), new ActivationLayer(Activation.ReLU)],
        [new ConvLayer(9, new Window(3, 2) { PadTop = 2, PadLeft = 1, Stride = 2 })],
        [new ConvLayer(16, new Window(3, 3) { Pad = 1 })],
        [new DepthwiseLayer(new Window(3, 3) { Pad = 1 }, Multiplier: 2)],
        [new PoolLayer(Max: true, new Window(3, 3) { Same = true })],
        [new PoolLayer(Max: false, new Window(2, 2))],
        [new ZeroPadLayer(1, 2, 0, 3), new ConvLayer(5, new Window(3, 3))],
        [new ZeroPadLayer(1, 2, 0, 3)],
        [new BatchNormLayer()],
        [new FlattenLayer(), new DenseLayer(7)],
        [new FlattenLayer(), new ActivationLayer(Activation.Softmax)],
        [new ActivationLayer(Activation.LeakyReLU, 0.25), new UpSampleLayer(2)],
        [new ActivationLayer(Activation.Softmax)],
        [new DropoutLayer(0.5), new FlattenLayer()],
        [new FlattenLayer(), new MaxoutLayer(5)],
        [new ConvLayer(4, new Window(1, 1)) { Name = "narrow" }, new ConcatLayer(["input"])],
    ];

    public static TheoryData<Layout, ChannelOrder> Orders => new MatrixTheoryData<Layout, ChannelOrder>(Enum.GetValues<Layout>(), Enum.GetValues<ChannelOrder>());

    [Theory]
    [MemberData(nameof(Orders))]
    public void EveryReader_EqualsTheReferenceInterpreter_OnFloatsAndOnBytes(Layout layout, ChannelOrder order)
    {
        int[] channels = order == ChannelOrder.BGR ? [3, 4] : [3, 1, 3, 4, 9];
        TestNetwork[] networks =
        [
            .. from reader in Enumerable.Range(0, Readers.Length)
               from way in Enumerable.Range(0, 3)
               let count = channels[(reader + way) % channels.Length]
               let normalize = new[] { null, new NormalizeLayer([0.25], []), new NormalizeLayer(Numbers(Means, count), Numbers(Stds, count)) }[way]
               let layers = normalize is null ? Readers[reader] : [normalize, .. Readers[reader]]
               where layers.Length > 0
               select new TestNetwork("", new Shape(7, 5, count), layout, layers) { ChannelOrder = order },
        ];
        (TestNetwork Network, int Seed)[] checks = [.. networks.Select((network, i) => (network with { ClassName = $"Picture{i}" }, Seed: i))];
        CompiledNetworks compiled = NetworkCompiler.Compile(checks.Select(check => check.Network));
        NetworkCheck.AssertRight(compiled, checks);
        foreach ((TestNetwork network, int seed) in checks)
        {
            Dictionary<string, Tensor> weights = TestWeights.Random(network, seed);
            NetworkInstance instance = compiled[network.ClassName].Load(weights);
            byte[] pixels = Pixels(seed, instance);
            float[] ofBytes = instance.GuardedForward(pixels);
            float[] input = Floats(pixels);
            Assert.Equal(instance.Forward(input), ofBytes);
            Assert.Null(Closeness.Difference(ReferenceInterpreter.Run(network, weights, input), ofBytes));
        }
    }

    /// <summary>Branches that read the input itself beside what Normalize makes of it, among others.</summary>
    [Fact]
    public void RandomNetworksOfPictures_EqualTheReferenceInterpreter() => NetworkCheck.AssertRight(RandomPictures);

    internal static (TestNetwork Network, int Seed)[] RandomPictures { get; } =
    [
        .. Enumerable.Range(8000, 16).Select(RandomNetworks.Create).Concat(Enumerable.Range(8000, 16).Select(RandomGraphs.Create)).Select((network, i) => (network with
        {
            ClassName = $"Random{i}",
            ChannelOrder = network.Input.Channels is 3 or 4 ? ChannelOrder.BGR : ChannelOrder.RGB,
            Layers = i % 4 == 3 ? network.Layers : [new NormalizeLayer([0.25], Numbers(Stds, network.Input.Channels)), .. network.Layers],
        }, i)),
    ];

    /// <summary>In every way that numbers take: in vectors, behind the last whole vector, one by one.</summary>
    [Theory]
    [InlineData(16, 16, 1, "ChannelsLast")]
    [InlineData(1, 257, 1, "ChannelsFirst")]
    [InlineData(9, 29, 3, "ChannelsLast")]
    [InlineData(9, 29, 3, "ChannelsFirst")]
    [InlineData(1, 64, 4, "ChannelsLast")]
    public void EveryByte_IsItsValueOver255_MinusTheMean_TimesTheFactor(int height, int width, int channels, string layout)
    {
        Shape input = new(height, width, channels);
        TestNetwork plain = new("Plain", input, Enum.Parse<Layout>(layout), [new DropoutLayer(0.5)]);
        TestNetwork normalized = plain with { ClassName = "Normalized", Layers = [new NormalizeLayer(Numbers(Means, channels), Numbers(Stds, channels))] };
        CompiledNetworks compiled = NetworkCompiler.Compile([plain, normalized]);
        byte[] pixels = [.. Enumerable.Range(0, (int)input.Length).Select(i => (byte)i)];
        float[] floats = Floats(pixels);
        Assert.Equal(floats, compiled["Plain"].CreateRandom(1).GuardedForward(pixels));

        float[] expected = [.. floats.Select((x, i) =>
        {
            int channel = layout == "ChannelsLast" ? i % channels : i / (height * width);
            return (x - (float)Means[channel]) * (float)(1 / Stds[channel]);
        })];
        Assert.Equal(expected, compiled["Normalized"].CreateRandom(1).GuardedForward(pixels));
    }

    [Fact]
    public void BlueGreenRed_BecomeRedGreenBlue_AndAlphaStays()
    {
        TestNetwork colours = new("Colours", new Shape(1, 2, 3), Layout.ChannelsLast, [new DropoutLayer(0.5)]) { ChannelOrder = ChannelOrder.BGR };
        TestNetwork alpha = colours with { ClassName = "Alpha", Input = new Shape(1, 2, 4) };
        TestNetwork planes = colours with { ClassName = "Planes", Layout = Layout.ChannelsFirst };
        CompiledNetworks compiled = NetworkCompiler.Compile([colours, alpha, planes]);
        Assert.Equal([3, 2, 1, 6, 5, 4], compiled["Colours"].CreateRandom(1).Forward([1, 2, 3, 4, 5, 6]));
        Assert.Equal([3, 2, 1, 4, 7, 6, 5, 8], compiled["Alpha"].CreateRandom(1).Forward([1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal([5, 6, 3, 4, 1, 2], compiled["Planes"].CreateRandom(1).Forward([1, 2, 3, 4, 5, 6]));
    }

    /// <summary>What copies the input anyway normalises it, and reads bytes; no other buffer stands between.</summary>
    [Fact]
    public void WhereTheInputIsCopied_ThatCopyPrepares()
    {
        TestNetwork plain = new("Plain", new Shape(9, 9, 3), Layout.ChannelsLast, [new ConvLayer(8, new Window(3, 3) { Pad = 1 })]);
        TestNetwork normalized = plain with { ClassName = "Normalized", ChannelOrder = ChannelOrder.BGR, Layers = [new NormalizeLayer([0.5], [0.25]), .. plain.Layers] };
        TestNetwork direct = plain with { ClassName = "Direct", Layers = [new ConvLayer(8, new Window(3, 3))] };
        CompiledNetworks compiled = NetworkCompiler.Compile([plain, normalized, direct]);
        Assert.Equal(["copy", "normalise from BGR"], new[] { "Plain", "Normalized" }.Select(name => compiled[name].Summary.Plan.Steps[0].Algorithm));
        Assert.Equal(compiled["Plain"].Summary.Plan.Steps.Count, compiled["Normalized"].Summary.Plan.Steps.Count);
        Assert.Equal([false, false, true], new[] { "Plain", "Normalized", "Direct" }.Select(name => HasBufferForBytes(compiled[name])));
    }

    [Fact]
    public void ManyThreads_OnOneInstance_GiveTheResultsOfOneThread()
    {
        TestNetwork direct = new("Direct", new Shape(9, 9, 3), Layout.ChannelsLast, [new ConvLayer(8, new Window(3, 3))]);
        TestNetwork copied = direct with { ClassName = "Copied", Layers = [new NormalizeLayer([0.5], [0.25]), .. direct.Layers] };
        CompiledNetworks compiled = NetworkCompiler.Compile([direct, copied]);
        foreach (NetworkInstance instance in new[] { compiled["Direct"].CreateRandom(1), compiled["Copied"].CreateRandom(1) })
        {
            byte[][] pictures = [.. Enumerable.Range(0, 16).Select(seed => Pixels(seed, instance))];
            float[][] expected = [.. pictures.Select(pixels => instance.Forward(Floats(pixels)))];
            int threads = Math.Max(4, Environment.ProcessorCount);
            using Barrier start = new(threads);
            List<string>[] faults = [.. Enumerable.Range(0, threads).Select(_ => new List<string>())];
            Thread[] workers = [.. Enumerable.Range(0, threads).Select(index => new Thread(() => Work(index)))];
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());
            Assert.Empty(faults.SelectMany(list => list));

            void Work(int index)
            {
                float[] output = new float[instance.Network.OutputLength];
                start.SignalAndWait();
                for (int step = 0; step < 2000; step++)
                {
                    int picture = ((step * 7) + index) % pictures.Length;
                    instance.Forward(pictures[picture], output);
                    if (!output.AsSpan().SequenceEqual(expected[picture]))
                    {
                        faults[index].Add($"thread {index}, step {step}, picture {picture}");
                    }
                }
            }
        }
    }

    [Fact]
    public void SpansOfAnotherLength_AndSpansThatOverlap_AreRefusedInWords()
    {
        LectureLeNet5 network = LectureLeNet5.CreateRandom(1);
        byte[] pixels = new byte[LectureLeNet5.InputLength];
        float[] output = new float[LectureLeNet5.OutputLength];
        Assert.Contains("The pixels have 3 bytes, but the network takes exactly 1024", Assert.Throws<ArgumentException>("pixels", () => network.Forward(pixels.AsSpan(0, 3), output)).Message);
        Assert.Contains("The output has 9 numbers, but the network gives exactly 10", Assert.Throws<ArgumentException>("output", () => network.Forward(pixels, output.AsSpan(1))).Message);

        float[] shared = new float[LectureLeNet5.InputLength];
        Assert.Contains("overlaps", Assert.Throws<ArgumentException>("output", () => network.Forward(
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(shared.AsSpan())[..LectureLeNet5.InputLength], shared.AsSpan(10, LectureLeNet5.OutputLength))).Message);
    }

    private static bool HasBufferForBytes(CompiledNetwork network) => network.Type.GetField("s_threadInput", BindingFlags.Static | BindingFlags.NonPublic) is not null;

    private static double[] Numbers(double[] numbers, int count) => [.. Enumerable.Range(0, count).Select(i => numbers[i % numbers.Length])];

    private static byte[] Pixels(int seed, NetworkInstance instance)
    {
        byte[] pixels = new byte[instance.Network.InputLength];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    private static float[] Floats(byte[] pixels) => [.. pixels.Select(value => value / 255f)];
}
