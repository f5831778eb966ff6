using CnnGen.Runtime;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// Layers that Forward computes together with the next one, worked out in plain loops by ForwardTraced: against what their kernels give
/// where they stand last, which other tests compare with other frameworks.
/// </summary>
public class ReferenceLayerTests
{
    private const int Seed = 3;

    private static readonly string[] _kinds =
    [
        "Conv2D(4, 3, Stride = 2, Groups = 2, Pad = 1)", "Conv2D(5, 2, 3, Dilation = 2, Activation = Activation.ELU)", "Conv2D(3, 1, Activation = Activation.Softmax)",
        "Conv2DTranspose(4, 3, Stride = 2, Groups = 2, Pad = 1)", "DepthwiseConv2D(3, Multiplier = 2, Padding = Padding.Same)", "LocallyConnected2D(3, 2)",
        "Flatten, Dense(5)", "BatchNorm", "Flatten, BatchNorm", "PReLU", "Flatten, PReLU", "SiLU", "LeakyReLU(0.2)",
        "MaxPool2D(3, Stride = 2, Padding = Padding.Same)", "AvgPool2D(3, Stride = 1, Pad = 1)", "AvgPool2D(2, Pad = 1, CountIncludePad = true)", "GlobalAvgPool2D", "GlobalMaxPool2D",
        "LocalResponseNorm(3)", "LocalResponseNorm(4)", "LocalResponseNorm(4, ChannelsBefore = 2)", "Softmax", "LogSoftmax", "Flatten, Softmax", "Maxout(2)", "Flatten, Maxout(2)", "Normalize(Mean = new[] { 0.5, 0.2, 0.1, 0.4 }, Std = new[] { 2.0 })",
        "ZeroPad2D(1, 2, 0, 3)", "Pad2D(1, 2, 0, 3, Value = -2.5)", "Pad2D(1, 2, 0, 3, Mode = PadMode.Edge)", "Pad2D(1, 2, 0, 3, Mode = PadMode.Reflect)", "Crop2D(1, 2, 0, 3)", "UpSample2D(2)", "UpSample2D(2, Interpolation = Interpolation.Bilinear)", "ChannelShuffle(2)", "PixelShuffle2D(2)", "Slice(1, 2)", "Reshape(5, 4, 6)",
        "ReLU, GlobalAvgPool2D(Name = \"gate\"), Multiply(\"relu1\")", "ReLU, Add(\"input\")", "Flatten(Name = \"units\"), Dense(120), Add(\"units\")", "Conv2D(120, 1, Name = \"map\"), Flatten(Name = \"units\", From = \"input\"), Multiply(\"map\")",
    ];

    private static string Networks(string input) => "using CnnGen;\n" + string.Concat(_kinds.Select((kind, i) => $"""

        [Input(6, 5, 4{input})]
        [{kind}]
        public sealed partial class Last{i};

        [Input(6, 5, 4{input})]
        [{kind}, Tanh(Name = "after")]
        public sealed partial class Hidden{i};
        """));

    [Theory]
    [InlineData("")]
    [InlineData(", Layout = Layout.ChannelsFirst, ChannelOrder = ChannelOrder.BGR")]
    public void EachKind_IsWhatItsKernelGives(string order)
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(Networks(order));
        float[] input = TestWeights.Uniform(new Random(1), 6 * 5 * 4, 2);
        for (int i = 0; i < _kinds.Length; i++)
        {
            (string Layer, float[] Output)[] kernels = [.. compiled[$"Last{i}"].CreateRandom(Seed).ForwardTraced(input)];
            (string Layer, float[] Output)[] plain = [.. compiled[$"Hidden{i}"].CreateRandom(Seed).ForwardTraced(input)];
            Assert.Equal([.. kernels.Select(layer => layer.Layer), "after"], plain.Select(layer => layer.Layer));
            double[] expected = [.. kernels[^1].Output.Select(number => (double)number)];
            Assert.Null(Closeness.Difference(expected, plain[^2].Output) is { } difference ? $"{_kinds[i]}: {difference}" : null);
        }
    }

    [Fact]
    public void EveryOperationThereIs_IsAmongThem()
    {
        string generated = string.Concat(NetworkCompiler.Generate(Networks("")).Result.GeneratedTrees.Where(tree => tree.FilePath.Contains("Hidden", StringComparison.Ordinal)));
        string[] operations = [.. typeof(ReferenceOperation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReferenceOperation)) && !type.IsAbstract).Select(type => type.Name)];

        // A copy is what Dropout and Flatten are, where they read the input itself.
        Assert.All(operations.Except(["ReferenceCopy"]), operation => Assert.Contains($".{operation}(", generated));
        Assert.Contains(".ReferenceCopy(", string.Concat(NetworkCompiler.Generate("[CnnGen.Input(2, 2, 1), CnnGen.Flatten] partial class Copied;").Result.GeneratedTrees));
    }
}
