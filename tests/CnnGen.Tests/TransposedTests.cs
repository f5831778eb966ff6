using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Conv2DTranspose: every kind of phase, each beside what it may stand next to.</summary>
public class TransposedTests
{
    private static readonly TransposedConvLayer[] Layers =
    [
        new(5, 2) { Stride = 2 },
        new(16, 3) { Stride = 2, Pad = 1, OutputPadding = 1 },
        new(8, 4) { Stride = 2, Pad = 1, UseBias = false },
        new(9, 1) { Stride = 3 },
        new(9, 1) { Stride = 3, Same = true, UseBias = false },
        new(3, 5) { Stride = 3, Same = true },
        new(3, 5) { Pad = 2, PadTop = 3 },
        new(8, 3) { Stride = 4, Dilation = 2, OutputPadding = 3 },
        new(8, 3) { Stride = 6, Dilation = 4, Pad = 2, OutputPadding = 1 },
        new(7, 2) { Dilation = 3, OutputPadding = 2, Pad = 1 },
        new(17, 3) { KernelWidth = 1, Stride = 1, StrideWidth = 5, PadTop = 2, PadRight = 3, OutputPaddingWidth = 4 },
        new(12, 3) { Stride = 2, Groups = 3 },
        new(6, 3) { Stride = 2, Groups = 6, Pad = 1 },
        new(30, 2) { Stride = 2, Groups = 6 },
        new(4, 9) { Stride = 8, Pad = 7, Activation = Activation.Sigmoid },
        new(2, 1) { Stride = 20, Pad = 1 },
    ];

    private static readonly TestNetwork[] Networks =
    [
        .. from layer in Layers
           from ends in new (TestLayer[] Above, TestLayer[] Below)[]
           {
               ([], []),
               ([new ConvLayer(6, new Window(2, 2))], [new BatchNormLayer(), new ActivationLayer(Activation.Tanh), new PoolLayer(Max: true, new Window(2, 2) { Stride = 1 })]),
               ([new ZeroPadLayer(1, 0, 2, 1)], [new ActivationLayer(Activation.ReLU), new ConvLayer(3, new Window(3, 3) { Same = true })]),
           }
           select new TestNetwork("", new Shape(4, 5, 6), Layout.ChannelsLast, [.. ends.Above, layer, .. ends.Below]),
    ];

    internal static readonly (TestNetwork Network, int Seed)[] Checks =
        [.. Networks.Select((network, i) => (network with { ClassName = $"Transposed{i}", Layout = (Layout)(i / 3 % 2) }, Seed: i % 2 * 3))];

    private static readonly CompiledNetworks Compiled = NetworkCompiler.Compile(Checks.Select(check => check.Network));

    [Fact]
    public void EveryPhase_EqualsTheReferenceInterpreter_InBothWeightLayouts() => NetworkCheck.AssertRight(Compiled, Checks);

    [Fact]
    public void FormsForOtherMachines_EqualTheReferenceInterpreter()
    {
        (TestNetwork Network, int Seed)[] some = [.. Checks.Where((_, i) => i % 3 == 1)];
        NetworkCheck.AssertRight(NetworkCompiler.CompileForOtherMachines(some.Select(check => check.Network)), some);
    }

    /// <summary>Those of a stride of 2 and a kernel of 4 are alike: one method of each kind of machine does for all four.</summary>
    [Fact]
    public void PhasesThatAreAlike_ShareAMethod()
    {
        IEnumerable<string> methods = Compiled["Transposed6"].Type.GetNestedType("Kernels", System.Reflection.BindingFlags.NonPublic)!
            .GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .Select(method => method.Name);
        Assert.Equal(["Conv1Phase0Vector128", "Conv1Phase0Vector256", "Conv1Phase0Vector512"], methods.Where(name => name.Contains("Phase")).Order());
    }

    [Fact]
    public void MultiplyAdds_AreThoseOfTheInput()
        => Assert.Equal(4 * 5 * 6 * 5 * 2 * 2, Compiled["Transposed0"].MultiplyAddCount);

    /// <summary>Into a concatenation, whose other channels it must leave alone.</summary>
    [Fact]
    public void InAConcatenation() => NetworkCheck.AssertRight(
        (new TestNetwork("Skip", new Shape(8, 6, 3), Layout.ChannelsLast,
        [
            new ConvLayer(16, new Window(3, 3) { Same = true }) { Name = "skip" },
            new PoolLayer(Max: true, new Window(2, 2)),
            new TransposedConvLayer(8, 3) { Stride = 2, Same = true, Activation = Activation.ReLU },
            new ConcatLayer(["skip"]),
            new ConvLayer(5, new Window(3, 3) { Same = true }),
        ]), Seed: 3));
}
