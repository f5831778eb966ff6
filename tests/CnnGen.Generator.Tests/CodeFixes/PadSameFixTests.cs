using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class PadSameFixTests
{
    private const string Title = "Set Padding = Padding.Same";

    [Fact]
    public Task Kernel_PadsBehindItsOtherArguments()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(4, 4, 1), Conv2D(4, {|CNN0201:5|} /* of 5x5 */, Activation = Activation.ReLU)]",
            "[Input(4, 4, 1), Conv2D(4, 5 /* of 5x5 */, Activation = Activation.ReLU, Padding = Padding.Same)]",
            Title);

    [Fact]
    public Task Pool_OfTwoSides()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(4, 4, 1), MaxPool2D(2, {|CNN0202:5|})]",
            "[Input(4, 4, 1), MaxPool2D(2, 5, Padding = Padding.Same)]",
            Title);

    [Fact]
    public Task Stride_ThatLeavesPixelsUnread()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(8, 8, 1), MaxPool2D({|CNN0208:3|})]",
            "[Input(8, 8, 1), MaxPool2D(3, Padding = Padding.Same)]",
            Title);

    [Fact]
    public Task SpacesAndLinesBetweenArguments_AreKept()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(4, 4, 1)]\r\n[Conv2D( filters: 4,\r\n\tkernelSize: {|CNN0201:5|} )] // 5x5",
            "[Input(4, 4, 1)]\r\n[Conv2D( filters: 4,\r\n\tkernelSize: 5, Padding = Padding.Same )] // 5x5");

    [Fact]
    public Task WithoutUsing_AndWhereAnotherPaddingIsNearer()
        => Fixing<PadSameFix>.Verify(
            [
                "[CnnGen.Input(4, 4, 1), CnnGen.Conv2DAttribute(4, {|CNN0201:5|})] public partial class A;",
                "using CnnGen;\nnamespace App;\npublic enum Padding { Same }\n[Input(4, 4, 1), Conv2D(4, {|CNN0201:5|})] public partial class B;",
                "using CnnGen;\nusing static CnnGen.Padding;\n[Input(4, 4, 1), Conv2D(4, {|CNN0201:5|})] public partial class C;",
            ],
            [
                "[CnnGen.Input(4, 4, 1), CnnGen.Conv2DAttribute(4, 5, Padding = CnnGen.Padding.Same)] public partial class A;",
                "using CnnGen;\nnamespace App;\npublic enum Padding { Same }\n[Input(4, 4, 1), Conv2D(4, 5, Padding = CnnGen.Padding.Same)] public partial class B;",
                "using CnnGen;\nusing static CnnGen.Padding;\n[Input(4, 4, 1), Conv2D(4, 5, Padding = Padding.Same)] public partial class C;",
            ]);

    [Fact]
    public Task Valid_BecomesSame()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(4, 4, 1), Conv2D(4, {|CNN0201:5|}, Padding = Padding.Valid, Dilation = 2)]",
            "[Input(4, 4, 1), Conv2D(4, 5, Padding = Padding.Same, Dilation = 2)]");

    [Fact]
    public Task ExplicitPads_AreNotContradicted()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(4, 4, 1), Conv2D(4, {|CNN0201:9|}, PadTop = 1)]",
            "[Input(4, 4, 1), Conv2D(4, {|CNN0201:9|}, PadTop = 1)]");

    [Fact]
    public Task StrideLargerThanTheWindow_ReadsNoMoreWithPads()
        => Fixing<PadSameFix>.VerifyLayers(
            "[Input(9, 9, 1), MaxPool2D(2, Stride = {|CNN0208:3|})]",
            "[Input(9, 9, 1), MaxPool2D(2, Stride = {|CNN0208:3|})]");
}
