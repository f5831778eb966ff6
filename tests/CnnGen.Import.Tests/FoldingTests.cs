using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Tests;

/// <summary>
/// What depends on constants and shapes alone is a constant: each node here has constant inputs, and its elements, added to a network's
/// input, must be those that ONNX Runtime computes.
/// </summary>
public sealed class FoldingTests
{
    private static readonly float[] _values = [1.5f, -2.25f, 0.5f, 3, -0.75f, 4, 2.5f, -1, 0, 7, -3.5f, 6];

    /// <summary>Nodes that give a tensor <c>c</c> out of <c>f</c> (3x4), <c>g</c> (4), <c>p</c> (3x4, above 0), <c>i</c> (2x3), <c>j</c> (3) and whole numbers that are named after themselves.</summary>
    public static TheoryData<string> Nodes { get; } =
    [
        "Abs f -> c", "Neg f -> c", "Sign f -> c", "Floor f -> c", "Ceil f -> c", "Round f -> c", "Sqrt p -> c", "Exp f -> c", "Log p -> c", "Reciprocal p -> c", "Sin f -> c", "Cos f -> c",
        "Tanh f -> c", "Sigmoid f -> c", "Relu f -> c", "Softplus f -> c", "Abs i -> c", "Neg i -> c", "Sign i -> c",
        "Add f g -> c", "Sub g f -> c", "Mul f g -> c", "Div f p -> c", "Div i j -> c", "Pow p g -> c", "Mod i j -> c", "Mod i j -> c fmod=1", "Mod f p -> c fmod=1", "Max f g p -> c", "Min f g -> c", "Sum f g p -> c", "Mean f g p -> c",
        "Equal i j -> c", "Greater f g -> c", "GreaterOrEqual i j -> c", "Less f g -> c", "LessOrEqual f g -> c", "Where b f p -> c", "Clip f one two -> c",
        "Cast f -> c to=7", "Cast i -> c to=1", "Cast f -> c to=9", "CastLike f i -> c",
        "ReduceSum f n1 -> c", "ReduceSum i n1 -> c keepdims=0", "ReduceMean f n0 -> c", "ReduceMax f n1 -> c keepdims=0", "ReduceMin f -> c", "ReduceProd f n1 -> c", "ReduceProd i n1 -> c", "ReduceL1 f n1 -> c",
        "ReduceL2 f n1 -> c", "ReduceSumSquare f n0 -> c", "ReduceLogSum p n0 -> c", "ReduceLogSumExp f n0 -> c",
        "Reshape f n6n2 -> c", "Flatten f -> c axis=0", "Squeeze f1 n1 -> c", "Unsqueeze f n0 -> c", "Transpose f -> c", "Expand g n2n3n4 -> c", "Tile f n2n3 -> c", "Identity f -> c",
        "Shape f -> c", "Size f -> c", "Gather f n2n0 -> c axis=1", "Gather f minus1 -> c", "GatherElements f e -> c axis=1", "GatherND f nd -> c", "ScatterND f nd u -> c",
        "Slice f n1 n3 n1 n2 -> c", "Slice f minus1 minus9 n1 minus1 -> c", "Concat f p -> c axis=0", "Concat f p -> c axis=-1", "Split f -> c d axis=1 num_outputs=2", "Split f n1n3 -> d c axis=1", "Split f n1n2 -> d c",
        "Pad f n1n0n2n1 two -> c", "Pad f n1n0n2n1 -> c mode=reflect", "Pad f n0n1n0n2 -> c mode=edge", "Pad i n1n0n2n1 -> c", "Range s0 s7 s2 -> c", "ConstantOfShape n2n3 -> c", "NonZero f -> c", "MatMul f h -> c", "MatMul g h -> c",
        "DequantizeLinear q scale -> c", "DequantizeLinear q scale zero -> c", "DequantizeLinear q scales zeros -> c axis=0", "DequantizeLinear q4 scale -> c", "DequantizeLinear u4 blocks blockzeros -> c axis=1 block_size=2",
        "DequantizeLinear whole scale -> c", "QuantizeLinear f scale zero -> c", "QuantizeLinear f scales uzeros -> c axis=0", "QuantizeLinear f scale -> c",
        "And b b2 -> c", "Or b b2 -> c", "Xor b b2 -> c", "Not b -> c",
    ];

    [Theory]
    [MemberData(nameof(Nodes))]
    public void A_node_of_constants_gives_ONNX_Runtimes_elements(string text)
    {
        string[] words = text.Split(' ');
        int arrow = Array.IndexOf(words, "->");
        string[] outputs = [.. words[(arrow + 1)..].Where(word => !word.Contains('='))];
        (string, object)[] attributes = [.. words[(arrow + 1 + outputs.Length)..].Select(word => word.Split('=')).Select(pair => (pair[0], Value(pair[0], pair[1])))];
        string[] inputs = words[1..arrow];
        float[] expected = Run(Constants(new ModelBuilder(21, 1, 1)).Node(words[0], $"{string.Join(' ', inputs)} -> {string.Join(' ', outputs)}", attributes).Node("Cast", "c -> k", ("to", 1)).Integers("row", 1, -1)
            .Node("Reshape", "k row -> r").Node("Mul", "input minusZero -> z").Node("Add", "r z -> y").Build("y"), 1);

        ModelProto model = Constants(new ModelBuilder(21, 1, expected.Length)).Node(words[0], $"{string.Join(' ', inputs)} -> {string.Join(' ', outputs)}", attributes).Node("Cast", "c -> k", ("to", 1)).Integers("row", 1, -1)
            .Node("Reshape", "k row -> r").Node("Add", "input r -> y").Build("y");
        ImportedNetwork network = OnnxImporter.Import(model);

        Assert.Equal("BatchNorm", Assert.Single(network.Layers).Kind);
        float[] found = network.Tensors[$"{network.Layers[0].Name}.bias"].Values;
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6f * Math.Max(1, Math.Abs(pair.First)), $"{string.Join(' ', expected)} expected, {string.Join(' ', found)} found"));
    }

    private static object Value(string name, string text) => name == "mode" ? text : int.Parse(text);

    /// <summary>The tensors that the nodes read; the axes of reductions are an attribute before opset 18, and an input since.</summary>
    private static ModelBuilder Constants(ModelBuilder builder)
    {
        builder.Floats("f", [3, 4], _values).Floats("f1", [3, 1, 4], _values).Floats("p", [3, 4], [.. _values.Select(value => Math.Abs(value) + 0.25f)]).Floats("g", [4], 2, -1, 0.5f, 3)
            .Floats("h", [4, 2], 1, 2, -3, 4, 0.5f, 6, 7, -8).Floats("u", [2], 10, 20).Floats("minusZero", [1], -0f).Floats("one", [], -1).Floats("two", [], 2)
            .Whole("s0", [], 0).Whole("s7", [], 7).Whole("s2", [], 2).Whole("i", [2, 3], 7, -7, 5, -4, 0, 9).Whole("j", [3], 3, 2, -2).Whole("e", [3, 2], 0, 3, 1, 1, -1, 2).Whole("nd", [2, 2], 0, 1, 2, 3)
            .Integers("n0", 0).Integers("n1", 1).Integers("n2", 2).Integers("n3", 3).Integers("n7", 7).Integers("minus1", -1).Integers("minus9", -9).Integers("n6n2", 6, 2).Integers("n2n3n4", 2, 3, 4).Integers("n2n3", 2, 3)
            .Integers("n2n0", 2, 0).Integers("n1n3", 1, 3).Integers("n1n2", 1, 2).Integers("n1n0n2n1", 1, 0, 2, 1).Integers("n0n1n0n2", 0, 1, 0, 2)
            .Tensor("b", DataType.Bool, [3, 4], 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0).Tensor("b2", DataType.Bool, [4], 1, 1, 0, 0)
            .Tensor("q", DataType.Int8, [3, 4], 1, 255, 127, 128, 5, 6, 7, 8, 9, 10, 250, 251).Floats("scale", [], 0.05f).Tensor("zero", DataType.Int8, [], 3)
            .Floats("scales", [3], 0.5f, 0.25f, 2).Tensor("zeros", DataType.Int8, [3], 1, 254, 0).Tensor("uzeros", DataType.Uint8, [3], 1, 254, 0)
            .Tensor("q4", DataType.Int4, [3, 3], 0x81, 0x7f, 0x25, 0x9a, 0x03).Tensor("u4", DataType.Uint4, [2, 4], 0x10, 0x32, 0xfe, 0x98)
            .Floats("blocks", [2, 2], 0.5f, 2, 0.25f, 4).Tensor("blockzeros", DataType.Uint4, [2, 2], 0x21, 0x43).Tensor("whole", DataType.Int32, [2], 255, 255, 255, 255, 0, 1, 0, 0);
        return builder;
    }

    private static float[] Run(ModelProto model, int length)
    {
        model.IrVersion = 10;
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model.ToByteArray(), options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("input", new DenseTensor<float>(new float[length], [1, length]))]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
