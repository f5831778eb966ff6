using CnnGen.Onnx;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>What exporters write around the layers, one pattern a test; where the generator knows the layers, the numbers too.</summary>
public sealed class PatternTests
{
    private static readonly int[] _toChannelsFirst = [0, 3, 1, 2];
    private static readonly int[] _toChannelsLast = [0, 2, 3, 1];

    [Fact]
    public void Transposes_around_a_Keras_model_make_it_channels_last()
    {
        ModelProto model = new ModelBuilder(13, -1, 7, 6, 3).Weights("k/ReadVariableOp:0", 4, 3, 3, 3)
            .Node("Transpose", "input -> t", ("perm", _toChannelsFirst)).Node("Conv", "t k/ReadVariableOp:0 -> c", ("auto_pad", "SAME_UPPER"), ("strides", new[] { 2, 2 }))
            .Node("Relu", "c -> r").Node("Transpose", "r -> y", ("perm", _toChannelsLast)).Build("y");

        ImportedNetwork network = ImportCheck.Run(model);

        Assert.Equal(["[Input(7, 6, 3)]", "[Conv2D(4, 3, Stride = 2, Padding = Padding.Same, UseBias = false, Activation = Activation.ReLU, Name = \"k\")]"], Attributes(network));
    }

    [Fact]
    public void Flatten_in_Kerass_order_permutes_the_weights_of_the_MatMul_and_its_Add_is_the_bias()
    {
        ModelProto model = new ModelBuilder(13, -1, 5, 4, 3).Integers("shape", -1, 60).Weights("w", 60, 7).Weights("b", 7)
            .Node("Transpose", "input -> t", ("perm", _toChannelsFirst)).Node("MaxPool", "t -> p", ("kernel_shape", new[] { 1, 1 }))
            .Node("Transpose", "p -> q", ("perm", _toChannelsLast)).Node("Reshape", "q shape -> f").Node("MatMul", "f w -> m").Node("Add", "m b -> y").Build("y");

        Assert.Equal(["[Input(5, 4, 3)]", "[MaxPool2D(1)]", "[Flatten]", "[Dense(7)]"], Attributes(ImportCheck.Run(model)));
    }

    [Fact]
    public void A_reshape_in_place_of_a_transpose_is_understood_where_there_is_one_channel()
    {
        ModelProto model = new ModelBuilder(13, -1, 6, 5, 1).Integers("shape", -1, 1, 6, 5).Weights("w", 2, 1, 3, 3)
            .Node("Reshape", "input shape -> t").Node("Conv", "t w -> y").Build("y");

        Assert.Equal(["[Input(6, 5, 1, Layout = Layout.ChannelsFirst)]", "[Conv2D(2, 3, UseBias = false)]"], Attributes(ImportCheck.Run(model)));
    }

    [Fact]
    public void Rows_of_pixels_that_become_a_map_are_declared_as_the_map()
    {
        ModelProto model = new ModelBuilder(13, -1, 30).Integers("shape", -1, 1, 6, 5).Weights("w", 2, 1, 3, 3)
            .Node("Reshape", "input shape -> t").Node("Conv", "t w -> y").Build("y");

        Assert.Equal("[Input(6, 5, 1, Layout = Layout.ChannelsFirst)]", Attributes(ImportCheck.Run(model))[0]);
    }

    [Fact]
    public void Shape_arithmetic_of_PyTorch_is_folded()
    {
        ModelProto model = new ModelBuilder(13, -1, 2, 4, 4).Integers("i0", 0).Integers("minus", -1).Weights("w", 3, 32)
            .Node("Shape", "input -> s").Node("Gather", "s i0 -> n").Node("Concat", "n minus -> d", ("axis", 0)).Node("Reshape", "input d -> f").Node("Gemm", "f w -> y", ("transB", 1)).Build("y");

        Assert.Equal(["[Input(4, 4, 2, Layout = Layout.ChannelsFirst)]", "[Flatten]", "[Dense(3, UseBias = false)]"], Attributes(ImportCheck.Run(model)));
    }

    [Fact]
    public void Pad_before_a_convolution_becomes_its_pads_and_before_a_pool_stays()
    {
        ModelBuilder padded = new ModelBuilder(11, 1, 2, 5, 5).Integers("pads", 0, 0, 1, 0, 0, 0, 2, 1).Weights("w", 2, 2, 3, 3).Node("Pad", "input pads -> p");

        Assert.Equal(
            "[Conv2D(2, 3, PadTop = 1, PadBottom = 2, PadRight = 1, UseBias = false)]",
            Attributes(ImportCheck.Run(padded.Node("Conv", "p w -> c").Build("c")))[1]);
        Assert.Equal(
            ["[ZeroPad2D(1, 2, 0, 1)]", "[MaxPool2D(2, Stride = 1)]"],
            Attributes(ImportCheck.Run(padded.Node("MaxPool", "p -> m", ("kernel_shape", new[] { 2, 2 })).Build("m")))[1..]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    public void Constants_that_are_multiplied_and_added_are_one_BatchNorm(int opset)
    {
        ModelProto model = new ModelBuilder(opset, 1, 3, 4, 4).Floats("m", [1, 3, 1, 1], 0.1f, 0.2f, 0.3f).Floats("s", [1, 3, 1, 1], 2, 3, 4).Floats("k", [], 255)
            .Node("Div", "input k -> a").Node("Sub", "a m -> b").Node("Div", "b s -> c").Node("Relu", "c -> y").Build("y");

        Assert.Equal(["[BatchNorm(Epsilon = 0)]", "[ReLU]"], Attributes(ImportCheck.Run(model))[1..]);
    }

    [Fact]
    public void Activations_that_are_written_as_products_are_found()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 3, 3).Floats("three", [], 3).Floats("six", [], 6).Floats("zero", [], 0).Floats("one", [], 1).Floats("half", [], 0.5f).Floats("root", [], 1.41421356f)
            .Node("Sigmoid", "input -> a").Node("Mul", "input a -> silu")
            .Node("Add", "silu three -> b").Node("Clip", "b zero six -> c").Node("Mul", "silu c -> d").Node("Div", "d six -> hardswish")
            .Node("Div", "hardswish root -> e").Node("Erf", "e -> f").Node("Add", "f one -> g").Node("Mul", "hardswish g -> h").Node("Mul", "h half -> y").Build("y");

        Assert.Equal(["[SiLU]", "[HardSwish]", "[GELU]"], Attributes(ImportCheck.Run(model))[1..]);
    }

    [Theory]
    [InlineData(11, "[Flatten]", "[Softmax]")]
    [InlineData(13, "[Softmax]")]
    public void Softmax_over_axis_1_is_over_all_that_follows_before_opset_13(int opset, params string[] attributes)
    {
        ModelProto model = new ModelBuilder(opset, 1, 3, 2, 2).Node("Softmax", "input -> y", ("axis", 1)).Build("y");

        Assert.Equal(attributes, Attributes(ImportCheck.Run(model))[1..]);
    }

    [Fact]
    public void Pools_that_round_up_are_padded_at_their_ends()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 8, 7)
            .Node("AveragePool", "input -> a", ("kernel_shape", new[] { 3, 2 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1))
            .Node("MaxPool", "a -> y", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("ceil_mode", 1)).Build("y");

        _ = ImportCheck.Run(model);
    }

    [Fact]
    public void Sound_is_a_map_of_one_row()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 40).Weights("w", 4, 2, 5)
            .Node("Conv", "input w -> c", ("strides", new[] { 2 }), ("pads", new[] { 2, 2 })).Node("MaxPool", "c -> p", ("kernel_shape", new[] { 2 }), ("strides", new[] { 2 }))
            .Node("ReduceMean", "p -> y", ("axes", new[] { 2 }), ("keepdims", 0)).Build("y");

        Assert.Equal(
            ["[Input(1, 40, 2, Layout = Layout.ChannelsFirst)]", "[Conv2D(4, 1, 5, StrideWidth = 2, PadLeft = 2, PadRight = 2, UseBias = false)]", "[MaxPool2D(1, 2)]", "[GlobalAvgPool2D]"],
            Attributes(ImportCheck.Run(model)));
    }

    [Fact]
    public void A_residual_block_names_what_is_read_again()
    {
        byte[] bytes = new OnnxNetwork(6, 6, 3).Conv(4, 3, pad: 1, relu: true).As("a").Conv(4, 3, pad: 1).Add("a").Relu().ToBytes();

        Assert.Equal(
            ["[Conv2D(4, 3, Pad = 1, Activation = Activation.ReLU, Name = \"conv1\")]", "[Conv2D(4, 3, Pad = 1)]", "[Add(\"conv1\")]", "[ReLU]"],
            Attributes(ImportCheck.Run(ModelProto.Parser.ParseFrom(bytes)))[1..]);
    }

    [Fact]
    public void Squeeze_and_excitation_multiplies_the_map_by_its_channels()
    {
        ModelProto model = new ModelBuilder(13, 1, 4, 5, 5).Weights("w", 2, 4, 1, 1).Weights("v", 4, 2, 1, 1)
            .Node("GlobalAveragePool", "input -> g").Node("Conv", "g w -> a").Node("Relu", "a -> b").Node("Conv", "b v -> c").Node("Sigmoid", "c -> s").Node("Mul", "input s -> y").Build("y");

        Assert.Equal(
            ["[GlobalAvgPool2D]", "[Dense(2, UseBias = false, Activation = Activation.ReLU)]", "[Dense(4, UseBias = false, Activation = Activation.Sigmoid, Name = \"dense2\")]", "[Multiply(\"dense2\", From = \"input\")]"],
            Attributes(ImportCheck.Run(model))[1..]);
    }

    [Fact]
    public void A_decoder_of_Keras_reorders_the_units_of_its_Dense()
    {
        ModelProto model = new ModelBuilder(13, 1, 5).Integers("shape", 1, 2, 2, 3).Weights("w", 5, 12).Weights("v", 3, 2, 3, 3)
            .Node("MatMul", "input w -> a").Node("Relu", "a -> r").Node("Reshape", "r shape -> b").Node("Transpose", "b -> c", ("perm", _toChannelsFirst))
            .Node("ConvTranspose", "c v -> d", ("strides", new[] { 2, 2 }), ("auto_pad", "SAME_UPPER")).Build("d");

        ImportedNetwork network = ImportCheck.Run(model);

        Assert.Equal(
            ["[Flatten]", "[Dense(12, UseBias = false, Activation = Activation.ReLU)]", "[Reshape(2, 2, 3)]", "[Conv2DTranspose(2, 3, Stride = 2, Padding = Padding.Same, UseBias = false)]"],
            Attributes(network)[1..]);

        // The unit of channel 1 in the first pixel was the second, and is the fifth: behind the four pixels of channel 0.
        float[] theirs = [.. model.Graph.Initializer[1].RawData.Span.ToArray().Chunk(4).Select(bytes => BitConverter.ToSingle(bytes))];
        Assert.Equal(theirs[1], network.Tensors["dense1.weight"].Values[4 * 5]);
    }

    [Fact]
    public void PyTorchs_keys_are_kept_where_the_defaults_differ()
    {
        ModelProto model = new ModelBuilder(13, 1, 1, 5, 5).Weights("features.0.weight", 2, 1, 3, 3).Weights("features.0.bias", 2)
            .Node("Conv", "input features.0.weight features.0.bias -> y").Build("y");

        ImportedNetwork network = ImportCheck.Run(model);

        Assert.Equal(["features.0.bias", "features.0.weight"], network.Tensors.Keys.Order());
        Assert.Equal("[Conv2D(2, 3, Name = \"features.0\")]", Attributes(network)[1]);
    }

    private static string[] Attributes(ImportedNetwork network)
        => [.. network.Source.Split('\n').Where(line => line.StartsWith('[')).Select(line => line[..(line.LastIndexOf(']') + 1)])];
}
