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
    public void EachLayerThatIsSeen_IsTheInterpreters()
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(_graphs);
        int seen = 0;
        foreach (TestNetwork network in _graphs)
        {
            Dictionary<string, Tensor> weights = TestWeights.Random(network, 1);
            float[] input = TestWeights.Uniform(new Random(2), (int)network.Input.Length, 1.5);
            NetworkInstance instance = compiled[network.ClassName].Load(weights);
            IReadOnlyList<double[]> expected = ReferenceInterpreter.Outputs(network, weights, input);
            IReadOnlyList<(string Layer, float[] Output)> traced = instance.ForwardTraced(input);
            string[] names = [.. compiled[network.ClassName].Summary.Layers.Select(layer => layer.Name)];
            foreach ((string layer, float[] output) in traced)
            {
                Assert.Null(Closeness.Difference(expected[Array.IndexOf(names, layer)], output, 1e-4) is { } difference ? $"{network.ClassName}.{layer}: {difference}" : null);
            }

            Assert.Equal(names[^1], traced[^1].Layer);
            Assert.Equal(traced.Count, traced.Select(layer => layer.Layer).Distinct().Count());
            seen += traced.Count;
        }

        // Few layers are folded into the next one.
        Assert.True(seen > _graphs.Sum(network => network.Layers.Count) / 2, $"{seen} layers were seen");
    }

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

            vector.Remove("output");
            File.WriteAllBytes(vectorPath, SafetensorsWriter.ToBytes(vector));
            Assert.Contains("expected 4 numbers in 'output'", Assert.Throws<WeightsException>(() => Run(network)).Message, StringComparison.Ordinal);
            File.Delete(vectorPath);
            Assert.Throws<FileNotFoundException>(() => Run(network));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

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
