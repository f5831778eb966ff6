namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN02xx: what does not fit the shape that arrives.</summary>
public class ShapeDiagnosticTests
{
    [Fact]
    public Task KernelLargerThanItsInput() => Markup.VerifyLayers(
        "[Input(14, 14, 1)]\n[Conv2D(6, 5)]\n[MaxPool2D(2, Name = \"pool\")]\n[Conv2D(16, {|#0:7|})]",
        "CNN0201: 'conv2' (Conv2D) receives 5x5x6 from 'pool': its kernel of 7x7 is larger than its input of 5x5: "
        + "make the kernel at most 5x5, or pad, for example with Padding = Padding.Same");

    [Fact]
    public Task KernelLargerThanItsPaddedInput() => Markup.VerifyLayers(
        "[Input(4, 9, 1)]\n[LocallyConnected2D(6, 7, {|#0:12|}, Pad = 1, PadTop = 2)]",
        "CNN0201: 'local1' (LocallyConnected2D) receives 4x9x1 from [Input]: its kernel of 7x12 is larger than its padded input of 7x11: "
        + "make the kernel at most 7x11, or pad, for example with Padding = Padding.Same");

    [Fact]
    public Task KernelThatDilationSpreadsTooFar() => Markup.VerifyLayers(
        "[Input(8, 8, 1)]\n[Conv2D(6, kernelSize: {|#0:5|}, Dilation = 2)]",
        "CNN0201: 'conv1' (Conv2D) receives 8x8x1 from [Input]: its kernel of 5x5 (spread over 9x9 by its dilation) is larger than its input "
        + "of 8x8: make the kernel at most 4x4, lower its Dilation, or pad, for example with Padding = Padding.Same");

    [Theory]
    [InlineData("Conv2D(2, {|CNN0201:7|}, 7)")]
    [InlineData("Conv2D(2, {|CNN0201:7|}, 3)")]
    [InlineData("Conv2D(2, 3, {|CNN0201:7|})")]
    [InlineData("Conv2D(2, kernelWidth: {|CNN0201:7|}, kernelHeight: 3)")]
    [InlineData("Conv2D(filters: 2, kernelSize: {|CNN0201:7|}, Stride = 2)")]
    [InlineData("DepthwiseConv2D({|CNN0201:7|})")]
    [InlineData("DepthwiseConv2D(3, {|CNN0201:7|})")]
    [InlineData("MaxPool2D({|CNN0202:7|})")]
    [InlineData("AvgPool2D(1, {|CNN0202:7|})")]
    [InlineData("MaxPool2D(poolWidth: 1, poolHeight: {|CNN0202:7|})")]
    public Task PlaceOfAWindowThatIsTooLarge(string layer) => Markup.VerifyLayers($"[Input(6, 6, 1)]\n[{layer}]");

    [Fact]
    public Task PoolLargerThanItsInput() => Markup.VerifyLayers(
        "[Input(4, 4, 3)]\n[MaxPool2D(2)]\n[AvgPool2D({|#0:3|}, 2)]",
        "CNN0202: 'avgpool1' (AvgPool2D) receives 2x2x3 from 'maxpool1': its pool of 3x2 is larger than its input of 2x2: make the pool at most 2x2");

    [Fact]
    public Task DenseOnAMap() => Markup.VerifyLayers(
        "[Input(6, 6, 3)]\n[MaxPool2D(2)]\n[{|#0:Dense|}(10)]",
        "CNN0203: 'dense1' (Dense) receives 3x3x3 from 'maxpool1': Dense takes a flat tensor, not a map: add [Flatten] above it (giving 27)");

    [Theory]
    [InlineData("Conv2D(4, 1)", "conv1", "Conv2D")]
    [InlineData("LocallyConnected2D(4, 1)", "local1", "LocallyConnected2D")]
    [InlineData("DepthwiseConv2D(1)", "conv1", "DepthwiseConv2D")]
    [InlineData("Conv2DTranspose(4, 2)", "conv1", "Conv2DTranspose")]
    [InlineData("GlobalAvgPool2D", "globalavgpool1", "GlobalAvgPool2D")]
    [InlineData("GlobalMaxPool2D", "globalmaxpool1", "GlobalMaxPool2D")]
    [InlineData("MaxPool2D(1)", "maxpool1", "MaxPool2D")]
    [InlineData("AvgPool2D(1)", "avgpool1", "AvgPool2D")]
    [InlineData("ZeroPad2D(1)", "zeropad1", "ZeroPad2D")]
    [InlineData("Pad2D(1, Mode = PadMode.Edge)", "pad1", "Pad2D")]
    [InlineData("Crop2D(1)", "crop1", "Crop2D")]
    [InlineData("UpSample2D(2)", "upsample1", "UpSample2D")]
    [InlineData("LocalResponseNorm(5)", "lrn1", "LocalResponseNorm")]
    public Task MapLayerOnAFlatTensor(string layer, string name, string kind) => Markup.VerifyLayers(
        $"[Input(6, 6, 3)]\n[Flatten]\n[{{|#0:{kind}|}}{layer[kind.Length..]}]",
        $"CNN0204: '{name}' ({kind}) receives 108 from 'flatten1': {kind} takes a map of height x width x channels, not a flat tensor: "
        + "move it above [Flatten] or [Dense]");

    [Fact]
    public Task TwoLayersOfOneName() => Markup.VerifyLayers(
        "[Input(6, 6, 3)]\n[Conv2D(4, 3, Name = \"stem\")]\n[Conv2D(4, 3, Name = {|#0:\"stem\"|})]",
        "CNN0205: 'stem' (Conv2D) receives 4x4x4 from 'stem': the name 'stem' is taken by the Conv2D above it; "
        + "weights are found by name, so choose another");

    [Fact]
    public Task NameThatIsTheDefaultOfAnother() => Markup.VerifyLayers(
        "[Input(6, 6, 3)]\n[Conv2D(4, 3, Name = {|#0:\"conv2\"|})]\n[Conv2D(4, 3)]",
        "CNN0205: 'conv2' (Conv2D) receives 6x6x3 from [Input]: the name 'conv2' is taken by the Conv2D below it; "
        + "weights are found by name, so choose another");

    [Fact]
    public Task PiecesThatDoNotDivide() => Markup.VerifyLayers(
        "[Input(6, 6, 8)]\n[Maxout({|#0:3|})]",
        "CNN0206: 'maxout1' (Maxout) receives 6x6x8 from [Input]: 3 pieces do not divide its 8 channels (remainder 2): choose a divisor of 8");

    [Fact]
    public Task PiecesThatDoNotDivideUnits() => Markup.VerifyLayers(
        "[Input(2, 2, 2)]\n[Flatten]\n[Maxout(pieces: {|#0:3|})]",
        "CNN0206: 'maxout1' (Maxout) receives 8 from 'flatten1': 3 pieces do not divide its 8 units (remainder 2): choose a divisor of 8");

    [Theory]
    [InlineData("Conv2D(8, 3, Groups = {|#0:8|})", "8 groups do not divide its 12 input channels (remainder 4): choose a divisor of 4, which divides both its 12 input channels and its 8 filters")]
    [InlineData("Conv2D(8, 3, Groups = {|#0:3|}, Pad = 1)", "3 groups do not divide its 8 filters (remainder 2): choose a divisor of 4, which divides both its 12 input channels and its 8 filters")]
    [InlineData("Conv2DTranspose(8, 3, Groups = {|#0:8|})", "8 groups do not divide its 12 input channels (remainder 4): choose a divisor of 4, which divides both its 12 input channels and its 8 filters")]
    [InlineData("Conv2D(7, 3, Groups = {|#0:2|})", "2 groups do not divide its 7 filters (remainder 1): its 12 input channels and its 7 filters have no other common divisor than 1, so leave Groups out")]
    public Task GroupsThatDoNotDivide(string layer, string what)
        => Markup.VerifyLayers($"[Input(6, 6, 12)]\n[{layer}]", $"CNN0209: 'conv1' ({layer[..layer.IndexOf('(')]}) receives 6x6x12 from [Input]: {what}");

    [Theory]
    [InlineData("Conv2DTranspose(4, 3, Pad = {|#0:4|})", "its pads of 8 rows leave nothing of the 4 rows that its kernel reaches: pad by at most 3 in all")]
    [InlineData("Conv2DTranspose(4, 1, PadTop = {|#0:1|}, PadBottom = 1)", "its pads of 2 rows leave nothing of the 2 rows that its kernel reaches: pad by at most 1 in all")]
    [InlineData("Conv2DTranspose(4, 3, 1, StrideWidth = 4, PadRight = {|#0:5|})", "its pads of 5 columns leave nothing of the 5 columns that its kernel reaches: pad by at most 4 in all")]
    public Task PadsThatLeaveNothing(string layer, string what)
        => Markup.VerifyLayers($"[Input(2, 2, 3)]\n[{layer}]\n[Flatten]\n[Dense(3)]", $"CNN0218: 'conv1' (Conv2DTranspose) receives 2x2x3 from [Input]: {what}");

    [Theory]
    [InlineData("Crop2D({|#0:3|})", "cutting off 6 columns leaves nothing of its 5: cut off at most 2 on each side")]
    [InlineData("Crop2D({|#0:9|})", "cutting off 18 columns leaves nothing of its 5: cut off at most 2 on each side")]
    [InlineData("Crop2D({|#0:int.MaxValue|})", "cutting off 4294967294 columns leaves nothing of its 5: cut off at most 2 on each side")]
    [InlineData("Crop2D(3, {|#0:4|}, 0, 0)", "cutting off 7 rows leaves nothing of its 7: cut off at most 6 in all")]
    [InlineData("Crop2D(bottom: 3, right: 1, left: {|#0:4|}, top: 3)", "cutting off 5 columns leaves nothing of its 5: cut off at most 4 in all")]
    public Task CropThatLeavesNothing(string layer, string what)
        => Markup.VerifyLayers($"[Input(7, 5, 3)]\n[{layer}]\n[Conv2D(4, 2)]\n[Flatten]\n[Dense(3)]", $"CNN0222: 'crop1' (Crop2D) receives 7x5x3 from [Input]: {what}");

    /// <summary>Both sides of their own numbers are two mistakes.</summary>
    [Fact]
    public Task CropThatLeavesNothingOfBothSides() => Markup.VerifyLayers(
        "[Input(4, 6, 3)]\n[Crop2D({|#0:4|}, 0, 1, {|#1:5|})]",
        "CNN0222: 'crop1' (Crop2D) receives 4x6x3 from [Input]: cutting off 4 rows leaves nothing of its 4: cut off at most 3 in all",
        "CNN0222: 'crop1' (Crop2D) receives 4x6x3 from [Input]: cutting off 6 columns leaves nothing of its 6: cut off at most 5 in all");

    [Theory]
    [InlineData("[{|#0:Reshape|}(4, 4, 4)]", "108 from 'flatten1'", "108 elements do not make a map of 4x4x4, which has 64: make height x width x channels 108")]
    [InlineData("[Dense(65)]\n[{|#0:Reshape|}(4, 4, 4)]", "65 from 'dense1'", "65 elements do not make a map of 4x4x4, which has 64: make height x width x channels 65")]
    [InlineData("[{|#0:Reshape|}(100000, 100000, 100000)]", "108 from 'flatten1'", "108 elements do not make a map of 100000x100000x100000, which has 1000000000000000: make height x width x channels 108")]
    public Task ReshapeToOtherCounts(string layers, string arriving, string what) => Markup.VerifyLayers(
        $"[Input(6, 6, 3)]\n[Flatten]\n{layers}\n[Conv2D(4, 1)]\n[Flatten]\n[Dense(3)]", $"CNN0219: 'reshape1' (Reshape) receives {arriving}: {what}");

    [Fact]
    public Task PadAsLargeAsThePool() => Markup.VerifyLayers(
        "[Input(6, 6, 8)]\n[MaxPool2D(2, Pad = {|#0:2|})]",
        "CNN0207: 'maxpool1' (MaxPool2D) receives 6x6x8 from [Input]: Pad is 2 with a pool of 2x2, so that a window may hold only padding: pad by at most 1");

    [Theory]
    [InlineData("Conv2D(4, 3, Stride = {|#0:2|})", "conv1' (Conv2D)", "stride 2", "1 row and 1 column")]
    [InlineData("Conv2D(4, 1, Stride = {|#0:4|})", "conv1' (Conv2D)", "stride 4", "6 rows and 6 columns")]
    [InlineData("Conv2D(4, 2, 3, StrideHeight = 2, StrideWidth = {|#0:2|})", "conv1' (Conv2D)", "stride 2", "1 column")]
    [InlineData("MaxPool2D({|#0:3|})", "maxpool1' (MaxPool2D)", "stride 3", "2 rows and 2 columns")]
    [InlineData("AvgPool2D(2, {|#0:3|})", "avgpool1' (AvgPool2D)", "stride 2x3", "2 columns")]
    public Task StrideThatLeavesPixelsUnread(string layer, string name, string stride, string unread) => Markup.VerifyLayers(
        $"[Input(8, 8, 1)]\n[{layer}]",
        $"CNN0208: '{name} receives 8x8x1 from [Input]: with {stride} no window reads {unread} of its 8x8; pad, crop or change the stride if they matter");

    [Theory]
    [InlineData("{|#0:Conv2D|}(4, 3), BatchNorm, ReLU", "conv1' (Conv2D)", "channel's mean, and this layer's 4 biases")]
    [InlineData("Conv2D(4, 3, UseBias = {|#0:true|}), BatchNorm(Name = \"bn1\"), BatchNorm(From = \"conv1\"), Add(\"bn1\")", "conv1' (Conv2D)", "channel's mean, and this layer's 4 biases")]
    [InlineData("{|#0:DepthwiseConv2D|}(3), BatchNorm", "conv1' (DepthwiseConv2D)", "channel's mean, and this layer's bias")]
    [InlineData("{|#0:Conv2DTranspose|}(4, 3, Padding = Padding.Same), BatchNorm", "conv1' (Conv2DTranspose)", "channel's mean, and this layer's 4 biases")]
    public Task BiasThatBatchNormTakesAway(string layers, string name, string biases) => Markup.VerifyLayers(
        $"[Input(8, 8, 1)]\n[{layers}]",
        $"CNN0221: '{name} receives 8x8x1 from [Input]: BatchNorm 'bn1' subtracts each {biases} with it: set UseBias = false before training; a file trained with a bias needs it");

    [Fact]
    public Task BiasOfADenseBeforeBatchNorm() => Markup.VerifyLayers(
        "[Input(8, 8, 1)]\n[Flatten, {|#0:Dense|}(5), BatchNorm(Name = \"norm\")]",
        "CNN0221: 'dense1' (Dense) receives 64 from 'flatten1': BatchNorm 'norm' subtracts each unit's mean, and this layer's 5 biases with it: set UseBias = false before training; a file trained with a bias needs it");

    /// <summary>No bias, one that an activation or another reader sees, one of each position, one that trained weights have.</summary>
    [Theory]
    [InlineData("Conv2D(4, 3, UseBias = false), BatchNorm")]
    [InlineData("Conv2D(4, 3, Activation = Activation.ReLU), BatchNorm")]
    [InlineData("Conv2D(4, 3), ReLU, BatchNorm")]
    [InlineData("Conv2D(4, 3), BatchNorm, Add(\"conv1\")")]
    [InlineData("Conv2D(4, 3)")]
    [InlineData("LocallyConnected2D(4, 3), BatchNorm")]
    [InlineData("Conv2D(4, 3), BatchNorm, SelfTest(\"vector.safetensors\", Weights = \"net.safetensors\")")]
    public Task BiasThatIsNeeded(string layers) => Markup.VerifyLayers($"[Input(8, 8, 1)]\n[{layers}]");

    /// <summary>The sizes of the lecture's worked examples, and paddings that read everything.</summary>
    [Theory]
    [InlineData("[Input(32, 32, 1)]\n[Conv2D(6, 5)]\n[MaxPool2D(2)]\n[Conv2D(16, 5)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(120)]\n[Dense(84)]\n[Dense(10)]\n[Softmax]")]
    [InlineData("[Input(6, 6, 3)]\n[Conv2D(1, 3)]")]
    [InlineData("[Input(7, 7, 3)]\n[Conv2D(128, 3)]")]
    [InlineData("[Input(7, 7, 1)]\n[Conv2D(1, 3, Stride = 2)]")]
    [InlineData("[Input(8, 8, 3)]\n[Conv2D(5, 3)]")]
    [InlineData("[Input(32, 32, 3)]\n[Conv2D(10, 5, Padding = Padding.Same)]")]
    [InlineData("[Input(32, 32, 3)]\n[Conv2D(20, 8, Stride = 2, Pad = 1)]")]
    [InlineData("[Input(4, 4, 1)]\n[MaxPool2D(2, Stride = 1)]")]
    [InlineData("[Input(1000, 1000, 1)]\n[LocallyConnected2D(1, 10)]")]
    [InlineData("[Input(3, 4, 5)]\n[Reshape(5, 12, 1)]")]
    [InlineData("[Input(3, 4, 5)]\n[Conv2DTranspose(2, 1, Stride = 32, Dilation = 40, OutputPadding = 39)]")]
    [InlineData("[Input(3, 4, 5)]\n[Conv2DTranspose(2, 7, Pad = 4, Padding = Padding.Valid)]")]
    public Task GoodSizes(string layers) => Markup.VerifyLayers(layers);

    [Fact]
    public Task LecturesLastExampleLeavesARowUnread()
        => Markup.VerifyLayers("[Input(32, 32, 32)]\n[Conv2D(64, 5, Stride = {|CNN0208:2|})]");
}
