using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Clip, Min and Max lose no digits, however far their limits are from the numbers.</summary>
public sealed class ClipTests
{
    private const float Lowest = float.MinValue;
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [InlineData(0f, Infinity, "[ReLU]")]
    [InlineData(0f, float.MaxValue, "[ReLU]")]
    [InlineData(0f, 6f, "[ReLU6]")]
    [InlineData(-0.5f, 0.25f, "[Clip(-0.5, 0.25)]")]
    [InlineData(-65504f, 65504f, "[Clip(-65504, 65504)]")]
    [InlineData(-1e6f, 1e6f, "[Clip(-1000000, 1000000)]")]
    [InlineData(-1e6f, Infinity, "[Clip(-1000000, double.PositiveInfinity)]")]
    [InlineData(Lowest, 1e30f, "[Clip(double.NegativeInfinity, 1e30)]")]
    [InlineData(-1e-6f, 6f, "[Clip(-1e-6, 6)]")]
    [InlineData(0.25f, 0.25f, "[Clip(0.25, 0.25)]")]
    [InlineData(0.5f, 0.25f, "[Clip(0.25, 0.25)]")]
    [InlineData(Lowest, float.MaxValue)]
    [InlineData(-Infinity, Infinity)]
    public void Clip(float low, float high, string? layer = null)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Floats("low", [], low).Floats("high", [], high).Node("Tanh", "input -> t").Node("Clip", "t low high -> y").Build("y");

        Assert.Equal(layer is null ? ["[Tanh]"] : ["[Tanh]", layer], Layers(model));
    }

    [Theory]
    [InlineData("Max", -1e5f, "[Clip(-100000, double.PositiveInfinity)]")]
    [InlineData("Max", 0f, "[ReLU]")]
    [InlineData("Max", Lowest)]
    [InlineData("Max", 0.1f, "[Clip(0.1, double.PositiveInfinity)]")]
    [InlineData("Min", 1e5f, "[Clip(double.NegativeInfinity, 100000)]")]
    [InlineData("Min", 0f, "[Clip(double.NegativeInfinity, 0)]")]
    [InlineData("Min", Infinity)]
    public void Max_and_Min_with_one_number(string type, float number, string? layer = null)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Floats("n", [1, 3, 1, 1], number, number, number).Node("Tanh", "input -> t").Node(type, "n t -> y").Build("y");

        Assert.Equal(layer is null ? ["[Tanh]"] : ["[Tanh]", layer], Layers(model));
    }

    [Fact]
    public void Clips_one_after_the_other_are_one()
    {
        ModelBuilder builder = new ModelBuilder(13, 1, 3, 4, 4).Floats("a", [], -0.5f).Floats("b", [], 0.5f).Floats("six", [], 6).Floats("zero", [], 0).Node("Tanh", "input -> t");

        Assert.Equal(["[Tanh]", "[Clip(-0.5, 0.5)]"], Layers(builder.Node("Max", "t a -> c").Node("Min", "c b -> y").Build("y")));
        Assert.Equal(["[Tanh]", "[Clip(-0.5, -0.5)]"], Layers(new ModelBuilder(13, 1, 3, 4, 4).Floats("a", [], -0.5f).Floats("b", [], 0.5f).Node("Tanh", "input -> t").Node("Max", "t b -> c").Node("Min", "c a -> y").Build("y")));
        Assert.Equal(["[Tanh]", "[ReLU6]"], Layers(new ModelBuilder(13, 1, 3, 4, 4).Floats("six", [], 6).Floats("zero", [], 0).Node("Tanh", "input -> t").Node("Min", "t six -> c").Node("Max", "c zero -> y").Build("y")));
        Assert.Equal(["[Tanh]", "[ReLU6]"], Layers(new ModelBuilder(13, 1, 3, 4, 4).Floats("six", [], 6).Node("Tanh", "input -> t").Node("Relu", "t -> c").Node("Min", "c six -> y").Build("y")));
    }

    [Fact]
    public void Far_limits_of_each_channel_and_far_tensors_cost_no_digits()
    {
        ModelProto[] models =
        [
            .. from type in new[] { "Max", "Min" }
               from dims in new[] { new[] { 3, 1, 1 }, [3, 4, 5] }
               select new ModelBuilder(13, 1, 3, 4, 5).Floats("n", dims, [.. Enumerable.Range(0, dims.Aggregate(1, (product, side) => product * side)).Select(i => i % 3 == 1 ? 0.1f : type == "Max" ? -3e7f : 3e7f)])
                   .Node("Tanh", "input -> t").Node(type, "t n -> y").Build("y"),
            .. from type in new[] { "Max", "Min" }
               from dims in new[] { new[] { 3, 1, 1 }, [] }
               select new ModelBuilder(13, 1, 3, 4, 5).Floats("far", dims, [.. Enumerable.Repeat(type == "Max" ? -1e8f : 1e8f, dims.Aggregate(1, (product, side) => product * side))])
                   .Node("Tanh", "input -> t").Node("Sigmoid", "input -> s").Node("Add", "s far -> f").Node(type, "t f -> y").Build("y"),
        ];

        _ = ImportCheck.RunAll(models);
    }

    [Fact]
    public void The_extremes_of_several_computed_tensors_that_are_broadcast()
    {
        ModelProto[] models =
        [
            .. from type in new[] { "Max", "Min" }
               from order in new[] { "t g", "g t", "t s g" }
               select new ModelBuilder(13, 1, 3, 4, 5).Node("Tanh", "input -> t").Node("Sigmoid", "input -> s").Node("GlobalAveragePool", "s -> g").Node(type, $"{order} -> m").Node("Add", "m t -> y").Build("y"),
            .. from type in new[] { "Max", "Min" }
               select new ModelBuilder(13, 1, 3, 4, 5).Weights("w", 60, 60).Node("Flatten", "input -> f").Node("Gemm", "f w -> d").Node(type, "d f -> y").Build("y"),
            .. from type in new[] { "Max", "Min" }
               select new ModelBuilder(13, 1, 1, 4, 5).Node("Tanh", "input -> t").Node("Sigmoid", "input -> s").Node(type, "t s -> y").Build("y"),
        ];

        _ = ImportCheck.RunAll(models);
    }

    [Fact]
    public void HardSigmoid_with_far_numbers()
        => _ = ImportCheck.Run(new ModelBuilder(13, 1, 3, 4, 5).Node("HardSigmoid", "input -> y", ("alpha", 0.3f), ("beta", 0.4f)).Build("y"));

    [Fact]
    public void A_limit_that_is_no_number_is_refused()
    {
        ModelProto model = new ModelBuilder(13, 1, 3).Floats("low", [], float.NaN).Node("Clip", "input low -> y").Build("y");

        Assert.Contains("not a number", Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message);
    }

    private static string[] Layers(ModelProto model)
        => [.. ImportCheck.Run(model).Source.Split('\n').Where(line => line.StartsWith('[')).Skip(1).Select(line => line[..(line.LastIndexOf(']') + 1)])];
}
