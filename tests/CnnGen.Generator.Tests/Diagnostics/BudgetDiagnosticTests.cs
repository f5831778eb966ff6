namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN04xx: what no array can hold, counted exactly.</summary>
public class BudgetDiagnosticTests
{
    [Fact]
    public Task AMillionUnitsOverAMegapixel() => Markup.VerifyLayers(
        "[Input(1000, 1000, 1)]\n[Flatten]\n[Dense({|#0:1000000|})]\n[ReLU]",
        "CNN0401: 'dense1' (Dense) receives 1000000 from 'flatten1': it needs 1,000,000,000,000 weights, which takes the network to "
        + "1,000,001,000,000 elements where an array holds 2,147,483,591: make the layer smaller, or pool above it");

    [Fact]
    public Task WeightsOfSeveralLayersAddUp() => Markup.VerifyLayers(
        "[Input(1, 1, 40000)]\n[Flatten]\n[Dense(40000)]\n[Dense({|#0:20000|})]\n[Dense(10)]",
        "CNN0401: 'dense2' (Dense) receives 40000 from 'dense1': it needs 800,000,000 weights, which takes the network to "
        + "2,400,060,000 elements where an array holds 2,147,483,591: make the layer smaller, or pool above it");

    [Fact]
    public Task InputThatFitsNoArray() => Markup.VerifyLayers(
        "[{|#0:Input|}(100000, 100000, 3)]\n[Flatten]\n[Dense(10)]",
        "CNN0402: [Input]: a tensor of 100000x100000x3 takes 80,000,000,000 elements in memory, padding included, and at most 1,073,739,747 fit: "
        + "make it smaller");

    [Theory]
    [InlineData("Conv2D(2, 3, Pad = {|#0:100000|})", "'conv1' (Conv2D)", "200010x200010x1, takes 320,032,000,800", "pad less")]
    [InlineData("MaxPool2D({|#0:100000|}, Padding = Padding.Same)", "'maxpool1' (MaxPool2D)", "100000x100000x1, takes 80,000,000,000", "make the window smaller")]
    public Task PaddedInputThatFitsNoArray(string layer, string name, string what, string fix) => Markup.VerifyLayers(
        $"[Input(10, 10, 1)]\n[{layer}]",
        $"CNN0402: {name} receives 10x10x1 from [Input]: a tensor of 10x10x1, padded to {what} elements in memory, padding included, "
        + $"and at most 1,073,739,747 fit: {fix}");

    [Theory]
    [InlineData("Conv2D(2, 3, Pad = {|CNN0402:100000|})")]
    [InlineData("Conv2D({|CNN0402:20000000|}, 1)")]
    [InlineData("MaxPool2D({|CNN0402:100000|}, Padding = Padding.Same)")]
    [InlineData("UpSample2D({|CNN0402:50000|})")]
    [InlineData("Conv2DTranspose(2, {|CNN0402:1|}, 3, Dilation = int.MaxValue)")]
    [InlineData("Conv2DTranspose({|CNN0401:2|}, int.MaxValue, Dilation = int.MaxValue)")]
    [InlineData("Conv2DTranspose({|CNN0402:200000|}, 1, Stride = 32)")]
    [InlineData("UpSample2D(factor: {|CNN0402:int.MaxValue|})")]
    [InlineData("ZeroPad2D({|CNN0402:50000|})")]
    [InlineData("ZeroPad2D({|CNN0402:int.MaxValue|}, int.MaxValue, 0, 0)")]
    [InlineData("Conv2D({|CNN0401:2|}, int.MaxValue, Padding = Padding.Same)")]
    public Task PlaceOfWhatIsTooLarge(string layer) => Markup.VerifyLayers($"[Input(10, 10, 1)]\n[{layer}]\n[Flatten]\n[Dense(10)]");

    /// <summary>Channels are padded to a multiple of 8; in a grouped convolution those of each group, to 4 at least, with no zeros between the groups.</summary>
    [Theory]
    [InlineData("[Input(1, 1, 300000000)]\n[Flatten]\n[Dense({|CNN0401:1|})]")]
    [InlineData("[Input(1, 1, 32768)]\n[Conv2D(65536, 1, Groups = 8)]")]
    [InlineData("[Input(100, 100, 65536)]\n[Conv2D({|CNN0401:16384|}, 100, Groups = 16384)]")]
    [InlineData("[Input(50, 50, 65536)]\n[Conv2D(16384, 50, Groups = 16384)]")]
    public Task WeightsAsTheyArePacked(string layers) => Markup.VerifyLayers(layers);

    /// <summary>A norm of one pixel keeps its squares beside two tensors that only just fit.</summary>
    [Fact]
    public Task NormOfTheMostChannels() => Markup.VerifyLayers(
        "[Input(1, 1, 1073739744)]\n[{|#0:LocalResponseNorm|}(5)]",
        "CNN0402: 'lrn1' (LocalResponseNorm) receives 1x1x1073739744 from [Input]: a tensor of 1x1x1073739744, padded to 1x3x1073739744, takes "
        + "3,221,219,232 elements in memory, padding included, and at most 1,073,739,747 fit: make it smaller");

    /// <summary>Each of them fits, and so do two.</summary>
    [Fact]
    public Task TensorsThatAreAliveTogether() => Markup.VerifyLayers(
        "[Input(10000, 10000, 1)]\n[ReLU(Name = \"one\")]\n[ReLU(Name = \"two\")]\n[{|#0:ReLU|}]\n[Add(\"one\", \"two\")]",
        "CNN0402: 'relu3' (ReLU) receives 10000x10000x1 from 'two': a tensor of 10000x10000x1, with 2 others that are kept for layers below, takes "
        + "2,400,000,000 elements in memory, padding included, and at most 2,147,479,495 fit: make the branches smaller");

    [Fact]
    public Task ProjectThatForbidsPointers() => Markup.VerifyWithoutUnsafe(
        "[Input(4, 4, 1)]\n[Flatten]\npublic partial class {|#0:Net|};",
        "CNN0403: The code of network 'Net' uses pointers, which this project forbids: remove <AllowUnsafeBlocks>false</AllowUnsafeBlocks> "
        + "from the project (the package sets it to true)");

    [Fact]
    public Task BuildThatIsNotOptimised() => Markup.VerifyLayersWithProperty(
        "CnnGenTellsOfDebug",
        "true",
        "[Input(4, 4, 1)]\n[Flatten]",
        "CNN0410: Network 'Net' runs many times slower in this build, whose code is not optimised: set <CnnGenOptimize>true</CnnGenOptimize> in the "
        + "project to run it at full speed here too, or false to hide this");

    [Fact]
    public Task BuildThatIsOptimised() => Markup.VerifyLayersWithProperty("CnnGenTellsOfDebug", "", "[Input(4, 4, 1)]\n[Flatten]");
}
