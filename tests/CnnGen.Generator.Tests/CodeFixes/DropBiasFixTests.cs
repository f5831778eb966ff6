using CnnGen.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

public class DropBiasFixTests
{
    [Fact]
    public Task Bias_IsDroppedFromEachLayer_OneByOne()
        => Fixing<DropBiasFix>.VerifyLayers(
            "[Input(8, 8, 1)]\n[{|CNN0221:Conv2D|}(4, 3), BatchNorm]\n[DepthwiseConv2D(3, UseBias = {|CNN0221:true|}, Stride = 1), BatchNorm]",
            "[Input(8, 8, 1)]\n[Conv2D(4, 3, UseBias = false), BatchNorm]\n[DepthwiseConv2D(3, UseBias = false, Stride = 1), BatchNorm]",
            "Set UseBias = false (before training)");

    [Fact]
    public void Biases_AreNeverDroppedInBulk() => Assert.Null(new DropBiasFix().GetFixAllProvider());

    [Fact]
    public Task Bias_OfADense_WithAQualifiedName()
        => Fixing<DropBiasFix>.Verify(
            ["[CnnGen.Input(8, 8, 1), CnnGen.Flatten, {|CNN0221:CnnGen.DenseAttribute|}(units: 4), CnnGen.BatchNorm] public partial class Net;"],
            ["[CnnGen.Input(8, 8, 1), CnnGen.Flatten, CnnGen.DenseAttribute(units: 4, UseBias = false), CnnGen.BatchNorm] public partial class Net;"]);
}
