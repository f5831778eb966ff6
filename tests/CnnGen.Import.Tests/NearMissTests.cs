using CnnGen.Import;
using Google.Protobuf;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>What looks almost like a pattern that the importer knows, and models whose numbers tell its terms apart: compared with ONNX Runtime.</summary>
public class NearMissTests
{
    private static ModelBuilder Input => new(13, 1, 3, 7, 5);

    [Theory]
    [InlineData(2f)]
    [InlineData(0.5f)]
    public void A_SiLU_with_a_factor_is_not_a_SiLU_alone(float factor)
        => ImportCheck.Run(Input.Floats("k", [], factor).Node("Sigmoid", "input -> a").Node("Mul", "input a -> b").Node("Mul", "b k -> y").Build("y"));

    [Fact]
    public void A_gate_of_another_tensor_is_no_activation()
        => ImportCheck.Run(Input.Node("Tanh", "input -> x").Node("Sigmoid", "x -> a").Node("Mul", "input a -> y").Build("y"));

    [Theory]
    [InlineData(3f, 6f, 6f)]
    [InlineData(2.5f, 6f, 6f)]
    [InlineData(3f, 5f, 6f)]
    [InlineData(3f, 6f, 5f)]
    public void A_hard_swish_with_other_numbers_is_none(float shift, float limit, float divisor)
    {
        ImportedNetwork network = ImportCheck.Run(Input.Floats("s", [], shift).Floats("zero", [], 0).Floats("l", [], limit).Floats("d", [], divisor).Floats("k", [], 3)
            .Node("Mul", "input k -> x").Node("Add", "x s -> a").Node("Clip", "a zero l -> b").Node("Mul", "x b -> c").Node("Div", "c d -> y").Build("y"));
        Assert.Equal((shift, limit, divisor) == (3, 6, 6), network.Source.Contains("[HardSwish]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1.41421356f, 1f, 0.5f)]
    [InlineData(1.3f, 1f, 0.5f)]
    [InlineData(1.41421356f, 0.9f, 0.5f)]
    [InlineData(1.41421356f, 1f, 0.6f)]
    public void A_GELU_with_other_numbers_is_none(float root, float one, float half)
    {
        ModelProto model = Input.Floats("r", [], root).Floats("o", [], one).Floats("h", [], half)
            .Node("Div", "input r -> a").Node("Erf", "a -> b").Node("Add", "b o -> c").Node("Mul", "input c -> d").Node("Mul", "d h -> y").Build("y");
        if ((root, one, half) == (1.41421356f, 1, 0.5f))
        {
            Assert.Contains("[GELU]", ImportCheck.Run(model).Source, StringComparison.Ordinal);
        }
        else
        {
            // No layer is an Erf.
            Assert.Throws<ImportException>(() => OnnxImporter.Import(model));
        }
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    public void A_window_that_would_begin_behind_the_map_is_left_out(string type)
        => ImportCheck.Run(new ModelBuilder(13, 1, 3, 3, 7).Node(type, "input -> y", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 4, 4 }), ("pads", new[] { 1, 1, 1, 1 }), ("ceil_mode", 1)).Build("y"));

    [Fact]
    public void Pads_before_a_convolution_keep_their_sides()
        => ImportCheck.Run(Input.Integers("p", 0, 0, 1, 3, 0, 0, 2, 0).Weights("w", 4, 3, 3, 2).Node("Pad", "input p -> a").Node("Conv", "a w -> y", ("pads", new[] { 1, 0, 0, 1 })).Build("y"));

    [Fact]
    public void A_factor_below_a_shift_multiplies_the_shift()
        => ImportCheck.Run(Input.Floats("s", [1, 3, 1, 1], 2, -3, 0.5f).Floats("t", [1, 3, 1, 1], 0.3f, 0.7f, -0.2f).Floats("u", [1, 3, 1, 1], -1.5f, 4, 2).Floats("v", [1, 3, 1, 1], 1, -1, 0.1f)
            .Node("Mul", "input s -> a").Node("Add", "a t -> b").Node("Mul", "b u -> c").Node("Add", "c v -> d").Node("Relu", "d -> y").Build("y"));

    [Fact]
    public void Biases_and_weights_of_a_Gemm_have_factors_of_their_own()
        => ImportCheck.Run(new ModelBuilder(13, 1, 5).Weights("w", 5, 4).Weights("b", 4).Node("Gemm", "input w b -> y", ("alpha", 0.3f), ("beta", 2.5f)).Build("y"));

    /// <summary>Of every type of whole numbers, the lowest is no large number.</summary>
    [Theory]
    [InlineData(TensorProto.Types.DataType.Int8, new byte[] { 0x80, 0xFF, 0x7F })]
    [InlineData(TensorProto.Types.DataType.Uint8, new byte[] { 0x80, 0xFF, 0x7F })]
    [InlineData(TensorProto.Types.DataType.Int16, new byte[] { 0x00, 0x80, 0xFF, 0xFF, 0x01, 0x00 })]
    [InlineData(TensorProto.Types.DataType.Uint16, new byte[] { 0x00, 0x80, 0xFF, 0xFF, 0x01, 0x00 })]
    public void Whole_numbers_keep_their_signs(TensorProto.Types.DataType type, byte[] bytes)
    {
        TensorProto numbers = new() { Name = "n", DataType = (int)type, RawData = ByteString.CopyFrom(bytes), Dims = { 3, 1, 1 } };
        ModelProto model = Input.Node("Cast", "n -> f", ("to", (int)TensorProto.Types.DataType.Float)).Node("Add", "input f -> y").Build("y");
        model.Graph.Initializer.Add(numbers);
        ImportCheck.Run(model);
    }

    /// <summary>The vector of a self-test has the network's output under that name.</summary>
    [Fact]
    public void No_layer_is_called_output()
    {
        ModelProto model = new ModelBuilder(13, 1, 5).Weights("output.weight", 4, 5).Node("Gemm", "input output.weight -> a", ("transB", 1)).Node("Softmax", "a -> y").Build("y");
        Assert.DoesNotContain("\"output\"", ImportCheck.Run(model).Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_a_folder_whose_name_begins_as_the_models_are_not_read()
    {
        DirectoryInfo parent = Directory.CreateTempSubdirectory("cnngen-import-");
        try
        {
            string folder = parent.CreateSubdirectory("model").FullName;
            File.WriteAllBytes(Path.Combine(parent.CreateSubdirectory("model2").FullName, "w.bin"), new byte[32]);
            ModelProto model = new ModelBuilder(13, 1, 4).Weights("w", 4, 2).Node("MatMul", "input w -> y").Build("y");
            TensorProto tensor = model.Graph.Initializer[0];
            tensor.ClearRawData();
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../model2/w.bin" });
            File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model.ToByteArray());
            Assert.Contains("not below the model's own folder", Assert.Throws<ImportException>(() => OnnxImporter.Import(Path.Combine(folder, "model.onnx"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }
}
