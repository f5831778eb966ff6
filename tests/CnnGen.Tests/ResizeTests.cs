using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>ZeroPad2D, Pad2D, Crop2D and UpSample2D: what of them takes a step of its own, and all neighbours that they may have.</summary>
public class ResizeTests
{
    private static readonly ZeroPadLayer Pads = new(1, 2, 4, 3);

    private static readonly TestLayer[] Readers =
    [
        new ConvLayer(5, new Window(3, 3)),
        new ConvLayer(9, new Window(3, 3) { Pad = 1, Stride = 2 }),
        new ConvLayer(9, new Window(3, 3) { Same = true }) { UseBias = false },
        new ConvLayer(3, new Window(2, 2), Local: true),
        new DepthwiseLayer(new Window(3, 3)),
        new DepthwiseLayer(new Window(3, 3) { Pad = 1 }, Multiplier: 2),
    ];

    private static readonly TestLayer[] OtherReaders =
    [
        new PoolLayer(Max: true, new Window(3, 3) { Same = true }),
        new PoolLayer(Max: false, new Window(2, 2) { Pad = 1 }),
        new ActivationLayer(Activation.Sigmoid),
        new ActivationLayer(Activation.Softmax),
        new BatchNormLayer(),
        new UpSampleLayer(2),
        new UpSampleLayer(2, Bilinear: true),
        new FlattenLayer(),
    ];

    [Fact]
    public void EveryNeighbour_EqualsTheReferenceInterpreter()
    {
        TestNetwork[] networks =
        [
            .. from above in new TestLayer[][] { [], [new ConvLayer(9, new Window(2, 2))] }
               from resize in new TestLayer[][] { [Pads], [new PadLayer(1, 2, 4, 3, PadMode.Constant, -1.5)], [new PadLayer(1, 2, 4, 3, PadMode.Edge)], [new PadLayer(3, 2, 2, 1, PadMode.Reflect)], [new UpSampleLayer(3)], [new UpSampleLayer(3, Bilinear: true)], [Pads, new DropoutLayer(0.5)], [Pads, new CropLayer(1, 3, 5, 2)] }
               from below in resize[0] is PadLayer ? [OtherReaders[0], OtherReaders[3], OtherReaders[6], Readers[0], Readers[4], null] : OtherReaders.Concat(Readers).Append(null)
               select new TestNetwork("", new Shape(5, 4, 3), Layout.ChannelsLast, [.. above, .. resize, .. below is null ? [] : new[] { below }]),
        ];
        int[] channels = [3, 8, 21];

        // Without a layer above in the one layout, with one in the other.
        int half = networks.Length / 2;
        NetworkCheck.AssertRight([.. networks.Select((network, i) => (network with { ClassName = $"Resized{i}", Layout = (Layout)(((i % half) + (i / half)) % 2), Input = new Shape(5, 4, channels[(i + (i / 15)) % 3]) }, Seed: i))]);
    }

    [Fact]
    public void ZerosAboveAConvolution_AreItsPadding()
    {
        Assert.All(Readers, reader => Assert.DoesNotContain(Algorithms(Pads, reader), IsZeroPad));
        Assert.All(OtherReaders, reader => Assert.Contains(Algorithms(Pads, reader), IsZeroPad));
    }

    [Fact]
    public void WhatIsNotZeroAboveAConvolution_IsNotItsPadding()
    {
        Assert.All(Readers, reader => Assert.Contains("-1.5 around, 1/2/4/3", Algorithms(new PadLayer(1, 2, 4, 3, PadMode.Constant, -1.5), reader)));
        Assert.All(Readers, reader => Assert.Contains("outermost pixels repeated around, 1/2/4/3", Algorithms(new PadLayer(1, 2, 4, 3, PadMode.Edge), reader)));
        Assert.All(Readers, reader => Assert.Contains("mirrored around, 1/2/3/3", Algorithms(new PadLayer(1, 2, 3, 3, PadMode.Reflect), reader)));
        Assert.All(Readers, reader => Assert.DoesNotContain(Algorithms(new PadLayer(1, 2, 4, 3, PadMode.Constant), reader), IsZeroPad));
    }

    /// <summary>Numbers that no convolution can tell from others would hide a wrong pixel.</summary>
    [Theory]
    [InlineData("Mode = PadMode.Constant, Value = double.NegativeInfinity", "-∞ -∞ -∞ -∞ -∞ -∞; -∞ 1 2 3 -∞ -∞; -∞ 4 5 6 -∞ -∞")]
    [InlineData("Mode = PadMode.Edge", "1 1 2 3 3 3; 1 1 2 3 3 3; 4 4 5 6 6 6")]
    [InlineData("Mode = PadMode.Reflect", "5 4 5 6 5 4; 2 1 2 3 2 1; 5 4 5 6 5 4")]
    public void EachMode_PutsThesePixelsAround(string mode, string expected)
    {
        CompiledNetwork network = NetworkCompiler.Compile($"using CnnGen;\n\n[Input(2, 3, 1)]\n[Pad2D(1, 0, 1, 2, {mode})]\npublic sealed partial class Around;\n")["Around"];

        float[] output = network.CreateRandom(1).Forward([1, 2, 3, 4, 5, 6]);

        Assert.Equal(expected, string.Join("; ", output.Chunk(6).Select(row => string.Join(' ', row.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace("-Infinity", "-∞"))))));
    }

    /// <summary>A sigmoid of zero is not zero.</summary>
    [Fact]
    public void ZerosUnderAnActivation_AreNotTheConvolutionsPadding()
        => Assert.Contains(Algorithms(Pads, new ActivationLayer(Activation.Sigmoid), Readers[0]), IsZeroPad);

    private static bool IsZeroPad(string algorithm) => algorithm.StartsWith("zeros around, 1/2/4/3", StringComparison.Ordinal);

    private static string[] Algorithms(params TestLayer[] layers)
    {
        TestNetwork network = new("Padded", new Shape(5, 4, 3), Layout.ChannelsLast, layers);
        return [.. NetworkCompiler.Compile([network])["Padded"].Summary.Plan.Steps.Select(step => step.Algorithm)];
    }
}
