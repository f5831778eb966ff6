using CnnGen.Generator.Shapes;
using CnnGen.TestKit;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>Receptive fields, beside what changes when pixels do.</summary>
public class ReceptiveFieldTests
{
    private const int Seeds = 8;

    [Fact]
    public void LeNet5_HasTheLecturesFields()
        => Assert.Equal(
            ["5x5", "6x6", "14x14", "16x16", "16x16", "32x32", "32x32", "32x32", "32x32"],
            Fields(Inferred.Of(Sources.LeNet5)).Select(field => $"{field}"));

    /// <summary>Araujo, Norris and Sim give ResNet-v1's stages 7, 11 and so on; the last ones are clipped to 224 pixels.</summary>
    [Theory]
    [InlineData("[Input(224, 224, 3)]\n[Conv2D(1, 7, Stride = 2, Pad = 3)]\n[MaxPool2D(3, Stride = 2, Pad = 1)]\n[Conv2D(1, 3, Pad = 1), Conv2D(1, 3, Pad = 1)]", "7x7 11x11 19x19 27x27")]
    [InlineData("[Input(9, 30, 1)]\n[Conv2D(1, 3, Dilation = 2)]\n[Conv2D(1, 1, 3, Dilation = 4)]", "5x5 5x13")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(1, 5, Padding = Padding.Same)]\n[Conv2D(1, 5, Padding = Padding.Same)]", "5x5 8x8")]
    [InlineData("[Input(6, 6, 1)]\n[MaxPool2D(2)]\n[UpSample2D(3)]\n[Conv2D(1, 3)]", "2x2 2x2 4x4")]
    [InlineData("[Input(6, 6, 1)]\n[UpSample2D(2, Interpolation = Interpolation.Bilinear)]\n[AvgPool2D(2)]", "2x2 3x3")]
    [InlineData("[Input(6, 6, 1)]\n[Conv2DTranspose(1, 3, Stride = 2)]\n[Conv2DTranspose(1, 2, Stride = 2)]\n[MaxPool2D(2)]", "2x2 2x2 2x2")]
    [InlineData("[Input(20, 20, 1)]\n[Conv2D(1, 3, Pad = 1, Name = \"a\")]\n[Conv2D(1, 5, Pad = 2, From = \"input\")]\n[Add(\"a\")]\n[Concat(\"a\")]\n[GlobalAvgPool2D, Softmax]", "3x3 5x5 5x5 5x5 20x20 20x20")]
    [InlineData("[Input(7, 9, 1)]\n[Crop2D(3, 2, 4, 2)]\n[Conv2D(1, 2, 3)]\n[Conv2D(1, 2, 3, From = \"input\")]\n[Crop2D(2, 3, 3, 1)]\n[Add(\"conv1\")]", "1x1 2x3 2x3 2x3 3x4")]
    [InlineData("[Input(7, 7, 1)]\n[MaxPool2D(2)]\n[Flatten]\n[ReLU]\n[Softmax]", "2x2 2x2 2x2 6x6")]
    public void KnownFields(string attributes, string expected)
        => Assert.Equal(expected, string.Join(' ', Fields(Inferred.Of($"using CnnGen;\n{attributes}\npublic partial class Net;"))));

    /// <summary>Of a mistake nothing is said, nor of what stands below it.</summary>
    [Fact]
    public void BelowAMistake_NothingIsKnown()
        => Assert.Equal(
            [new ReceptiveField(3, 3), null, null],
            Fields(Inferred.Of("using CnnGen;\n[Input(8, 8, 1)]\n[Conv2D(1, 3)]\n[Conv2D(1, 9)]\n[ReLU]\npublic partial class Net;")));

    public static TheoryData<int> AllSeeds => [.. Enumerable.Range(1, Seeds)];

    /// <summary>One row of pixels is changed, then one column, and the interpreter tells which places of each layer's output notice.</summary>
    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void RandomGraphs_NoticeWhatTheirFieldsSay(int seed) => Check(Linear(RandomGraphs.Create(seed)));

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void RandomChains_NoticeWhatTheirFieldsSay(int seed) => Check(Linear(RandomNetworks.Create(seed)));

    /// <summary>Maps so long that most of their places are far from the borders, where fields are known without looking at each place.</summary>
    public static TheoryData<string, TestLayer[]> LongMaps => new()
    {
        { "windows with strides, pads and dilation", [Conv(new(1, 5) { Stride = 2, PadLeft = 3 }), Conv(new(1, 3) { Dilation = 4, PadRight = 7 }), new PoolLayer(false, new(1, 3)), Conv(new(1, 4) { Same = true })] },
        { "a window as long as the map", [Conv(new(1, 90) { Same = true }), Conv(new(1, 3) { Stride = 3 })] },
        { "transposed, with gaps", [new TransposedConvLayer(2, 1) { KernelWidth = 2, Stride = 3 }, new TransposedConvLayer(2, 1) { KernelWidth = 3, Stride = 2, Dilation = 3 }, Conv(new(1, 3) { Dilation = 2 })] },
        { "enlarged between strides", [Conv(new(1, 3) { Stride = 2 }), new UpSampleLayer(3), Conv(new(1, 2)), new UpSampleLayer(2, Bilinear: true), Conv(new(1, 3) { Stride = 4 })] },
        { "pads, crops", [new ZeroPadLayer(0, 0, 9, 2), Conv(new(1, 3)), new CropLayer(0, 0, 5, 30), new ZeroPadLayer(0, 0, 0, 3), Conv(new(1, 5) { Stride = 2 })] },
        {
            "branches of other strides",
            [
                Conv(new(1, 2) { Stride = 2 }) with { Name = "fast" },
                Conv(new(1, 21)) with { From = "input" },
                new CropLayer(0, 0, 8, 0),
                Conv(new(1, 41)) with { Name = "slow" },
                new CropLayer(0, 0, 5, 1) { From = "fast" },
                Conv(new(1, 1)) with { Name = "cropped" },
                new ConcatLayer(["cropped"]) { From = "cropped", Name = "same" },
                Conv(new(1, 3)),
                new ArithmeticLayer(false, ["slow"]),
                Conv(new(1, 3) { Same = true }),
            ]
        },
        {
            "a gate of the whole map",
            [
                Conv(new(1, 5) { Same = true }) with { Name = "map" },
                new GlobalPoolLayer(Max: false),
                new DenseLayer(2) { Name = "gate" },
                new ArithmeticLayer(true, ["gate"]) { From = "map" },
                Conv(new(1, 2) { Stride = 2 }),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(LongMaps))]
    public void LongMaps_NoticeWhatTheirFieldsSay(string what, TestLayer[] layers)
    {
        TestNetwork network = new("Long", new TestKit.Shape(1, 120, 2), Layout.ChannelsLast, layers);
        Assert.True(network.IsValid, what);
        Check(network);
    }

    private static ConvLayer Conv(TestKit.Window window) => new(2, window);

    private static IReadOnlyList<ReceptiveField?> Fields(ShapedNetwork network) => [.. network.Layers.Select(layer => layer.ReceptiveField)];

    private static void Check(TestNetwork network)
    {
        IReadOnlyList<ReceptiveField?> fields = Fields(Inferred.Of(network));
        Dictionary<string, Tensor> weights = TestWeights.Random(network, 1);
        float[] input = TestWeights.Uniform(new Random(2), (int)network.Input.Length, 1);
        IReadOnlyList<double[]> before = ReferenceInterpreter.Outputs(network, weights, input);
        TestKit.Shape map = network.Input;
        IReadOnlyList<double[]>[] afterRows = [.. Enumerable.Range(0, map.Height).Select(row => After(place => place.Row == row))];
        IReadOnlyList<double[]>[] afterColumns = [.. Enumerable.Range(0, map.Width).Select(column => After(place => place.Column == column))];
        List<TestStep> steps = network.Steps();
        bool isJumbled = false;
        for (int layer = 0; layer < steps.Count; layer++)
        {
            // A Reshape's field is said to be all of its input's.
            isJumbled |= steps[layer].Layer is ReshapeLayer;
            ReceptiveField noticed = new(Noticed(afterRows, layer), Noticed(afterColumns, layer));
            ReceptiveField said = Assert.NotNull(fields[layer]);
            string what = $"{network.ToSource()}{steps[layer].Layer.ToAttribute()} notices {noticed}, said {said}";
            Assert.True(noticed.Height <= said.Height && noticed.Width <= said.Width, what);
            Assert.True(isJumbled || (steps[layer].Output.Flat && steps[layer].Layer is not DenseLayer) || noticed == said, what);
        }

        IReadOnlyList<double[]> After(Func<(int Row, int Column), bool> isChanged)
        {
            float[] changed = [.. input.Select((value, i) =>
            {
                int pixel = network.Layout == Layout.ChannelsFirst ? i % (map.Height * map.Width) : i / map.Channels;
                return isChanged((pixel / map.Width, pixel % map.Width)) ? value + 0.37f : value;
            })];
            return ReferenceInterpreter.Outputs(network, weights, changed);
        }

        int Noticed(IReadOnlyList<double[]>[] after, int layer)
        {
            // A place is a pixel with its channels; of a flat tensor, a number.
            int channels = steps[layer].Output.Flat ? 1 : steps[layer].Output.Channels;
            int places = before[layer].Length / channels;
            return Enumerable.Range(0, places).Max(place =>
            {
                int[] lines = [.. Enumerable.Range(0, after.Length).Where(line =>
                    !after[line][layer].AsSpan(place * channels, channels).SequenceEqual(before[layer].AsSpan(place * channels, channels)))];
                return lines.Length == 0 ? 0 : lines[^1] - lines[0] + 1;
            });
        }
    }

    /// <summary>The same windows without what may hide a change: the largest of several, and activations that are flat somewhere.</summary>
    private static TestNetwork Linear(TestNetwork network) => network with
    {
        Layers = [.. network.Layers.Select(layer => layer switch
        {
            PoolLayer pool => pool with { Max = false },
            GlobalPoolLayer pool => pool with { Max = false },
            WeightedLayer weighted => weighted with { Activation = Activation.None },
            ActivationLayer => new DropoutLayer(0.5) { Name = layer.Name, From = layer.From },
            _ => layer,
        })],
    };
}
