using CnnGen.Tool;
using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>The vector that the tool writes beside a network.</summary>
public sealed class SelfTestTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cnngen-selftest-");

    [Fact]
    public void The_vector_has_the_input_each_layers_output_and_the_output_in_the_networks_order()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 4, 3).Weights("w", 3, 2, 1, 1)
            .Node("Relu", "input -> r").Node("Conv", "r w -> c").Node("Tanh", "c -> y").Build("y");
        string path = Path.Combine(_directory.FullName, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        ImportedNetwork network = OnnxImporter.Import(path);

        Dictionary<string, ImportedTensor> vector = SelfTestVector.TryMake(path, network)!;

        Assert.Equal(["input", "relu1", "conv1", "output"], vector.Keys);
        Assert.Equal([4, 3, 2], vector["relu1"].Shape);

        // The span is channels first; a layer's output is height x width x channels.
        float[] input = vector["input"].Values;
        Assert.Equal(Math.Max(0, input[12]), vector["relu1"].Values[1]);
        Assert.Equal(vector["output"].Values[12], vector["conv1"].Values[1]);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
