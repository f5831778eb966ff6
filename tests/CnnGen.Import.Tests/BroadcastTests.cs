using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Constants of every shape that ONNX broadcasts to channels are channels: same numbers as ONNX Runtime's, and the layer that one would type.</summary>
public sealed class BroadcastTests
{
    private static readonly (string Name, int[] Dims)[] _shapes =
    [
        ("scalar", []), ("one", [1]), ("ones", [1, 1, 1, 1]), ("channels", [4, 1, 1]), ("channels4", [1, 4, 1, 1]), ("columns", [5]), ("rows", [3, 1]), ("pixels", [3, 5]), ("pixels4", [1, 1, 3, 5]),
        ("each", [4, 3, 5]), ("each4", [1, 4, 3, 5]), ("channelsAndColumns", [4, 1, 5]),
    ];

    [Fact]
    public void Add_Sub_Mul_Div_Max_Min_and_PRelu_take_every_shape()
    {
        List<ModelProto> models = [];
        foreach ((string name, int[] dims) in _shapes)
        {
            foreach (string type in new[] { "Add", "Sub", "Mul", "Div", "Max", "Min", "PRelu" })
            {
                float[] values = [.. Enumerable.Range(0, dims.Aggregate(1, (product, side) => product * side)).Select(i => 0.3f + (0.17f * (i % 7)))];
                models.Add(new ModelBuilder(13, 1, 3, 3, 5).Weights("w", 4, 3, 1, 1).Floats(name, dims, values).Node("Conv", "input w -> c").Node(type, $"c {name} -> y").Build("y"));
                if (type is not "PRelu" && dims.Length <= 3)
                {
                    models.Add(new ModelBuilder(13, 1, 3, 3, 5).Weights("w", 4, 3, 1, 1).Floats(name, dims, values).Node("Conv", "input w -> c").Node("Tanh", "c -> t").Node("Add", "t shift -> p").Floats("shift", [], 3).Node(type, $"{name} p -> y").Build("y").WithoutDivision(type));
                }
            }
        }

        _ = ImportCheck.RunAll(models);
    }

    [Theory]
    [InlineData(new int[0], "[PReLU]")]
    [InlineData(new[] { 4, 1, 1 }, "[PReLU]")]
    [InlineData(new[] { 1, 4, 1, 1 }, "[PReLU]")]
    [InlineData(new[] { 4, 3, 5 }, "[Flatten]; [PReLU]; [Reshape(3, 5, 4)]")]
    [InlineData(new[] { 1, 4, 3, 5 }, "[Flatten]; [PReLU]; [Reshape(3, 5, 4)]")]
    public void Slopes_of_PRelu(int[] dims, string layers)
        => Assert.Equal(layers, Layers(new ModelBuilder(13, 1, 4, 3, 5).Weights("s", dims).Node("Relu", "input -> r").Node("Neg", "r -> n").Node("PRelu", "n s -> y").Build("y"), 2));

    [Fact]
    public void Numbers_for_each_pixel_that_are_alike_are_numbers_for_the_channels()
        => Assert.Equal("[BatchNorm(Epsilon = 0)]", Layers(new ModelBuilder(13, 1, 2, 1, 2).Floats("s", [1, 2, 1, 2], 3, 3, 4, 4).Node("Mul", "input s -> y").Build("y")));

    [Fact]
    public void BatchNorm1d_behind_a_Flatten_is_one_of_each_number()
    {
        ModelProto model = Statistics(new ModelBuilder(13, 1, 3, 5, 4).Weights("w", 4, 3, 1, 1).Weights("d", 80, 3), 80)
            .Node("Conv", "input w -> c").Node("Flatten", "c -> h").Node("BatchNormalization", "h g b m v -> n").Node("Relu", "n -> r").Node("Gemm", "r d -> y").Build("y");

        Assert.Equal("[Conv2D(4, 1, UseBias = false)]; [Flatten]; [BatchNorm]; [ReLU]; [Dense(3, UseBias = false)]", Layers(model));
    }

    [Fact]
    public void BatchNorm_of_an_axis_that_a_Transpose_made_the_second_is_one_of_each_number()
    {
        ModelProto model = Statistics(new ModelBuilder(13, 1, 3, 5, 4), 5)
            .Node("Relu", "input -> r").Node("Transpose", "r -> t", ("perm", new[] { 0, 2, 1, 3 })).Node("BatchNormalization", "t g b m v -> n").Node("Transpose", "n -> y", ("perm", new[] { 0, 2, 1, 3 })).Build("y");

        Assert.Equal("[ReLU]; [Flatten]; [BatchNorm]; [Reshape(5, 4, 3)]", Layers(model));
    }

    [Fact]
    public void Constants_on_views_with_channels_in_parts_are_channels()
    {
        ModelProto model = new ModelBuilder(13, 1, 6, 3, 4).Integers("split", 1, 2, 3, 3, 4).Integers("join", 1, 6, 3, 4).Weights("groups", 2, 1, 1, 1).Weights("within", 3, 1, 1)
            .Node("Relu", "input -> r").Node("Reshape", "r split -> a").Node("Mul", "a groups -> b").Node("Add", "b within -> c").Node("Reshape", "c join -> y").Build("y");

        Assert.Equal("[ReLU]; [BatchNorm(Epsilon = 0)]", Layers(model));
    }

    [Fact]
    public void A_constant_that_makes_a_larger_tensor_is_refused()
    {
        ModelProto model = new ModelBuilder(13, 1, 1, 3, 5).Weights("s", 4, 1, 1).Node("Relu", "input -> r").Node("Mul", "r s -> y").Build("y");

        Assert.Contains("broadcast to a larger tensor", Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message);
    }

    private static ModelBuilder Statistics(ModelBuilder builder, int count)
        => builder.Weights("g", count).Weights("b", count).Weights("m", count).Floats("v", [count], [.. Enumerable.Range(1, count).Select(i => 0.5f + (i * 0.1f))]);

    private static string Layers(ModelProto model, int skipped = 0)
        => string.Join("; ", ImportCheck.Run(model).Source.Split('\n').Where(line => line.StartsWith('[')).Skip(1 + skipped).Select(line => line[..(line.LastIndexOf(']') + 1)]));
}

file static class Models
{
    /// <summary>A division by what the network computes is refused: the same model with its operands the other way round.</summary>
    public static ModelProto WithoutDivision(this ModelProto model, string type)
    {
        if (type == "Div")
        {
            NodeProto node = model.Graph.Node[^1];
            (node.Input[0], node.Input[1]) = (node.Input[1], node.Input[0]);
        }

        return model;
    }
}
