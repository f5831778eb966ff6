using System.Text.RegularExpressions;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Models in Cases/, small ones of the kinds that users had: what is said of those that cannot be imported. gen.py writes them.</summary>
public sealed partial class CaseTests
{
    /// <summary>Each case with the nodes (or, without nodes, words of the problem) that are named, all of them and no others.</summary>
    [Theory]
    [InlineData("wrongmsg_upsample_linear_nhwc", "y:Upsample")]
    [InlineData("ok_msg_upsample_linear_nchw", "y:Upsample")]
    [InlineData("msg_pow_nchw", "p:Pow")]
    [InlineData("wrongmsg_groupnorm_nchw", "b:InstanceNormalization")]
    [InlineData("wrongmsg_transposed_pool", "m:MaxPool")]
    [InlineData("wrongmsg_two_problems_nchw", "e:Resize")]
    [InlineData("linear_classifier", "label:ai.onnx.ml.LinearClassifier")]
    [InlineData("batch8", "--shape 1,3,8,8")]
    [InlineData("where_hardshrink", "g:Greater", "h:Less", "o:Or", "y:Where")]
    [InlineData("obstacles_in_a_row_nhwc", "e:Resize", "y:GridSample")]
    [InlineData("tree_of_mlnet", "Score:ai.onnx.ml.TreeEnsembleRegressor")]
    public void ARefusalNamesEveryObstacleAndNoOther(string name, params string[] expected)
    {
        IReadOnlyList<ImportProblem> problems = Assert.Throws<ImportException>(() => OnnxImporter.Import(Path(name))).Problems;

        Assert.Equal(expected.Length, problems.Sum(problem => Math.Max(1, problem.Nodes.Count)));
        foreach (string node in expected)
        {
            Assert.Contains(problems, problem => problem.Nodes.Count == 0 ? problem.Message.Contains(node, StringComparison.Ordinal) : problem.Nodes.Any(each => $"{each}:{problem.Operator}" == node));
        }
    }

    /// <summary>A Transpose is blamed only where there is one, by its name.</summary>
    [Theory]
    [InlineData("wrongmsg_transposed_pool", "the Transpose 't' before it")]
    [InlineData("wrongmsg_upsample_linear_nhwc", null)]
    [InlineData("wrongmsg_two_problems_nchw", null)]
    [InlineData("where_hardshrink", null)]
    [InlineData("obstacles_in_a_row_nhwc", null)]
    public void ATransposeIsBlamedOnlyWhereThereIsOne(string name, string? blame)
    {
        string message = Assert.Throws<ImportException>(() => OnnxImporter.Import(Path(name))).Message;

        Assert.Equal(blame is not null, message.Contains("ranspose", StringComparison.Ordinal));
        Assert.Contains(blame ?? "", message, StringComparison.Ordinal);
    }

    /// <summary>What a message says to type after --output can be typed.</summary>
    [Theory]
    [InlineData("msg_pow_nchw", "c")]
    [InlineData("two_outputs_of_sklearn", "probabilities")]
    [InlineData("div_computed_behind", "r")]
    public void TheTensorThatAMessageNamesIsTakenByOutput(string name, string tensor)
    {
        string message = Assert.Throws<ImportException>(() => OnnxImporter.Import(Path(name))).Message;
        string named = OutputOption().Match(message).Groups[1].Value;

        Assert.Equal(tensor, named);
        Assert.NotEmpty(OnnxImporter.Import(Path(name), new ImportOptions { Output = named }).Layers);
    }

    [Fact]
    public void OutputTakesTheNameOfANode_AndNamesTheNearestWhereThereIsNone()
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Node("Relu", "input -> a").Node("Tanh", "a -> b").Node("LSTM", "b -> c").Build("c");

        Assert.Equal(["ReLU"], OnnxImporter.Import(model, new ImportOptions { Output = "node_a" }).Layers.Select(layer => layer.Kind));
        Assert.Equal(["ReLU", "Tanh"], OnnxImporter.Import(model, new ImportOptions { Output = "b" }).Layers.Select(layer => layer.Kind));
        Assert.Contains("did you mean 'node_b'", Assert.Throws<ImportException>(() => OnnxImporter.Import(model, new ImportOptions { Output = "nodeb" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASideThatIsOpenHidesNoOperatorWithoutLayer()
    {
        ModelProto model = new ModelBuilder(13, -1, 3, -1, -1).Node("Relu", "input -> a").Node("Sin", "a -> b").Node("LSTM", "b -> c").Build("c", "b");

        IReadOnlyList<ImportProblem> problems = Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Problems;

        Assert.Equal(["", "", "Sin", "LSTM"], problems.Select(problem => problem.Operator));
    }

    [Theory]
    [InlineData("batch_size")]
    [InlineData("N")]
    public void ABatchAloneIsOneNumber(string side)
    {
        ModelProto model = new ModelBuilder(13, -1).Integers("axes", 1).Weights("w", 1, 3).Node("Unsqueeze", "input axes -> a").Node("Gemm", "a w -> y").Build("y");
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam = side;

        Assert.Equal(1, ImportCheck.Run(model).InputLength);
    }

    [Fact]
    public void ALengthAloneIsAskedFor()
    {
        ModelProto model = new ModelBuilder(13, -1).Node("Relu", "input -> y").Build("y");
        model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam = "samples";

        Assert.Contains("give its length with --shape, as in --shape 16000", Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message, StringComparison.Ordinal);
    }

    internal static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Cases", $"{name}.onnx");

    [GeneratedRegex("--output \"([^\"]+)\"")]
    private static partial Regex OutputOption();
}
