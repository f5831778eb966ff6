using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Operators that are several layers, or layers with other numbers than ONNX's: what is written, and that it gives ONNX Runtime's numbers.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void A_shuffle_of_channels_is_one_layer()
    {
        ModelProto model = new ModelBuilder(13, 1, 6, 3, 4).Integers("split", 1, 2, 3, 3, 4).Integers("join", 1, 6, 3, 4)
            .Node("Reshape", "input split -> a").Node("Transpose", "a -> b", ("perm", new[] { 0, 2, 1, 3, 4 })).Node("Reshape", "b join -> y").Build("y");

        Assert.Equal(["[ChannelShuffle(2)]"], Layers(model));
    }

    [Fact]
    public void A_shuffle_of_the_last_axis_is_the_same_layer()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 6).Integers("split", 1, 3, 4, 3, 2).Integers("join", 1, 3, 4, 6).Floats("s", [6], 1, 2, 3, 4, 5, 6)
            .Node("Mul", "input s -> m").Node("Reshape", "m split -> a").Node("Transpose", "a -> b", ("perm", new[] { 0, 1, 2, 4, 3 })).Node("Reshape", "b join -> c").Node("Mul", "c s -> y").Build("y");

        Assert.Equal(["[BatchNorm(Epsilon = 0)]", "[ChannelShuffle(3)]", "[BatchNorm(Epsilon = 0)]"], Layers(model));
    }

    [Fact]
    public void PyTorchs_pixel_shuffle_is_one_layer()
    {
        ModelProto model = new ModelBuilder(13, 1, 8, 3, 4).Integers("split", 1, 2, 2, 2, 3, 4).Integers("join", 1, 2, 6, 8)
            .Node("Reshape", "input split -> a").Node("Transpose", "a -> b", ("perm", new[] { 0, 1, 4, 2, 5, 3 })).Node("Reshape", "b join -> y").Build("y");

        Assert.Equal(["[PixelShuffle2D(2)]"], Layers(model));
    }

    [Theory]
    [InlineData("CRD", "[PixelShuffle2D(2)]")]
    [InlineData("DCR", "[ChannelShuffle(4)]", "[PixelShuffle2D(2)]")]
    public void DepthToSpace(string mode, params string[] layers)
        => Assert.Equal(layers, Layers(new ModelBuilder(13, 1, 12, 3, 2).Node("DepthToSpace", "input -> y", ("blocksize", 2), ("mode", mode)).Build("y")));

    [Theory]
    [InlineData(1, "[Conv2D(4, 2, Stride = 2, UseBias = false)]")]
    [InlineData(3, "[DepthwiseConv2D(2, Stride = 2, Multiplier = 4, UseBias = false)]", "[ChannelShuffle(3)]")]
    public void SpaceToDepth(int channels, params string[] layers)
        => Assert.Equal(layers, Layers(new ModelBuilder(13, 1, channels, 4, 6).Node("SpaceToDepth", "input -> y", ("blocksize", 2)).Build("y")));

    [Fact]
    public void Parts_of_the_channels_are_slices()
    {
        ModelProto model = new ModelBuilder(13, 1, 7, 4, 4).Integers("parts", 2, 4, 1).Node("Relu", "input -> r")
            .Node("Split", "r parts -> a b c", ("axis", 1)).Node("Concat", "c b a -> y", ("axis", 1)).Build("y");

        Assert.Equal(["[ReLU]", "[Slice(0, 2, Name = \"slice1\")]", "[Slice(2, 4, From = \"relu1\", Name = \"slice2\")]", "[Slice(6, 1, From = \"relu1\")]", "[Concat(\"slice2\", \"slice1\")]"],
            [.. Layers(model).Select(layer => layer.Replace(", Name = \"relu1\"", "").Replace("(Name = \"relu1\")", ""))]);
    }

    [Fact]
    public void Rows_at_a_distance_are_picked_by_a_filter_and_consecutive_columns_cropped()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 8, 7).Integers("starts", 1, 2).Integers("ends", 8, -1).Integers("axes", 2, 3).Integers("steps", 2, 1)
            .Node("Slice", "input starts ends axes steps -> y").Build("y");

        Assert.Equal(["[Crop2D(0, 0, 2, 1)]", "[DepthwiseConv2D(2, 1, StrideHeight = 2, UseBias = false)]"], Layers(model));
    }

    [Theory]
    [InlineData(7, "[Crop2D(1)]")]
    [InlineData(2, "[Crop2D(1, 6, 1, 1)]")]
    [InlineData(8, "[Crop2D(1, 0, 1, 1)]")]
    public void Consecutive_rows_and_columns_are_one_crop(int lastRow, string layer)
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 8, 7).Integers("starts", 1, 1).Integers("ends", -1, lastRow).Integers("axes", 3, 2)
            .Node("Slice", "input starts ends axes -> y").Build("y");

        Assert.Equal([layer], Layers(model));
    }

    [Fact]
    public void Halves_of_the_rows_are_crops()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 8, 7).Node("Split", "input -> a b", ("axis", 2)).Node("Add", "a b -> y").Build("y");

        Assert.Equal(["[Crop2D(0, 4, 0, 0, Name = \"crop1\")]", "[Crop2D(4, 0, 0, 0, From = \"input\")]", "[Add(\"crop1\")]"], Layers(model));
    }

    [Theory]
    [InlineData("[Crop2D(1, 2, 0, 3)]", 0, 0, -1, 0, 0, 0, -2, -3)]
    [InlineData("[Crop2D(1, 0, 0, 3)]; [ZeroPad2D(0, 2, 1, 0)]", 0, 0, -1, 1, 0, 0, 2, -3)]
    [InlineData("[Crop2D(2)]; [Slice(1, 1)]", 0, -1, -2, -2, 0, 0, -2, -2)]
    public void Negative_pads_are_crops(string layers, params int[] pads)
        => Assert.Equal(layers, string.Join("; ", Layers(new ModelBuilder(13, 1, 2, 8, 7).Integers("pads", [.. pads]).Node("Pad", "input pads -> y").Build("y"))));

    [Theory]
    [InlineData(-0.5f, 0.25f)]
    [InlineData(-0.5f, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0.25f)]
    public void Clip_between_any_limits(float low, float high)
        => _ = ImportCheck.Run(new ModelBuilder(13, 1, 3, 4, 4).Floats("low", [], low).Floats("high", [], high).Node("Clip", "input low high -> y").Build("y"));

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Sub")]
    [InlineData("Mean")]
    public void Two_computed_tensors(string type)
        => _ = ImportCheck.Run(new ModelBuilder(13, 1, 3, 4, 4).Floats("s", [3, 1, 1], 2, -3, 4).Node("Mul", "input s -> a").Node("Sigmoid", "input -> b").Node(type, "a b -> c").Node("Add", "c a -> y").Build("y"));

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Mean")]
    [InlineData("Sum")]
    public void A_computed_tensor_and_known_ones(string type)
        => _ = ImportCheck.Run(new ModelBuilder(13, 1, 3, 4, 4).Weights("c", 3, 1, 1).Weights("each", 3, 4, 4).Node(type, "c input each -> y").Build("y"));

    [Fact]
    public void Activations_with_other_numbers_than_the_layers()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Node("HardSigmoid", "input -> a").Node("Celu", "a -> b", ("alpha", 2f)).Node("Selu", "b -> c", ("alpha", 2f), ("gamma", 3f))
            .Node("Sub", "c input -> d").Node("Celu", "d -> y", ("alpha", 0.5f)).Build("y");

        Assert.Contains("[Clip(0, 1)]", Layers(model));
    }

    [Theory]
    [InlineData("ReduceMean", 2)]
    [InlineData("ReduceMean", 3)]
    [InlineData("ReduceMean", 1)]
    [InlineData("ReduceMean", 1, 2, 3)]
    [InlineData("ReduceMax", 1)]
    [InlineData("ReduceMax", 2)]
    [InlineData("ReduceMax", 1, 2, 3)]
    [InlineData("ReduceMin", 2, 3)]
    [InlineData("ReduceSum", 3)]
    public void Reductions_over_sides_and_channels(string type, params int[] axes)
        => _ = ImportCheck.Run(new ModelBuilder(11, 1, 3, 4, 5).Node("Relu", "input -> r").Node(type, "r -> y", ("axes", axes), ("keepdims", 0)).Build("y"));

    [Fact]
    public void Pad_with_a_number_and_Resize_by_two_factors()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 3, 4).Integers("pads", 0, 0, 1, 0, 0, 0, 2, 1).Floats("value", [], 0.7f).Floats("scales", [4], 1, 1, 2, 3)
            .Node("Pad", "input pads value -> p").Node("Resize", "p _ scales -> y", ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")).Build("y");

        Assert.Contains("[Conv2DTranspose(2, 2, 3, StrideHeight = 2, StrideWidth = 3, Groups = 2, UseBias = false)]", Layers(model));
    }

    [Fact]
    public void A_convolution_over_the_channels_gives_a_number_for_each()
    {
        ModelProto model = new ModelBuilder(11, 1, 6, 4, 5).Weights("w", 1, 1, 3).Node("GlobalAveragePool", "input -> g").Node("Squeeze", "g -> a", ("axes", new[] { 3 })).Node("Transpose", "a -> b", ("perm", new[] { 0, 2, 1 }))
            .Node("Conv", "b w -> c", ("pads", new[] { 1, 1 })).Node("Transpose", "c -> d", ("perm", new[] { 0, 2, 1 })).Node("Unsqueeze", "d -> e", ("axes", new[] { 3 })).Node("Sigmoid", "e -> s").Node("Mul", "input s -> y").Build("y");

        Assert.Contains("[Reshape(1, 1, 6)]", Layers(model).Select(layer => layer.Replace(", Name = \"reshape2\"", "")));
    }

    [Fact]
    public void A_flattened_map_and_units_are_added_in_ONNXs_order()
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 4, 4).Weights("k", 3, 2, 3, 3).Weights("w", 12, 12).Node("Conv", "input k -> c").Node("Flatten", "c -> f").Node("Gemm", "f w -> d").Node("Add", "f d -> a")
            .Node("Relu", "a -> r").Node("Concat", "r d -> e", ("axis", 1)).Node("Slice", "e from to axis -> y").Integers("from", 3).Integers("to", 20).Integers("axis", 1).Build("y");

        _ = ImportCheck.Run(model);
    }

    [Fact]
    public void Softmax_over_channels_between_PyTorchs_transposes()
    {
        int[] order = [0, 3, 2, 1];
        ModelProto model = new ModelBuilder(11, 1, 3, 4, 5).Node("Transpose", "input -> a", ("perm", order)).Node("Softmax", "a -> b", ("axis", 3)).Node("Transpose", "b -> y", ("perm", order)).Build("y");

        Assert.Equal(["[Softmax]"], Layers(model));
    }

    [Fact]
    public void A_tensor_of_more_sides_is_a_map_of_many_rows()
        => _ = ImportCheck.Run(new ModelBuilder(13, 1, 2, 3, 4, 5).Weights("s", 2).Weights("b", 2).Weights("m", 2).Floats("v", [2], 1, 2).Node("BatchNormalization", "input s b m v -> y").Build("y"));

    [Fact]
    public void Before_opset_7_the_second_operand_says_where_it_begins()
    {
        ModelProto model = new ModelBuilder(6, 1, 3, 4, 5).Floats("b", [3], 1, 2, 3).Node("Add", "input b -> y", ("broadcast", 1), ("axis", 1)).Build("y");

        Assert.Equal([1, 2, 3], OnnxImporter.Import(model).Tensors["bn1.bias"].Values);
    }

    [Theory]
    [InlineData(0.5f, true)]
    [InlineData(0f, false)]
    public void Dropout_in_training_is_refused_where_it_drops(float rate, bool isRefused)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 5).Floats("rate", [], rate).Integers("training", 1).Node("Dropout", "input rate training -> d").Node("Relu", "d -> y").Build("y");

        Assert.Equal(isRefused, Record.Exception(() => OnnxImporter.Import(model)) is ImportException refusal && refusal.Message.Contains("model.eval()"));
    }

    /// <summary>The attributes below <c>[Input]</c>, of a network whose numbers are those of ONNX Runtime.</summary>
    private static string[] Layers(ModelProto model)
        => [.. ImportCheck.Run(model).Source.Split('\n').Where(line => line.StartsWith('[')).Skip(1).Select(line => line[..(line.LastIndexOf(']') + 1)])];
}
