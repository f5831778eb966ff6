using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class ShrinkFixTests
{
    [Fact]
    public Task Kernel_BecomesAsLargeAsTheInput()
        => Fixing<ShrinkFix>.VerifyLayers(
            "[Input(4, 3, 1), Conv2D(4, {|CNN0201:5|})]",
            "[Input(4, 3, 1), Conv2D(4, 3)]",
            "Change kernel to 3x3");

    [Fact]
    public Task KernelOfTwoSides_KeepsTheOneThatFits()
        => Fixing<ShrinkFix>.VerifyLayers(
            "[Input(4, 6, 1), DepthwiseConv2D({|CNN0201:7|}, 5)]",
            "[Input(4, 6, 1), DepthwiseConv2D(4, 5)]",
            "Change kernel to 4x5");

    [Fact]
    public Task NamedArguments_InAnotherOrder_AndAConstant()
        => Fixing<ShrinkFix>.Verify(
            ["using CnnGen;\n[Input(4, 6, 1), Conv2D(kernelWidth: {|CNN0201:Sizes.Wide|}, kernelHeight: 3, filters: 2)] partial class Net;\nstatic class Sizes { public const int Wide = 9; }"],
            ["using CnnGen;\n[Input(4, 6, 1), Conv2D(kernelWidth: 6, kernelHeight: 3, filters: 2)] partial class Net;\nstatic class Sizes { public const int Wide = 9; }"],
            "Change kernel to 3x6");

    [Fact]
    public Task Dilation_IsCountedIn()
        => Fixing<ShrinkFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, {|CNN0201:5|}, Dilation = 3)]",
            "[Input(8, 8, 1), Conv2D(4, 3, Dilation = 3)]",
            "Change kernel to 3x3");

    [Fact]
    public Task Pads_AreCountedIn()
        => Fixing<ShrinkFix>.VerifyLayers(
            "[Input(2, 2, 1), AvgPool2D({|CNN0202:5|}, Pad = 1)]",
            "[Input(2, 2, 1), AvgPool2D(4, Pad = 1)]",
            "Change pool to 4x4");

    [Fact]
    public Task AllAtOnce_EachToItsOwnSize()
        => Fixing<ShrinkFix>.VerifyLayers(
            "[Input(4, 4, 1)]\n[Conv2D(4, {|CNN0201:5|}, Name = \"a\"), Conv2D(4, {|CNN0201:6|}, From = \"input\"), Multiply(\"a\")]",
            "[Input(4, 4, 1)]\n[Conv2D(4, 4, Name = \"a\"), Conv2D(4, 4, From = \"input\"), Multiply(\"a\")]");
}
