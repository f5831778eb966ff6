using CnnGen.Import.Load;
using CnnGen.Import.Simplify;
using CnnGen.Import.Translate;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Windows of convolutions and pools by every attribute that ONNX has for them: the shapes and numbers are ONNX Runtime's.</summary>
public sealed class WindowTests
{
    [Fact]
    public void Every_operator_that_is_imported_has_its_shape_checked()
        => Assert.DoesNotContain(Operators.Names, name => !NodeShapes.Knows(name));

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    [InlineData("Conv")]
    [InlineData("ConvTranspose")]
    public void Shapes_are_ONNX_Runtimes_for_attributes_by_chance(string type)
    {
        Random random = new(11);
        int compared = 0;
        for (int i = 0; i < 250; i++)
        {
            ModelProto model = ByChance(type, random);
            if (Shape(model) is not { } expected)
            {
                continue;
            }

            compared++;
            OnnxGraph graph = Simplification.Run(new GraphReader(model, new ImportOptions(), new ExternalData(null)).Read());
            Assert.True(graph.Shapes["y"].SequenceEqual(expected), $"{model.Graph.Node[0]}: [{string.Join(", ", graph.Shapes["y"])}], not [{string.Join(", ", expected)}]");
        }

        Assert.InRange(compared, 100, 250);
    }

    [Theory]
    [InlineData("MaxPool")]
    [InlineData("AveragePool")]
    [InlineData("Conv")]
    [InlineData("ConvTranspose")]
    public void Numbers_are_ONNX_Runtimes_for_attributes_by_chance(string type)
    {
        Random random = new(5);
        List<ModelProto> models = [];
        for (int tries = 0; models.Count < 30 && tries < 400; tries++)
        {
            ModelProto model = ByChance(type, random);
            if (Shape(model) is null)
            {
                continue;
            }

            try
            {
                _ = OnnxImporter.Import(model);
                models.Add(model);
            }
            catch (ImportException refusal)
            {
                Assert.DoesNotContain("fault of cnngen", refusal.Message);
                Assert.DoesNotContain("corrupt", refusal.Message);
            }
        }

        Assert.Equal(30, models.Count);
        _ = ImportCheck.RunAll(models);
    }

    [Fact]
    public void Pads_of_a_transposed_convolution_whose_odd_one_is_behind()
    {
        ModelBuilder Builder() => new ModelBuilder(11, 1, 3, 4, 5).Weights("w2", 3, 4, 2, 2).Weights("w4", 3, 4, 4, 4).Weights("w1", 3, 4, 1, 1);
        ModelProto[] models =
        [
            Builder().Node("ConvTranspose", "input w2 -> y", ("strides", new[] { 2, 2 }), ("pads", new[] { 0, 0, 1, 1 })).Build("y"),
            Builder().Node("ConvTranspose", "input w4 -> y", ("strides", new[] { 2, 2 }), ("pads", new[] { 1, 1, 2, 2 })).Build("y"),
            Builder().Node("ConvTranspose", "input w1 -> y", ("strides", new[] { 3, 3 }), ("auto_pad", "SAME_UPPER")).Build("y"),
            Builder().Node("ConvTranspose", "input w1 -> y", ("strides", new[] { 3, 3 }), ("auto_pad", "SAME_LOWER")).Build("y"),
            Builder().Node("ConvTranspose", "input w2 -> y", ("strides", new[] { 3, 2 }), ("auto_pad", "SAME_UPPER")).Build("y"),
            new ModelBuilder(11, 1, 3, 9).Weights("w", 3, 4, 4).Node("ConvTranspose", "input w -> y", ("strides", new[] { 2 }), ("pads", new[] { 1, 2 }), ("output_padding", new[] { 1 })).Build("y"),
            new ModelBuilder(11, 1, 3, 9).Weights("w", 3, 4, 4).Node("ConvTranspose", "input w -> y", ("strides", new[] { 2 }), ("pads", new[] { 1, 2 })).Build("y"),
        ];

        ImportedNetwork[] networks = ImportCheck.RunAll(models);

        // Only where the pads are those of Same is it written.
        Assert.DoesNotContain("Padding.Same", networks[0].Source);
        Assert.DoesNotContain("Padding.Same", networks[1].Source);
        Assert.DoesNotContain("Padding.Same", networks[4].Source);
    }

    [Theory]
    [InlineData("VALID", 4, 3)]
    [InlineData("NOTSET", 4, 3)]
    public void Ceil_mode_counts_with_every_auto_pad(string auto, int height, int width)
    {
        ModelProto model = new ModelBuilder(12, 1, 3, 8, 6).Node("MaxPool", "input -> y", ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 2, 2 }), ("auto_pad", auto), ("ceil_mode", 1)).Build("y");

        Assert.Equal([1, 3, height, width], ImportCheck.Run(model).OutputShape);
    }

    [Theory]
    [InlineData(0.7f)]
    [InlineData(1.05f)]
    [InlineData(2.05f)]
    public void Scales_that_are_rounded_to_whole_sides_are_refused(float scale)
    {
        ModelProto model = new ModelBuilder(13, 1, 2, 10, 10).Floats("s", [4], 1, 1, scale, scale).Node("Relu", "input -> r")
            .Node("Resize", "r _ s -> y", ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")).Build("y");

        Assert.Contains("scale", Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message);
    }

    /// <summary>A node whose attributes are drawn; ONNX Runtime takes not all of them.</summary>
    private static ModelProto ByChance(string type, Random random)
    {
        int rank = random.Next(3) == 0 ? 1 : 2;
        int[] map = Draw(rank, 5, 10);
        int[] kernel = Draw(rank, 1, 5);
        List<(string, object)> attributes = [("strides", Draw(rank, 1, 4))];
        string auto = random.Next(3) == 0 ? new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }[random.Next(3)] : "NOTSET";
        attributes.Add(auto == "NOTSET" ? ("pads", Draw(2 * rank, 0, 3)) : ("auto_pad", auto));
        ModelBuilder builder = new(13, [1, 2, .. map]);
        if (type.EndsWith("Pool", StringComparison.Ordinal))
        {
            attributes.AddRange([("kernel_shape", kernel), ("ceil_mode", random.Next(2))]);
            if (type == "AveragePool")
            {
                attributes.Add(("count_include_pad", random.Next(2)));
            }

            return builder.Node(type, "input -> y", [.. attributes]).Build("y");
        }

        int dilation = auto.StartsWith("SAME", StringComparison.Ordinal) ? 1 : random.Next(1, 3);
        attributes.Add(("dilations", Enumerable.Repeat(dilation, rank).ToArray()));
        if (type == "ConvTranspose")
        {
            if (random.Next(2) == 0)
            {
                attributes.Add(("output_padding", Draw(rank, 0, 2)));
            }

            if (random.Next(4) == 0)
            {
                attributes.Add(("output_shape", Draw(rank, 4, 20)));
            }
        }

        return builder.Weights("w", type == "Conv" ? [3, 2, .. kernel] : [2, 3, .. kernel]).Weights("b", 3).Node(type, "input w b -> y", [.. attributes]).Build("y");

        int[] Draw(int count, int least, int end) => [.. Enumerable.Range(0, count).Select(_ => random.Next(least, end))];
    }

    /// <summary>The shape that ONNX Runtime gives the output; null where it does not run the model.</summary>
    private static int[]? Shape(ModelProto model)
    {
        try
        {
            using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using InferenceSession session = new(model.ToByteArray(), options);
            int[] dims = [.. model.Graph.Input[0].Type.TensorType.Shape.Dim.Select(side => (int)side.DimValue)];
            Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float> tensor = new(dims);
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor("input", tensor)]);
            int[] shape = [.. results[0].AsTensor<float>().Dimensions];
            return shape.Contains(0) ? null : shape;
        }
        catch (OnnxRuntimeException)
        {
            return null;
        }
    }
}
