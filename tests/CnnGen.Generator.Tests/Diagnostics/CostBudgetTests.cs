namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN0405 to CNN0408: networks that cost more than their <c>[Budget]</c> allows.</summary>
public class CostBudgetTests
{
    /// <summary>LeNet-5 of the lecture: 156 + 2,416 + 48,120 + 10,164 + 850 parameters.</summary>
    private const string LeNet5 = """
        [Input(28, 28, 1)]
        [Conv2D(6, 5, Padding = Padding.Same)]
        [Tanh]
        [AvgPool2D(2)]
        [Conv2D(16, 5)]
        [Tanh]
        [AvgPool2D(2)]
        [Flatten]
        [Dense(120, Name = "c5")]
        [Dense(84)]
        [Dense(10)]
        """;

    [Fact]
    public Task Parameters() => Markup.VerifyLayers(
        $"[Budget(MaxParameters = {{|#0:61_705|}})]\n{LeNet5}",
        "CNN0405: Network 'Net' has 61,706 parameters, but MaxParameters allows 61,705; most are in 'c5' (Dense) 48,120, 'dense2' (Dense) 10,164, 'conv2' (Conv2D) 2,416: make them smaller, or raise MaxParameters");

    [Fact]
    public Task MultiplyAdds() => Markup.VerifyLayers(
        $"[Budget(MaxMultiplyAdds = {{|#0:400_000L|}})]\n{LeNet5}",
        "CNN0406: Network 'Net' takes 416,520 multiply-adds, but MaxMultiplyAdds allows 400,000; most are in 'conv2' (Conv2D) 240,000, 'conv1' (Conv2D) 117,600, 'c5' (Dense) 48,000: make them smaller, or raise MaxMultiplyAdds");

    /// <summary>Whatever the planner decides: a network without a buffer needs none, and each buffer holds at least its numbers.</summary>
    [Theory]
    [InlineData("MaxArenaBytes = {|CNN0407:4 * 10 * 10 * 16|}")]
    [InlineData("MaxWeightBytes = {|CNN0408:4 * 61_705|}")]
    [InlineData("MaxParameters = {|CNN0405:0|}, MaxMultiplyAdds = {|CNN0406:0|}, MaxArenaBytes = {|CNN0407:0|}, MaxWeightBytes = {|CNN0408:0|}")]
    [InlineData("MaxParameters = {|CNN0101:-1|}")]
    [InlineData("MaxParameters = 61_706, MaxMultiplyAdds = 416_520, MaxArenaBytes = 100_000, MaxWeightBytes = 1_000_000")]
    [InlineData("MaxParameters = long.MaxValue")]
    [InlineData("")]
    public Task Limits(string budget) => Markup.VerifyLayers($"[Budget({budget})]\n{LeNet5}");

    /// <summary>All four are said, and it does not matter where the attribute stands.</summary>
    [Fact]
    public Task OnAnotherPart() => Markup.Verify(
        "[Input(4, 4, 1)]\n[Flatten]\n[Dense(3)]\npartial class Net;\n[Budget(MaxParameters = {|CNN0405:50|})]\npartial class Net;");

    [Fact]
    public Task BelowTheLayersAndBesideAMistake()
        => Markup.VerifyLayers("[Input(4, 4, 1)]\n[Flatten]\n[Dense({|CNN0101:0|})]\n[Budget(MaxParameters = 5)]");

    /// <summary>A network without weights, in the caller's own spans.</summary>
    [Fact]
    public Task NothingCostsNothing()
        => Markup.VerifyLayers("[Budget(MaxParameters = 0, MaxMultiplyAdds = 0, MaxArenaBytes = 0, MaxWeightBytes = 0)]\n[Input(1, 1, 8)]\n[ReLU]");

    /// <summary>A constant of the network itself would be a circle.</summary>
    [Fact]
    public Task GeneratedConstantAsLimit()
        => Markup.VerifyUnfinished("[Budget(MaxParameters = {|CNN0404:Net.ParameterCount|})]\n[Input(4, 4, 1)]\n[Flatten]\n[Dense(3)]\npartial class Net;");
}
