using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>ForwardTraced and SelfTest: what each layer gives, against the reference interpreter.</summary>
public class TraceTests
{
    private const int Graphs = 30;

    private static readonly TestNetwork[] _graphs =
    [
        .. Enumerable.Range(500, Graphs).Select(seed => RandomGraphs.Create(seed)).Where(network => network.Layout == Layout.ChannelsLast),
    ];

    [Fact]
    public void EachLayer_IsTheInterpreters_InTheOrderOfTheAttributes()
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(_graphs);
        foreach (TestNetwork network in _graphs)
        {
            Dictionary<string, Tensor> weights = TestWeights.Random(network, 1);
            float[] input = TestWeights.Uniform(new Random(2), (int)network.Input.Length, 1.5);
            Check(network, compiled[network.ClassName].Load(weights), ReferenceInterpreter.Outputs(network, weights, input), input);
            NetworkInstance keras = compiled[network.ClassName].Load(TestWeights.ToKeras(network, weights), WeightLayout.Keras);
            Check(network, keras, ReferenceInterpreter.Outputs(network, weights, input, WeightLayout.Keras), input);
        }
    }

    private static void Check(TestNetwork network, NetworkInstance instance, IReadOnlyList<double[]> expected, float[] input)
    {
        IReadOnlyList<(string Layer, float[] Output)> traced = instance.ForwardTraced(input);
        Assert.Equal(instance.Network.Summary.Layers.Select(layer => layer.Name), traced.Select(layer => layer.Layer));
        foreach (((string layer, float[] output), double[] numbers) in traced.Zip(expected))
        {
            Assert.Null(Closeness.Difference(numbers, output, 1e-4) is { } difference ? $"{network.ClassName}.{layer}: {difference}" : null);
        }

        Assert.Equal(instance.Forward(input), traced[^1].Output);
    }

    [Fact]
    public void LayersThatAreComputedTogether_AreSeenHoweverTheNetworkWasLoaded()
    {
        CompiledNetwork network = NetworkCompiler.Compile(Fused)["Fused"];
        float[] input = TestWeights.Uniform(new Random(3), network.InputLength, 1);
        byte[] file = SafetensorsWriter.ToBytes(FusedWeights());
        string path = Path.Combine(Path.GetTempPath(), $"cnngen-{Guid.NewGuid():N}.safetensors");
        File.WriteAllBytes(path, file);
        try
        {
            NetworkInstance fromFile = network.Load(path);
            IReadOnlyList<(string Layer, float[] Output)> expected = network.Load(new MemoryStream(file)).ForwardTraced(input);
            Assert.Equal(["conv1", "bn1", "relu1", "maxpool1"], expected.Select(layer => layer.Layer));
            Assert.All(fromFile.ForwardTraced(input).Zip(expected), pair => Assert.Equal(pair.Second.Output, pair.First.Output));
            Assert.All((IReadOnlyList<(string, float[])>[])[expected, network.CreateRandom(5).ForwardTraced(input)], layers => Assert.Null(Closeness.Difference(Pooled(layers[2].Item2), layers[3].Item2, 1e-5)));

            // What was not read again before the file was changed is not to be had any more: be it only the length that changed, or only the time.
            DateTime written = File.GetLastWriteTimeUtc(path);
            NetworkInstance late = network.Load(path);
            File.WriteAllBytes(path, [.. file, 0]);
            File.SetLastWriteTimeUtc(path, written);
            Assert.Contains("was changed after Fused was loaded", Assert.Throws<WeightsException>(() => late.ForwardTraced(input)).Message, StringComparison.Ordinal);
            File.WriteAllBytes(path, file);
            File.SetLastWriteTimeUtc(path, written.AddSeconds(2));
            Assert.Contains("was changed after Fused was loaded", Assert.Throws<WeightsException>(() => late.ForwardTraced(input)).Message, StringComparison.Ordinal);
            Assert.Equal(4, fromFile.ForwardTraced(input).Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AChangeBehindASymbolicLink_IsNoticed(bool changesTarget)
    {
        CompiledNetwork network = NetworkCompiler.Compile(Fused)["Fused"];
        byte[] file = SafetensorsWriter.ToBytes(FusedWeights());
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cnngen-link-");
        try
        {
            (string link, string target, string other) = (Path.Combine(directory.FullName, "link"), Path.Combine(directory.FullName, "target"), Path.Combine(directory.FullName, "other"));
            File.WriteAllBytes(target, file);
            File.WriteAllBytes(other, file);
            File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(target));
            File.CreateSymbolicLink(link, "target");
            NetworkInstance late = network.Load(link);
            if (changesTarget)
            {
                // Of the same length, and later: a link's own length and time stay what they were.
                File.WriteAllBytes(target, file);
                File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddSeconds(5));
            }
            else
            {
                File.Delete(link);
                File.CreateSymbolicLink(link, "other");
            }

            Assert.Contains("was changed after Fused was loaded", Assert.Throws<WeightsException>(() => late.ForwardTraced(new float[network.InputLength])).Message, StringComparison.Ordinal);
            Assert.Equal(4, network.Load(link).ForwardTraced(new float[network.InputLength]).Count);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private const string Fused = """
        using CnnGen;

        [Input(6, 6, 1)]
        [Conv2D(8, 3)]
        [BatchNorm]
        [ReLU]
        [MaxPool2D(2)]
        public sealed partial class Fused;
        """;

    private static Dictionary<string, Tensor> FusedWeights()
    {
        Random random = new(4);
        string[] ofChannels = ["conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean"];
        Dictionary<string, Tensor> weights = ofChannels.ToDictionary(key => key, _ => Row(TestWeights.Uniform(random, 8, 1)));
        weights["bn1.running_var"] = Row([.. Enumerable.Repeat(2f, 8)]);
        weights["conv1.weight"] = new Tensor([8, 1, 3, 3], TestWeights.Uniform(random, 72, 1));
        return weights;
    }

    /// <summary>The largest of 2x2 pixels of a map of 4x4x8.</summary>
    private static double[] Pooled(float[] map)
        => [.. from place in Enumerable.Range(0, 32)
           let first = (((place / 16 * 8) + (place / 8 % 2 * 2)) * 8) + (place % 8)
           select (double)new[] { 0, 8, 32, 40 }.Max(step => map[first + step])];

    [Fact]
    public void SelfTest_NamesTheFirstLayerThatDiffers()
    {
        string folder = Directory.CreateTempSubdirectory("cnngen").FullName;
        try
        {
            (string weightsPath, string vectorPath) = (Path.Combine(folder, "net.safetensors"), Path.Combine(folder, "net.selftest.safetensors"));
            CompiledNetwork network = NetworkCompiler.Compile($"""
                using CnnGen;

                [Input(6, 5, 2)]
                [SelfTest({Quoted(vectorPath)}, Weights = {Quoted(weightsPath)})]
                [Conv2D(3, 3, Padding = Padding.Same, Activation = Activation.ReLU)]
                [Conv2D(3, 1)]
                [Add("conv1", Name = "sum")]
                [Flatten]
                [Dense(4)]
                public sealed partial class Net;
                """)["Net"];
            Dictionary<string, Tensor> weights = Weights();
            float[] input = TestWeights.Uniform(new Random(2), network.InputLength, 1);
            Dictionary<string, Tensor> vector = network.Load(weights).ForwardTraced(input).ToDictionary(layer => layer.Layer, layer => Row(layer.Output));
            Assert.Equal(["conv1", "conv2", "dense1", "flatten1", "sum"], vector.Keys.Order());
            vector["input"] = Row(input);
            vector["output"] = vector["dense1"];
            File.WriteAllBytes(vectorPath, SafetensorsWriter.ToBytes(vector));
            File.WriteAllBytes(weightsPath, SafetensorsWriter.ToBytes(weights));

            SelfTestResult right = Run(network);
            Assert.True(right.Passed, right.ToString());
            Assert.StartsWith("Net: 6 layers are as expected.", right.ToString(), StringComparison.Ordinal);

            weights["conv2.weight"].Values[0] += 1;
            File.WriteAllBytes(weightsPath, SafetensorsWriter.ToBytes(weights));
            SelfTestResult wrong = Run(network);
            Assert.Equal("conv2", wrong.FirstDifference!.Name);
            Assert.Contains("the first layer that differs is 'conv2'", wrong.ToString(), StringComparison.Ordinal);

            // Not a number is no result either.
            weights["conv2.weight"].Values[0] = float.NaN;
            File.WriteAllBytes(weightsPath, SafetensorsWriter.ToBytes(weights));
            Assert.Equal("conv2", Run(network).FirstDifference!.Name);

            vector.Remove("output");
            File.WriteAllBytes(vectorPath, SafetensorsWriter.ToBytes(vector));
            Assert.Contains("expected 4 elements in 'output'", Assert.Throws<WeightsException>(() => Run(network)).Message, StringComparison.Ordinal);
            File.Delete(vectorPath);
            Assert.Throws<FileNotFoundException>(() => Run(network));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A part in a thousand is rounding, more is a fault.</summary>
    [Theory]
    [InlineData(0.9e-3, true)]
    [InlineData(1.1e-3, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void SelfTest_AllowsWhatRoundingExplains(double error, bool isRight) => Assert.Equal(isRight, new LayerDifference("conv1", error * 50, Scale: 50).IsRight);

    [Fact]
    public void NetworkWithoutVector_MayHaveASelfTestOfItsOwn()
        => Assert.NotNull(NetworkCompiler.Compile("using CnnGen;\n[Input(2, 2, 1)]\n[ReLU]\npublic sealed partial class Own { public static int SelfTest() => 1; }")["Own"]);

    private static SelfTestResult Run(CompiledNetwork network) => network.Type.GetMethod("SelfTest")!.CreateDelegate<Func<SelfTestResult>>()();

    private static string Quoted(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";

    private static Tensor Row(float[] numbers) => new([numbers.Length], numbers);

    private static Dictionary<string, Tensor> Weights()
    {
        Random random = new(1);
        (string Key, int[] Shape)[] shapes =
        [
            ("conv1.weight", [3, 2, 3, 3]), ("conv1.bias", [3]), ("conv2.weight", [3, 3, 1, 1]), ("conv2.bias", [3]), ("dense1.weight", [4, 90]), ("dense1.bias", [4]),
        ];
        return shapes.ToDictionary(pair => pair.Key, pair => new Tensor(pair.Shape, TestWeights.Uniform(random, pair.Shape.Aggregate(1, (product, side) => product * side), 1)));
    }
}
