namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Normalize and the order of colours: CNN0013, CNN0102, CNN0106, CNN0107.</summary>
public class PictureDiagnosticTests
{
    private const string Input = "[Input(8, 8, 3)]\n";

    [Theory]
    [InlineData("Std = new[] { 1, {|#0:0|}, 1.5 }", "Std[1] is 0, but must be a number other than 0 that a float can divide by")]
    [InlineData("Std = new double[] { {|#0:0|} }", "Std[0] is 0, but must be a number other than 0 that a float can divide by")]
    [InlineData("Std = new[] { 1.5, 1, {|#0:double.NaN|} }", "Std[2] is NaN, but must be a number other than 0 that a float can divide by")]
    [InlineData("Std = new[] { {|#0:double.PositiveInfinity|} }", "Std[0] is Infinity, but must be a number other than 0 that a float can divide by")]
    [InlineData("Std = new[] { {|#0:1e-300|} }", "Std[0] is 1E-300, but must be a number other than 0 that a float can divide by")]
    [InlineData("Std = new double[1] { {|#0:1e300|} }", "Std[0] is 1E+300, but must be a number other than 0 that a float can divide by")]
    [InlineData("Mean = new[] { 0.5, {|#0:double.NegativeInfinity|}, 1 }", "Mean[1] is -Infinity, but must be a number that a float can hold")]
    [InlineData("Mean = new[] { {|#0:1e300|} }, Std = new[] { 0.5 }", "Mean[0] is 1E+300, but must be a number that a float can hold")]
    public Task NumbersThatCannotBe(string arguments, string what)
        => Markup.VerifyLayers($"{Input}[Normalize({arguments})]", $"CNN0102: 'normalize1' (Normalize) receives 8x8x3 from [Input]: {what}");

    [Theory]
    [InlineData("Mean = {|#0:new[] { 0.5, 0.5 }|}", "Mean has 2 numbers")]
    [InlineData("Std = {|#0:new[] { 0.5, 0.5, 0.5, 0.5 }|}, Mean = new[] { 0.5 }", "Std has 4 numbers")]
    [InlineData("Std = {|#0:new double[0]|}", "Std has 0 numbers")]
    [InlineData("Std = {|#0:new double[] { 0, 0 }|}", "Std has 2 numbers")]
    public Task AnotherCountThanTheChannels(string arguments, string what)
        => Markup.VerifyLayers(
            $"{Input}[Normalize({arguments})]",
            $"CNN0106: 'normalize1' (Normalize) receives 8x8x3 from [Input]: {what} for 3 channels: give one for each channel, or one for all");

    [Theory]
    [InlineData("[Normalize]")]
    [InlineData("[Normalize(Mean = null)]")]
    [InlineData("[Normalize(Mean = new[] { 0.485, 0.456, 0.406 }, Std = new[] { 0.229, 0.224, 0.225 }, Name = \"scaled\", From = \"input\")]")]
    [InlineData("[Normalize(Mean = new[] { 0.5 }, Std = new[] { 0.5, -1, 2 })]")]
    public Task WhatIsRight(string layer) => Markup.VerifyLayers($"{Input}{layer}\n[Conv2D(4, 3)]");

    [Theory]
    [InlineData("[Conv2D(4, 3)]\n[{|#0:Normalize|}]", "receives 6x6x4 from 'conv1'")]
    [InlineData("[Dropout(0.5)]\n[{|#0:Normalize|}(Mean = new[] { 0.5, 0.5 })]", "receives 8x8x3 from 'dropout1'")]
    [InlineData("[Flatten]\n[{|#0:Normalize|}]", "receives 192 from 'flatten1'")]
    public Task BelowOtherLayers(string layers, string what)
        => Markup.VerifyLayers(
            Input + layers,
            $"CNN0013: 'normalize1' (Normalize) {what}: Normalize prepares the network's input and stands directly below [Input]: move it there, or use [BatchNorm] here");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public Task OrderOfWhatAreNoColours(int channels)
        => Markup.VerifyLayers(
            $"[Input(8, 8, {channels}, ChannelOrder = {{|#0:ChannelOrder.BGR|}})]\n[Flatten]",
            $"CNN0107: [Input]: ChannelOrder.BGR is for 3 channels (blue, green, red) or 4 (and alpha), not for {channels}: remove it, or change the channels");

    [Theory]
    [InlineData("[Input(8, 8, 3, ChannelOrder = ChannelOrder.BGR)]")]
    [InlineData("[Input(8, 8, 4, Layout = Layout.ChannelsFirst, ChannelOrder = ChannelOrder.BGR)]")]
    [InlineData("[Input(8, 8, 1, ChannelOrder = ChannelOrder.RGB)]")]
    [InlineData("[Input(8, 8, {|CNN0101:0|}, ChannelOrder = ChannelOrder.BGR)]")]
    [InlineData("[Input(8, 8, 3, ChannelOrder = {|CNN0104:(ChannelOrder)2|})]")]
    public Task OrderOfColours(string input) => Markup.VerifyLayers($"{input}\n[Normalize]\n[Flatten]");
}
