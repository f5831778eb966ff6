using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Grouped convolutions: groups that fill vectors and such that do not, with all that is folded into a convolution.</summary>
public class GroupTests
{
    /// <summary>Groups, input channels of each and outputs of each.</summary>
    private static readonly (int Groups, int Inputs, int Outputs)[] Sizes =
    [
        (2, 3, 4), (2, 8, 8), (2, 5, 24), (3, 2, 1), (3, 4, 5), (3, 16, 16), (4, 2, 2), (4, 1, 9), (5, 3, 7), (5, 2, 13), (7, 2, 9), (8, 4, 4),
        (8, 1, 3), (9, 2, 11), (12, 3, 2), (16, 4, 4), (17, 1, 1), (20, 2, 1), (32, 1, 2), (2, 24, 40),
    ];

    private static readonly (TestNetwork Network, int Seed)[] Networks =
    [
        .. Sizes.SelectMany(size => new[]
        {
            Network(size, new Window(3, 3) { Same = true }, new BatchNormLayer(), new ActivationLayer(Activation.Tanh)),
            Network(size, new Window(2, 3) { Stride = 2, Pad = 1 }, new PoolLayer(Max: true, new Window(2, 2))),
            Network(size, new Window(1, 1), new ConvLayer(3, new Window(2, 2))),
        }).Select((network, i) => (network with { ClassName = $"Grouped{i}", Layout = (Layout)(i % 2) }, Seed: i * 3)),
    ];

    private static readonly CompiledNetworks Compiled = NetworkCompiler.Compile(Networks.Select(check => check.Network));

    [Fact]
    public void Groups_EqualTheReferenceInterpreter_InBothWeightLayouts() => NetworkCheck.AssertRight(Compiled, Networks);

    [Fact]
    public void MultiplyAdds_AreThoseOfTheGroups() => Assert.All(Networks.Index(), check =>
    {
        (int groups, int inputs, int outputs) = Sizes[check.Index / 3];
        TestStep step = check.Item.Network.Steps()[0];
        Window window = ((ConvLayer)step.Layer).Window;
        StepSummary plan = Compiled[check.Item.Network.ClassName].Summary.Plan.Steps.First(step => step.MultiplyAdds > 0);
        Assert.Equal(step.Output.Height * step.Output.Width * groups * outputs * inputs * window.Height * window.Width, plan.MultiplyAdds);
    });

    [Fact]
    public void AGroupForEachChannel_IsADepthwiseConvolution() => Assert.All(Networks.Index(), check =>
        Assert.Equal(
            Sizes[check.Index / 3].Inputs == 1,
            Compiled[check.Item.Network.ClassName].Summary.Plan.Steps.Any(step => step.Algorithm.StartsWith("depthwise", StringComparison.Ordinal))));

    private static TestNetwork Network((int Groups, int Inputs, int Outputs) size, Window window, params TestLayer[] below)
    {
        ConvLayer layer = new(size.Groups * size.Outputs, window) { Groups = size.Groups };
        return new TestNetwork("", new Shape(6, 9, size.Groups * size.Inputs), Layout.ChannelsLast, [layer, .. below]);
    }
}
