namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN01xx: arguments that are wrong whatever shape arrives.</summary>
public class ArgumentDiagnosticTests
{
    private const string Input = "[Input(8, 8, 2)]\n";

    [Theory]
    [InlineData("Conv2D({|#0:0|}, 3)", "filters is 0, but must be at least 1")]
    [InlineData("Conv2D(4, {|#0:-3|})", "kernelSize is -3, but must be at least 1")]
    [InlineData("Conv2D(4, kernelSize: {|#0:0|})", "kernelSize is 0, but must be at least 1")]
    [InlineData("Conv2D(kernelSize: 3, filters: {|#0:-1|})", "filters is -1, but must be at least 1")]
    [InlineData("Conv2D(4, 3, {|#0:0|})", "kernelWidth is 0, but must be at least 1")]
    [InlineData("Conv2D(4, kernelWidth: 3, kernelHeight: {|#0:0|})", "kernelHeight is 0, but must be at least 1")]
    [InlineData("Conv2D(4, 3, Stride = {|#0:-1|})", "Stride is -1, but must be at least 1")]
    [InlineData("Conv2D(4, 3, Stride = {|#0:0|})", "Stride is 0, but must be at least 1")]
    [InlineData("Conv2D(4, 3, StrideWidth = {|#0:0|})", "StrideWidth is 0, but must be at least 1")]
    [InlineData("Conv2D(4, 3, Dilation = {|#0:0|})", "Dilation is 0, but must be at least 1")]
    [InlineData("Conv2D(4, 3, Groups = {|#0:0|})", "Groups is 0, but must be at least 1")]
    [InlineData("Conv2D(4, 3, Pad = {|#0:-1|})", "Pad is -1, but must be at least 0")]
    [InlineData("Conv2D(4, 3, PadLeft = {|#0:-2|})", "PadLeft is -2, but must be at least 0")]
    [InlineData("Conv2D(4, 3, UseBias = false, Stride = {|#0:1 - 1|})", "Stride is 0, but must be at least 1")]
    public Task TooSmall(string layer, string what)
        => Markup.VerifyLayers($"{Input}[{layer}]", $"CNN0101: 'conv1' (Conv2D) receives 8x8x2 from [Input]: {what}");

    [Theory]
    [InlineData("{|#0:0|}, 8, 1", "height is 0")]
    [InlineData("8, {|#0:-1|}, 1", "width is -1")]
    [InlineData("8, 8, channels: {|#0:0|}", "channels is 0")]
    [InlineData("channels: 1, height: {|#0:0|}, width: 8", "height is 0")]
    public Task TooSmallInput(string arguments, string what)
        => Markup.VerifyLayers($"[Input({arguments})]\n[Flatten]\n[Dense(3)]", $"CNN0101: [Input]: {what}, but must be at least 1");

    [Theory]
    [InlineData("LocallyConnected2D({|CNN0101:0|}, 3)")]
    [InlineData("MaxPool2D({|CNN0101:0|})")]
    [InlineData("AvgPool2D(2, {|CNN0101:-1|})")]
    [InlineData("AvgPool2D(2, StrideHeight = {|CNN0101:0|})")]
    [InlineData("Maxout({|CNN0101:0|})")]
    [InlineData("DepthwiseConv2D({|CNN0101:0|})")]
    [InlineData("DepthwiseConv2D(3, {|CNN0101:-1|})")]
    [InlineData("DepthwiseConv2D(3, Multiplier = {|CNN0101:0|})")]
    [InlineData("UpSample2D({|CNN0101:0|})")]
    [InlineData("Conv2DTranspose({|CNN0101:0|}, 3)")]
    [InlineData("Conv2DTranspose(4, 3, Stride = {|CNN0101:0|})")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, OutputPaddingWidth = {|CNN0101:-1|})")]
    [InlineData("Reshape({|CNN0101:0|}, 8, 2)")]
    [InlineData("Reshape(8, {|CNN0101:-1|}, 2), Conv2D(3, 3)")]
    [InlineData("LocalResponseNorm({|CNN0101:0|})")]
    [InlineData("LocalResponseNorm(5, ChannelsBefore = {|CNN0101:-1|})")]
    [InlineData("ZeroPad2D({|CNN0101:-1|})")]
    [InlineData("Pad2D({|CNN0101:-1|})")]
    [InlineData("ZeroPad2D(1, 0, right: {|CNN0101:-2|}, left: 3)")]
    [InlineData("Crop2D({|CNN0101:-1|})")]
    [InlineData("Crop2D(1, 0, right: {|CNN0101:-2|}, left: 3)")]
    [InlineData("Flatten, Dense({|CNN0101:0|})")]
    [InlineData("Flatten, Dense(units: {|CNN0101:-5|})")]
    public Task TooSmallInOtherLayers(string layers) => Markup.VerifyLayers($"{Input}[{layers}]");

    [Theory]
    [InlineData("Clip(2, {|#0:1|})", "'clip1' (Clip)", "max is 1, but must be at least its min of 2")]
    [InlineData("Clip({|#0:double.NaN|}, 1)", "'clip1' (Clip)", "min is NaN, but must be a number that a float can hold, or double.NegativeInfinity")]
    [InlineData("Clip({|#0:double.PositiveInfinity|}, 1)", "'clip1' (Clip)", "min is Infinity, but must be a number that a float can hold, or double.NegativeInfinity")]
    [InlineData("Clip(0, max: {|#0:1e40|})", "'clip1' (Clip)", "max is 1E+40, but must be a number that a float can hold, or double.PositiveInfinity")]
    [InlineData("LeakyReLU({|#0:-0.1|})", "'leakyrelu1' (LeakyReLU)", "slope is -0.1, but must be from 0 to 1")]
    [InlineData("LeakyReLU(slope: {|#0:1.5|})", "'leakyrelu1' (LeakyReLU)", "slope is 1.5, but must be from 0 to 1")]
    [InlineData("LeakyReLU({|#0:double.NaN|})", "'leakyrelu1' (LeakyReLU)", "slope is NaN, but must be from 0 to 1")]
    [InlineData("ELU({|#0:0|})", "'elu1' (ELU)", "alpha is 0, but must be a number above 0 that a float can hold")]
    [InlineData("ELU({|#0:double.PositiveInfinity|})", "'elu1' (ELU)", "alpha is Infinity, but must be a number above 0 that a float can hold")]
    [InlineData("ELU({|#0:1e300|})", "'elu1' (ELU)", "alpha is 1E+300, but must be a number above 0 that a float can hold")]
    [InlineData("ELU({|#0:1e-300|})", "'elu1' (ELU)", "alpha is 1E-300, but must be a number above 0 that a float can hold")]
    [InlineData("BatchNorm(Epsilon = {|#0:-1e-5|})", "'bn1' (BatchNorm)", "Epsilon is -1E-05, but must be a finite number of at least 0")]
    [InlineData("BatchNorm(Epsilon = {|#0:double.NaN|})", "'bn1' (BatchNorm)", "Epsilon is NaN, but must be a finite number of at least 0")]
    [InlineData("LocalResponseNorm(5, Alpha = {|#0:-1|})", "'lrn1' (LocalResponseNorm)", "Alpha is -1, but must be a number of at least 0 that a float can hold")]
    [InlineData("LocalResponseNorm(4, ChannelsBefore = {|#0:4|})", "'lrn1' (LocalResponseNorm)", "ChannelsBefore is 4, but must be less than the window's size of 4")]
    [InlineData("LocalResponseNorm(5, Beta = {|#0:double.NaN|})", "'lrn1' (LocalResponseNorm)", "Beta is NaN, but must be a number of at least 0 that a float can hold")]
    [InlineData("LocalResponseNorm(5, Bias = {|#0:0|})", "'lrn1' (LocalResponseNorm)", "Bias is 0, but must be a number above 0 that a float can hold")]
    [InlineData("LocalResponseNorm(5, Bias = {|#0:1e300|})", "'lrn1' (LocalResponseNorm)", "Bias is 1E+300, but must be a number above 0 that a float can hold")]
    [InlineData("Conv2DTranspose(4, 3, Stride = {|#0:33|})", "'conv1' (Conv2DTranspose)", "Stride is 33, but must be at most 32")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, StrideWidth = {|#0:int.MaxValue|})", "'conv1' (Conv2DTranspose)", "StrideWidth is 2147483647, but must be at most 32")]
    [InlineData("Conv2DTranspose(4, 3, OutputPadding = {|#0:1|})", "'conv1' (Conv2DTranspose)", "OutputPadding is 1, but must be below its stride of 1 or its dilation of 1")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, Dilation = 3, OutputPaddingWidth = {|#0:3|})", "'conv1' (Conv2DTranspose)", "OutputPaddingWidth is 3, but must be below its stride of 2 or its dilation of 3")]
    [InlineData("Dropout({|#0:1|})", "'dropout1' (Dropout)", "rate is 1, but must be from 0 up to but not including 1")]
    [InlineData("Pad2D(0, {|#0:8|}, 0, 0, Mode = PadMode.Reflect)", "'pad1' (Pad2D)", "bottom is 8, but must be at most 7, because its input has 8 rows to mirror")]
    [InlineData("Pad2D({|#0:9|}, Mode = PadMode.Reflect)", "'pad1' (Pad2D)", "pad is 9, but must be at most 7, because its input has 8 rows to mirror")]
    [InlineData("Pad2D(1, Value = {|#0:1e300|})", "'pad1' (Pad2D)", "Value is 1E+300, but must be a number that a float can hold, or an infinity")]
    public Task OutOfRange(string layer, string name, string what)
        => Markup.VerifyLayers($"{Input}[{layer}]", $"CNN0102: {name} receives 8x8x2 from [Input]: {what}");

    [Theory]
    [InlineData("Conv2D(4, 3, Padding = Padding.Same, Pad = {|#0:1|})", "'conv1' (Conv2D)", "Pad = 1", "Pad")]
    [InlineData("Conv2D(4, 3, PadTop = {|#0:0|}, Padding = Padding.Same)", "'conv1' (Conv2D)", "PadTop = 0", "PadTop")]
    [InlineData("Conv2DTranspose(4, 3, Padding = Padding.Same, Pad = {|#0:1|})", "'conv1' (Conv2DTranspose)", "Pad = 1", "Pad")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, OutputPadding = {|#0:1|}, Padding = Padding.Same)", "'conv1' (Conv2DTranspose)", "OutputPadding = 1", "OutputPadding")]
    [InlineData("MaxPool2D(2, Padding = Padding.Same, PadRight = {|#0:1|})", "'maxpool1' (MaxPool2D)", "PadRight = 1", "PadRight")]
    public Task PadsBesideSame(string layer, string name, string pad, string property) => Markup.VerifyLayers(
        $"{Input}[{layer}]",
        $"CNN0103: {name} receives 8x8x2 from [Input]: {pad} stands beside Padding.Same, which computes the pads itself: "
        + $"remove {property}, or remove Padding = Padding.Same");

    [Fact]
    public Task UndefinedActivation() => Markup.VerifyLayers(
        Input + "[Conv2D(4, 3, Activation = {|#0:(Activation)99|})]",
        "CNN0104: 'conv1' (Conv2D) receives 8x8x2 from [Input]: Activation is 99, which is none of "
        + string.Join(", ", Enum.GetNames<Activation>()));

    [Theory]
    [InlineData("[Input(8, 8, 2, Layout = {|CNN0104:(Layout)2|})]\n[Flatten]")]
    [InlineData("[Input(8, 8, 2)]\n[MaxPool2D(2, Padding = {|CNN0104:(Padding)(-1)|})]")]
    [InlineData("[Input(8, 8, 2)]\n[UpSample2D(2, Interpolation = {|CNN0104:(Interpolation)2|})]")]
    [InlineData("[Input(8, 8, 2)]\n[Conv2DTranspose(2, 3, Padding = {|CNN0104:(Padding)2|})]")]
    [InlineData("[Input(8, 8, 2)]\n[Pad2D(1, Mode = {|CNN0104:(PadMode)3|})]")]
    [InlineData("[Input(8, 8, 2)]\n[Flatten]\n[Dense(2, Activation = {|CNN0104:(Activation)int.MinValue|})]")]
    public Task UndefinedValues(string layers) => Markup.VerifyLayers(layers);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("_")]
    [InlineData("a&b")]
    [InlineData("{0}")]
    public Task InvalidName(string name) => Markup.VerifyLayers(
        $"{Input}[Conv2D(4, 3)]\n[Conv2D(4, 3, Name = {{|#0:\"{name}\"|}})]",
        $"CNN0105: 'conv2' (Conv2D) receives 6x6x4 from 'conv1': Name is \"{name}\", but may hold only letters, digits, "
        + "'_', '-', '.' and '/', needs at least one letter or digit, and may have at most 500 characters");

    [Theory]
    [InlineData("features.0")]
    [InlineData("block/conv-1")]
    [InlineData("été")]
    [InlineData("1")]
    public Task ValidName(string name) => Markup.VerifyLayers($"{Input}[Conv2D(4, 3, Name = \"{name}\")]");

    [Fact]
    public Task NullIsNoName() => Markup.VerifyLayers(Input + "[Conv2D(4, 3, Name = null)]");

    [Fact]
    public Task ConstantsAreRead() => Markup.Verify(
        $"{Input}[Conv2D(Sizes.Filters, {{|CNN0101:Sizes.Kernel|}})]\npublic partial class Net;\nstatic class Sizes {{ public const int Filters = 4, Kernel = 0; }}");
}
