using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class NearestNameFixTests
{
    [Fact]
    public Task From_ReadsTheNearestLayer()
        => Fixing<NearestNameFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, 3, Name = \"stem\"), ReLU, Sigmoid(From = {|CNN0210:\"stam\"|}), Add(\"relu1\")]",
            "[Input(8, 8, 1), Conv2D(4, 3, Name = \"stem\"), ReLU, Sigmoid(From = \"stem\"), Add(\"relu1\")]",
            "Read 'stem'");

    [Fact]
    public Task Join_OfDefaultNamesAndTheInput_AllAtOnce()
        => Fixing<NearestNameFix>.VerifyLayers(
            "[Input(8, 8, 1)]\n[ReLU, Sigmoid]\n[Concat({|CNN0210:\"rely1\"|}, {|CNN0210:\"Input\"|})]",
            "[Input(8, 8, 1)]\n[ReLU, Sigmoid]\n[Concat(\"relu1\", \"input\")]");

    [Fact]
    public Task Array_ThatIsWrittenOut()
        => Fixing<NearestNameFix>.VerifyLayers(
            "[Input(8, 8, 1)]\n[ReLU, Sigmoid]\n[Add(\"relu1\", more: new[] { \"input\", {|CNN0210:\"imput\"|} })]",
            "[Input(8, 8, 1)]\n[ReLU, Sigmoid]\n[Add(\"relu1\", more: new[] { \"input\", \"input\" })]");

    [Fact]
    public Task Constant_IsReplacedWhereItIsUsed()
        => Fixing<NearestNameFix>.Verify(
            ["using CnnGen;\n[Input(8, 8, 1), ReLU, Sigmoid, Add({|CNN0210:Names.First|})]\npublic partial class Net;\npublic static class Names { public const string First = \"relu\"; }"],
            ["using CnnGen;\n[Input(8, 8, 1), ReLU, Sigmoid, Add(\"relu1\")]\npublic partial class Net;\npublic static class Names { public const string First = \"relu\"; }"]);

    [Fact]
    public Task NoName_IsNear()
        => Fixing<NearestNameFix>.VerifyLayers(
            "[Input(8, 8, 1), ReLU(Name = \"first\"), Add({|CNN0210:\"somewhere\"|})]",
            "[Input(8, 8, 1), ReLU(Name = \"first\"), Add({|CNN0210:\"somewhere\"|})]");
}
