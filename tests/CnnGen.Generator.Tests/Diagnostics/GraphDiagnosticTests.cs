namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN0210 and after: names that are read, and shapes that are joined.</summary>
public class GraphDiagnosticTests
{
    private const string Stem = "[Input(8, 8, 4)]\n[Conv2D(4, 3, Padding = Padding.Same, Name = \"stem\")]\n";

    /// <summary>The operand that does not fit is marked, not one beside it.</summary>
    [Theory]
    [InlineData("[Concat(\"stem\", {|CNN0213:\"small\"|}, \"also\")]")]
    [InlineData("[Concat(\"stem\", \"also\", {|CNN0213:\"small\"|})]")]
    [InlineData("[Add(\"stem\", {|CNN0213:\"small\"|}, \"also\")]")]
    [InlineData("[Multiply(\"stem\", \"also\", {|CNN0213:\"small\"|})]")]
    public Task OperandThatDoesNotFit(string join) => Markup.VerifyLayers(
        Stem + $"[ReLU(Name = \"also\")]\n[MaxPool2D(2, Name = \"small\")]\n[ReLU(From = \"stem\")]\n{join}");

    /// <summary>One element for each pixel goes over a map of the same height and width only.</summary>
    [Theory]
    [InlineData("[Crop2D(0, 0, 0, 0)]", "\"thin\"")]
    [InlineData("[Crop2D(0, 0, 1, 1)]", "{|CNN0213:\"thin\"|}")]
    [InlineData("[Crop2D(1, 1, 0, 0)]", "{|CNN0213:\"thin\"|}")]
    public Task PixelsOfAnotherMap(string crop, string thin) => Markup.VerifyLayers(
        Stem + $"{crop}\n[Conv2D(1, 1, Name = \"thin\")]\n[ReLU(From = \"stem\")]\n[Add({thin})]");

    /// <summary>Up to two letters of a short name may be wrong.</summary>
    [Theory]
    [InlineData("sten1", "did you mean 'stem'?")]
    [InlineData("xtex", "did you mean 'stem'?")]
    [InlineData("stone", "names above it are 'stem' and 'input'")]
    public Task NamesThatAreNear(string name, string advice) => Markup.VerifyLayers(
        Stem + $"[ReLU]\n[Add({{|#0:\"{name}\"|}})]",
        $"CNN0210: 'add1' (Add) receives 8x8x4 from 'relu1': there is no layer '{name}' to read from; {advice}");

    [Fact]
    public Task MisspeltNameAndTheNearestOne() => Markup.VerifyLayers(
        Stem + "[ReLU]\n[Add({|#0:\"Stam\"|})]",
        "CNN0210: 'add1' (Add) receives 8x8x4 from 'relu1': there is no layer 'Stam' to read from; did you mean 'stem'?");

    [Fact]
    public Task NameLikeNoOther() => Markup.VerifyLayers(
        Stem + "[ReLU(From = {|#0:\"backbone\"|})]\n[Conv2D(4, 3)]",
        "CNN0210: 'relu1' (ReLU): there is no layer 'backbone' to read from; names above it are 'stem' and 'input'");

    [Fact]
    public Task NameInTheFirstLayer() => Markup.VerifyLayers(
        "[Input(8, 8, 4)]\n[Add({|#0:\"stem\"|})]",
        "CNN0210: 'add1' (Add) receives 8x8x4 from [Input]: there is no layer 'stem' to read from; above it is only 'input'");

    [Theory]
    [InlineData("[Concat(\"stem\", {|CNN0210:\"nowhere\"|}, \"conv2\")]")]
    [InlineData("[Concat(\"stem\", {|CNN0210:\"nowhere\"|}, \"conv2\", Name = \"joined\")]")]
    [InlineData("[Concat(name: \"stem\", more: new[] { {|CNN0210:\"nowhere\"|} })]")]
    [InlineData("[Concat(\"stem\", {|CNN0210:Names.Nowhere|})]")]
    [InlineData("[Concat({|CNN0210:null!|})]")]
    [InlineData("[Concat(\"stem\", \"conv2\", {|CNN0210:null!|})]")]
    public Task PlaceOfANameAmongOthers(string layer) => Markup.Verify(
        $"{Stem}[Conv2D(4, 1)]\n{layer}\npublic partial class Net;\npublic static class Names {{ public const string Nowhere = \"nowhere\"; }}");

    [Fact]
    public Task DefaultNamesAndTheInputCanBeRead() => Markup.VerifyLayers("[Input(8, 8, 4)]\n[Conv2D(4, 1)]\n[ReLU]\n[Add(\"conv1\", \"input\")]");

    [Fact]
    public Task UsedBeforeItIsMade() => Markup.VerifyLayers(
        Stem + "[Add({|#0:\"branch\"|})]\n[Conv2D(4, 1, From = \"stem\", Name = \"branch\")]",
        "CNN0211: 'add1' (Add) receives 8x8x4 from 'stem': 'branch' is the Conv2D below it, and layers run in their order: move that layer above this one");

    [Fact]
    public Task Cycle() => Markup.VerifyLayers(
        Stem + "[Add({|#0:\"end\"|})]\n[ReLU]\n[Conv2D(4, 1, Name = \"end\")]",
        "CNN0212: 'add1' (Add) receives 8x8x4 from 'stem': 'end' depends on this layer's own output ('add1' <- 'end' <- 'relu1' <- 'add1'), "
        + "and a network has no loops: read a layer above");

    [Fact]
    public Task LayerThatReadsItself() => Markup.VerifyLayers(
        Stem + "[Add({|#0:\"self\"|}, Name = \"self\")]",
        "CNN0212: 'self' (Add) receives 8x8x4 from 'stem': 'self' depends on this layer's own output ('self' <- 'self'), and a network has no loops: read a layer above");

    [Fact]
    public Task SidesThatDiffer() => Markup.VerifyLayers(
        Stem + "[MaxPool2D(2)]\n[Add({|#0:\"stem\"|})]\n[Concat({|#1:\"stem\"|})]",
        "CNN0213: 'add1' (Add) receives 4x4x4 from 'maxpool1': 8x8x4 of 'stem' cannot be added to 4x4x4: "
        + "give both the same height and width: their branches differ in strides, pads or pools",
        "CNN0213: 'concat1' (Concat) receives 4x4x4 from 'add1': 8x8x4 of 'stem' cannot be concatenated to 4x4x4: "
        + "give both the same height and width: their branches differ in strides, pads or pools");

    [Fact]
    public Task ChannelsThatDiffer() => Markup.VerifyLayers(
        Stem + "[Conv2D(6, 1)]\n[Multiply({|#0:\"stem\"|})]\n[Concat(\"stem\")]",
        "CNN0213: 'multiply1' (Multiply) receives 8x8x6 from 'conv2': 8x8x4 of 'stem' cannot be multiplied with 8x8x6: "
        + "give both as many channels, for example by a Conv2D with a 1x1 kernel");

    [Theory]
    [InlineData("[Flatten]\n[Add({|CNN0213:\"stem\"|})]")]
    [InlineData("[Flatten]\n[Concat({|CNN0213:\"stem\"|})]")]
    [InlineData("[Flatten]\n[Dense(5, Name = \"five\")]\n[Dense(6)]\n[Add({|CNN0213:\"five\"|})]")]
    public Task FlatTensorsThatDoNotJoin(string layers) => Markup.VerifyLayers(Stem + layers);

    [Theory]
    [InlineData("[GlobalAvgPool2D]\n[Dense(4)]\n[Multiply(\"stem\")]")]
    [InlineData("[Conv2D(1, 1)]\n[Sigmoid]\n[Multiply(\"stem\")]")]
    [InlineData("[AvgPool2D(8)]\n[Add(\"stem\", \"stem\")]")]
    [InlineData("[Flatten]\n[Dense(5, Name = \"five\")]\n[Dense(6)]\n[Concat(\"five\")]")]
    [InlineData("[Flatten(Name = \"flat\")]\n[Concat(\"flat\")]")]
    [InlineData("[Flatten(Name = \"flat\")]\n[Dense(5)]\n[Concat(\"flat\")]\n[Reshape(3, 29, 3)]")]
    [InlineData("[Concat(\"input\", \"stem\")]")]
    public Task ShapesThatJoin(string layers) => Markup.VerifyLayers(Stem + layers);

    [Fact]
    public Task OutputThatNobodyReads() => Markup.VerifyLayers(
        Stem + "[{|#0:MaxPool2D|}(2, Name = \"forgotten\")]\n[Conv2D(4, 3, From = \"stem\")]",
        "CNN0214: 'forgotten' (MaxPool2D): no layer reads its output, so it is left out of the network: read it by its name, or remove it");

    [Fact]
    public Task MisspeltNameIsTheOnlyMistake() => Markup.VerifyLayers(Stem + "[MaxPool2D(2, Name = \"pool\")]\n[Conv2D(4, 3, From = {|CNN0210:\"pol\"|})]");

    [Fact]
    public Task ChannelsThatAreNotSharedOutEvenly() => Markup.VerifyLayers(
        "[Input(8, 8, 6)]\n[ChannelShuffle({|#0:4|})]\n[PixelShuffle2D({|#1:2|})]",
        "CNN0215: 'shuffle1' (ChannelShuffle) receives 8x8x6 from [Input]: 4 groups do not divide its 6 channels (remainder 2): "
        + "change the layer above, or choose a divisor",
        "CNN0215: 'pixelshuffle1' (PixelShuffle2D) receives 8x8x6 from 'shuffle1': 2 x 2 pixels do not divide its 6 channels (remainder 2): "
        + "change the layer above, or choose a divisor");

    [Fact]
    public Task SlicesBeyondTheChannels() => Markup.VerifyLayers(
        "[Input(8, 8, 6)]\n[Slice(4, {|#0:3|}, Name = \"a\")]\n[Slice({|#1:6|}, 1, From = \"input\")]\n[Concat(\"a\")]",
        "CNN0216: 'a' (Slice) receives 8x8x6 from [Input]: there are no 3 channels from 4 on, it has 6: take at most 2 from 4 on",
        "CNN0216: 'slice2' (Slice) receives 8x8x6 from [Input]: there are no 1 channels from 6 on, it has 6: begin below 6");

    [Theory]
    [InlineData("[Slice({|CNN0101:-1|}, 2)]")]
    [InlineData("[Slice(1, {|CNN0101:0|})]")]
    [InlineData("[Flatten]\n[{|CNN0217:Slice|}(0, 2)]")]
    [InlineData("[Flatten]\n[{|CNN0204:PixelShuffle2D|}(2)]")]
    [InlineData("[ChannelShuffle({|CNN0101:0|})]")]
    public Task ChannelLayersThatCannotBe(string layers) => Markup.VerifyLayers("[Input(4, 4, 4)]\n" + layers);
}
