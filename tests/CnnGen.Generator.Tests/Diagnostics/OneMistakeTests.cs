namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>One mistake gives one error: the layers below go on from the declared shape, or from one of which nothing is said.</summary>
public class OneMistakeTests
{
    [Theory]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, {|CNN0201:9|})]\n[MaxPool2D(2)]\n[Conv2D(8, 3)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(10)]\n[Softmax]")]
    [InlineData("[Input(8, 8, 1)]\n[MaxPool2D({|CNN0202:9|})]\n[MaxPool2D(9)]\n[Conv2D(8, 30)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[{|CNN0203:Dense|}(10)]\n[Dense(5)]\n[Softmax]")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D({|CNN0101:0|}, 3)]\n[MaxPool2D(2)]\n[Conv2D(8, 3)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, 3, Stride = {|CNN0101:-1|})]\n[MaxPool2D(20)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input({|CNN0101:0|}, 8, 1)]\n[Conv2D(4, 3)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[Flatten]\n[{|CNN0204:Conv2D|}(4, 3)]\n[MaxPool2D(2)]\n[Conv2D(4, 3)]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[Flatten]\n[{|CNN0204:MaxPool2D|}(2)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 9)]\n[Maxout({|CNN0206:2|})]\n[Maxout(5)]\n[Conv2D(4, 3)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 9)]\n[Conv2D(6, 3, Groups = {|CNN0209:2|})]\n[Maxout(3)]\n[Conv2D(4, 3)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[MaxPool2D(2, Pad = {|CNN0207:4|})]\n[MaxPool2D(30)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(1000, 1000, 1)]\n[Flatten]\n[Dense({|CNN0401:1000000|})]\n[Dense(10)]\n[Softmax]")]
    [InlineData("[Input(1, 1, 1)]\n[Flatten]\n[Dense({|CNN0401:int.MaxValue|})]\n[Dense(10)]\n[Dense(20)]")]
    [InlineData("[{|CNN0402:Input|}(100000, 100000, 3)]\n[Conv2D(4, 3)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(10)]")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, 3, Name = {|CNN0105:\"my conv\"|})]\n[Conv2D(4, 3, Name = \"conv1\")]")]
    [InlineData("[Input(8, 8, 1)]\n[Conv2D(4, 3, Padding = Padding.Same, Pad = {|CNN0103:1|}, PadTop = 2)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(10)]")]
    public Task OneError(string layers) => Markup.VerifyLayers(layers);

    [Fact]
    public Task TwoMistakesGiveTwoErrors()
        => Markup.VerifyLayers("[Input(8, 8, 1)]\n[Conv2D({|CNN0101:0|}, {|CNN0101:0|})]\n[Flatten]\n[Dense({|CNN0101:0|}, Activation = {|CNN0104:(Activation)50|})]");

    [Fact]
    public Task WhereNothingIsKnownOfTheInputNothingIsSaidOfIt() => Markup.VerifyLayers(
        "[Input(8, 8, 1)]\n[Flatten]\n[{|#0:MaxPool2D|}(2)]\n[LeakyReLU({|#1:2|})]",
        "CNN0204: 'maxpool1' (MaxPool2D) receives 64 from 'flatten1': MaxPool2D takes a map of height x width x channels, not a flat tensor: "
        + "move it above [Flatten] or [Dense]",
        "CNN0102: 'leakyrelu1' (LeakyReLU): slope is 2, but must be from 0 to 1");

    [Fact]
    public Task HugeValuesEverywhere() => Markup.VerifyLayers("""
        [{|CNN0402:Input|}(int.MaxValue, int.MaxValue, int.MaxValue)]
        [Conv2D(int.MaxValue, int.MaxValue, Stride = int.MaxValue, Pad = int.MaxValue, Dilation = int.MaxValue)]
        [LocallyConnected2D(int.MaxValue, int.MaxValue, int.MaxValue, Padding = Padding.Same)]
        [AvgPool2D(int.MaxValue, Pad = int.MaxValue - 1)]
        [Maxout(int.MaxValue)]
        [Flatten]
        """);
}
