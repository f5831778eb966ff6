using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Pads of every value and mode: same numbers as ONNX Runtime's, and the layer that one would type.</summary>
public sealed class PadTests
{
    private const float Lowest = float.MinValue;

    [Theory]
    [InlineData(Lowest, "[MaxPool2D(3, Stride = 1, Pad = 1)]")]
    [InlineData(float.NegativeInfinity, "[MaxPool2D(3, Stride = 1, Pad = 1)]")]
    [InlineData(-65504f, "[Pad2D(1, Value = -65504)]; [MaxPool2D(3, Stride = 1)]")]
    [InlineData(-1e4f, "[Pad2D(1, Value = -10000)]; [MaxPool2D(3, Stride = 1)]")]
    [InlineData(0f, "[ZeroPad2D(1)]; [MaxPool2D(3, Stride = 1)]")]
    public void A_pad_before_MaxPool(float value, string layers)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 5, 4).Weights("w", 4, 3, 1, 1).Integers("p", 0, 0, 1, 1, 0, 0, 1, 1).Floats("v", [], value)
            .Node("Conv", "input w -> c").Node("Pad", "c p v -> q").Node("MaxPool", "q -> y", ("kernel_shape", new[] { 3, 3 })).Build("y");

        Assert.Equal($"[Conv2D(4, 1, UseBias = false)]; {layers}", Layers(model));
    }

    [Fact]
    public void A_pad_before_MaxPool_adds_to_its_own_and_to_its_rounding_up()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 6, 4).Integers("p", 0, 0, 0, 0, 0, 0, 1, 1).Floats("v", [], Lowest)
            .Node("Tanh", "input -> t").Node("Pad", "t p v -> q").Node("MaxPool", "q -> y", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 0 }), ("ceil_mode", 1)).Build("y");

        Assert.DoesNotContain("Pad2D", Layers(model));
    }

    [Fact]
    public void A_pad_as_large_as_the_window_stays_a_layer()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 6, 4).Integers("p", 0, 0, 2, 2, 0, 0, 0, 0).Floats("v", [], Lowest)
            .Node("Tanh", "input -> t").Node("Pad", "t p v -> q").Node("MaxPool", "q -> y", ("kernel_shape", new[] { 2, 2 })).Build("y");

        Assert.Contains("[Pad2D(2, 0, 2, 0, Value = -3.4028235e38)]", Layers(model));
    }

    [Theory]
    [InlineData("reflect", "Mode = PadMode.Reflect")]
    [InlineData("edge", "Mode = PadMode.Edge")]
    [InlineData("constant", "Value = 1000000")]
    public void A_pad_before_a_convolution(string mode, string property)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 5, 4).Weights("w", 4, 3, 2, 2).Integers("p", 0, 0, 1, 0, 0, 0, 2, 3).Floats("v", [], 1e6f)
            .Node("Tanh", "input -> t").Node("Pad", mode == "constant" ? "t p v -> q" : "t p -> q", ("mode", mode)).Node("Conv", "q w -> y").Build("y");

        Assert.Equal($"[Tanh]; [Pad2D(1, 2, 0, 3, {property})]; [Conv2D(4, 2, UseBias = false)]", Layers(model));
    }

    [Fact]
    public void A_pad_of_sequences_and_of_channels_last()
    {
        ModelProto[] models =
        [
            new ModelBuilder(13, 1, 3, 7).Integers("p", 0, 0, 2, 0, 0, 1).Node("Tanh", "input -> t").Node("Pad", "t p -> y", ("mode", "reflect")).Build("y"),
            new ModelBuilder(13, 1, 5, 4, 3).Integers("p", 0, 1, 0, 0, 0, 0, 2, 0).Floats("s", [3], 1, 2, 3).Node("Mul", "input s -> t").Node("Pad", "t p -> y", ("mode", "edge")).Build("y"),
        ];

        _ = ImportCheck.RunAll(models);
    }

    [Theory]
    [InlineData("wrap", 0f, "'wrap'")]
    [InlineData("constant", float.NaN, "pads with NaN")]
    public void Other_pads_are_refused(string mode, float value, string expected)
    {
        ModelProto model = new ModelBuilder(19, 1, 3, 5, 4).Integers("p", 0, 0, 1, 1, 0, 0, 1, 1).Floats("v", [], value).Node("Pad", "input p v -> y", ("mode", mode)).Build("y");

        Assert.Contains(expected, Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message);
    }

    private static string Layers(ModelProto model)
        => string.Join("; ", ImportCheck.Run(model).Source.Split('\n').Where(line => line.StartsWith('[')).Skip(1).Select(line => line[..(line.LastIndexOf(']') + 1)]));
}
