using CnnGen.Import.SelfTest;
using CnnGen.TestKit;
using CnnGen.Tool;
using Google.Protobuf;
using Onnx;
using SafetensorsWriter = CnnGen.Import.Write.SafetensorsWriter;

namespace CnnGen.Import.Tests;

/// <summary>The vector that the tool writes beside a network, and the generated SelfTest() that reads it.</summary>
public sealed class SelfTestTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cnngen-selftest-");

    [Fact]
    public void TheVectorHasTheInput_EachLayersOutput_AndTheOutputInTheNetworksOrder()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 4, 3).Weights("w", 3, 2, 1, 1)
            .Node("Relu", "input -> r").Node("Conv", "r w -> c").Node("Tanh", "c -> y").Build("y");
        string path = Path.Combine(_directory.FullName, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());

        Dictionary<string, (int[] Shape, float[] Values)> vector = SelfTestVector.TryMake(path, OnnxImporter.Import(path))!.Tensors.ToDictionary(tensor => tensor.Key, tensor => (tensor.Shape, (float[])tensor.Values));

        Assert.Equal(["input", "relu1", "conv1", "output"], vector.Keys);
        Assert.Equal([4, 3, 2], vector["relu1"].Shape);

        // The span is channels first; a layer's output is height x width x channels.
        float[] input = vector["input"].Values;
        Assert.Equal(Math.Max(0, input[12]), vector["relu1"].Values[1]);
        Assert.Equal(vector["output"].Values[12], vector["conv1"].Values[1]);
    }

    /// <summary>A vector is made of whatever is imported; the network passes it, and does not once a weight is wrong.</summary>
    [Theory]
    [InlineData("batch8", "1,3,8,8", null)]
    [InlineData("fp16_input", null, null)]
    [InlineData("double_input", null, null)]
    [InlineData("double_weights", null, null)]
    [InlineData("selftest_cut_second_input", null, "y")]
    [InlineData("selftest_false_alarm_sigmoid", null, null)]
    [InlineData("selftest_tiny_gate", null, null)]
    [InlineData("large_maps", null, null)]
    public void AnImportedNetworkPassesItsSelfTest_AndAWrongOneDoesNot(string name, string? shape, string? output)
    {
        string path = CaseTests.Path(name);
        ImportedNetwork network = OnnxImporter.Import(path, new ImportOptions { Shape = shape?.Split(',').Select(int.Parse).ToArray(), Output = output });
        SelfTestBuilder vector = SelfTestVector.TryMake(path, network)!;
        Func<SelfTestResult> selfTest = Compile(network, vector.Write);

        SelfTestResult right = selfTest();
        Assert.True(right.Passed, $"{right}");
        Assert.True(right.Layers.Count > 1, $"{right}");
        Assert.InRange(new FileInfo(VectorPath).Length, 1, 6_000_000);

        // The first output of the first layer with weights.
        (string key, ImportedTensor weights) = network.Tensors.First();
        Array.Fill(weights.Values, 0.5f, 0, weights.Values.Length / weights.Shape[0]);
        using (FileStream stream = File.Create(WeightsPath))
        {
            network.WriteWeights(stream);
        }

        SelfTestResult wrong = selfTest();
        Assert.False(wrong.Passed, $"{key}: {wrong}");
    }

    /// <summary>Vectors of earlier versions hold whole layers, and what ONNX Runtime's own Sigmoid gives: 1.15e-7 too much.</summary>
    [Theory]
    [InlineData(1.15e-7f, true)]
    [InlineData(1e-4f, false)]
    public void AVectorOfWholeLayersIsRead_WithTheErrorThatASigmoidMayHave(float error, bool passes)
    {
        string path = CaseTests.Path("selftest_false_alarm_sigmoid");
        ImportedNetwork network = OnnxImporter.Import(path);
        KeyValuePair<string, ImportedTensor>[] old =
        [
            .. SelfTestVector.TryMake(path, network)!.Tensors.Select(tensor => KeyValuePair.Create(
                tensor.Key,
                new ImportedTensor(tensor.Shape, tensor.Key == "input" ? (float[])tensor.Values : [.. ((float[])tensor.Values).Select(value => value + error)]))),
        ];

        SelfTestResult result = Compile(network, stream => SafetensorsWriter.Write(stream, old))();

        Assert.Equal(passes, result.Passed);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(144)]
    public void APlaceOutsideTheLayerIsRefused(int place)
    {
        string path = CaseTests.Path("batch8");
        ImportedNetwork network = OnnxImporter.Import(path, new ImportOptions { Shape = [1, 3, 8, 8] });
        Func<SelfTestResult> selfTest = Compile(network, stream => SafetensorsWriter.Write(stream, [("input", [192], new float[192]), ("output", [1], new float[1]), ("output@places", [1], new[] { place })]));

        Assert.Contains($"names the element {place} of an output of 144", Assert.Throws<WeightsException>(selfTest).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string VectorPath => Path.Combine(_directory.FullName, "Network.selftest.safetensors");

    private string WeightsPath => Path.Combine(_directory.FullName, "Network.safetensors");

    /// <summary>The generated SelfTest() of the network, with its two files written.</summary>
    private Func<SelfTestResult> Compile(ImportedNetwork network, Action<Stream> vector)
    {
        using (FileStream stream = File.Create(VectorPath))
        {
            vector(stream);
        }

        using (FileStream stream = File.Create(WeightsPath))
        {
            network.WriteWeights(stream);
        }

        string source = network.SourceWithSelfTest.Replace("\"Network.", $"\"{_directory.FullName.Replace("\\", "\\\\", StringComparison.Ordinal)}/Network.", StringComparison.Ordinal);
        return NetworkCompiler.Compile(source)["Network"].Type.GetMethod("SelfTest")!.CreateDelegate<Func<SelfTestResult>>();
    }
}
