using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class PadsBesideSameFixTests
{
    [Fact]
    public Task Pads_AllGo()
        => Fixing<RemovePadsFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, 3, PadTop = 1, Stride = 1, Pad = {|CNN0103:2|}, Padding = Padding.Same)]",
            "[Input(8, 8, 1), Conv2D(4, 3, Stride = 1, Padding = Padding.Same)]",
            "Remove Pad, PadTop");

    [Fact]
    public Task Pads_GoWithTheirLines()
        => Fixing<RemovePadsFix>.VerifyLayers(
            """
            [Input(8, 8, 1)]
            [MaxPool2D(
                2, // a window
                Padding = Padding.Same, // as in Keras
                Pad = {|CNN0103:1|})] // halves
            """,
            """
            [Input(8, 8, 1)]
            [MaxPool2D(
                2, // a window
                Padding = Padding.Same)] // halves
            """,
            "Remove Pad");

    [Fact]
    public Task OutputPadding_OfATransposedConvolution()
        => Fixing<RemovePadsFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2DTranspose(4, 3, Stride = 2, OutputPadding = {|CNN0103:1|}, Padding = Padding.Same)]",
            "[Input(8, 8, 1), Conv2DTranspose(4, 3, Stride = 2, Padding = Padding.Same)]",
            "Remove OutputPadding");

    [Fact]
    public Task Pads_OfSeveralLayers_AllAtOnce()
        => Fixing<RemovePadsFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, 3, Padding = Padding.Same, PadLeft = {|CNN0103:1|}, PadRight = 1), AvgPool2D(2, Pad = {|CNN0103:1|}, Padding = Padding.Same)]",
            "[Input(8, 8, 1), Conv2D(4, 3, Padding = Padding.Same), AvgPool2D(2, Padding = Padding.Same)]");

    [Fact]
    public Task Same_GoesInstead()
        => Fixing<RemoveSameFix>.VerifyLayers(
            "[Input(8, 8, 1), Conv2D(4, 3, Padding = Padding.Same, PadTop = {|CNN0103:1|}), Conv2D(4, 3, Pad = {|CNN0103:1|}, Padding = Padding.Same)]",
            "[Input(8, 8, 1), Conv2D(4, 3, PadTop = 1), Conv2D(4, 3, Pad = 1)]",
            "Remove Padding = Padding.Same");
}
