using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN0220: what each layer gives, for editors and for who asks.</summary>
public class HiddenDiagnosticTests
{
    /// <summary>The lecture's exercise, answered on each attribute.</summary>
    private const string LeNet5 =
        "[Input(32, 32, 1)]\n[{|#0:Conv2D|}(6, 5), {|#1:MaxPool2D|}(2)]\n[{|#2:Conv2D|}(16, 5)]\n[{|#3:MaxPool2D|}(2)]\n[{|#4:Flatten|}]\n[{|#5:Dense|}(10, Name = \"scores\")]\n[{|#6:Softmax|}]";

    private static readonly string[] _leNet5 =
    [
        "'conv1' (Conv2D): 28x28x6, receptive field 5x5; (32 + 0 - 5)/1 + 1 = 28; 6 x (5x5x1 + 1) = 156 parameters; 28 x 28 x 6 x 25 = 117600 multiply-adds",
        "'maxpool1' (MaxPool2D): 14x14x6, receptive field 6x6; (28 + 0 - 2)/2 + 1 = 14",
        "'conv2' (Conv2D): 10x10x16, receptive field 14x14; (14 + 0 - 5)/1 + 1 = 10; 16 x (5x5x6 + 1) = 2416 parameters; 10 x 10 x 16 x 150 = 240000 multiply-adds",
        "'maxpool2' (MaxPool2D): 5x5x16, receptive field 16x16; (10 + 0 - 2)/2 + 1 = 5",
        "'flatten1' (Flatten): 400, receptive field 16x16; 5 x 5 x 16 = 400",
        "'scores' (Dense): 10, receptive field 32x32; 10 x (400 + 1) = 4010 parameters; 10 x 400 = 4000 multiply-adds",
        "'softmax1' (Softmax): 10, receptive field 32x32",
    ];

    [Theory]
    [InlineData(null)]
    [InlineData(DiagnosticSeverity.Warning)]
    public Task EachAttributeSaysWhatItsLayerGives_AtTheSeverityOfTheEditorconfig(DiagnosticSeverity? severity)
        => Markup.VerifyWhatLayersGive(severity, LeNet5, _leNet5);

    /// <summary>No figure of a layer below a mistake is true.</summary>
    [Theory]
    [InlineData("[Input(8, 8, 1)]\n[{|#0:Conv2D|}(1, 3)]\n[Conv2D(1, {|CNN0201:9|})]\n[ReLU]\n[Flatten]\n[Dense(10)]", "'conv1' (Conv2D): 6x6x1, receptive field 3x3; (8 + 0 - 3)/1 + 1 = 6; 1 x (3x3x1 + 1) = 10 parameters; 6 x 6 x 1 x 9 = 324 multiply-adds")]
    [InlineData("[Input(8, {|CNN0101:0|}, 1)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[{|#0:ReLU|}]\n[Conv2D({|CNN0402:20000000|}, 1)]\n[ReLU]", "'relu1' (ReLU): 8x8x1, receptive field 1x1")]
    [InlineData("[Input(8, 8, 1)]\n[{|#0:ReLU|}(Name = \"a\")]\n[Add({|CNN0210:\"b\"|})]\n[ReLU]", "'a' (ReLU): 8x8x1, receptive field 1x1")]
    public Task OnlyTheLayersAboveAMistakeAreDescribed(string attributes, params string[] messages)
        => Markup.VerifyWhatLayersGive(severity: null, attributes, messages);

    /// <summary>A field does not cost what the map is long.</summary>
    [Fact]
    public Task MapOfTwoMillionRows() => Markup.VerifyWhatLayersGive(
        severity: null, "[Input(2000000, 1, 1)]\n[{|#0:MaxPool2D|}(2, 1)]", "'maxpool1' (MaxPool2D): 1000000x1x1, receptive field 2x1; (2000000 + 0 - 2)/2 + 1 = 1000000 high, (1 + 0 - 1)/1 + 1 = 1 wide");
}
