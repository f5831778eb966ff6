using System.Runtime.Intrinsics;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// No kernel reads or writes outside the memory that the plan reserves for its tensors, weights and scratch, and none outside the caller's
/// spans. In child processes, because one that does ends the process.
/// </summary>
[Collection(nameof(ParentsOfChildren))]
public class FencedMemoryTests
{
    [Fact]
    public void AccessesStayInside_InTheWidestVariant()
        => Run(Vector256.IsHardwareAccelerated, Vector512.IsHardwareAccelerated, []);

    [Fact]
    public void AccessesStayInside_WithoutAvx512()
        => Run(Vector256.IsHardwareAccelerated, vector512: false, new() { ["DOTNET_EnableAVX512"] = "0" });

    [Fact]
    public void AccessesStayInside_WithoutAvx2()
        => Run(vector256: false, vector512: false, new() { ["DOTNET_EnableAVX2"] = "0" });

    /// <summary>A step that no network here has would not be checked.</summary>
    [Fact]
    public void EachKindOfStep_IsAmongTheNetworks()
    {
        Assert.SkipWhen(ChildProcess.Errand is not null, "The parent says the same.");
        HashSet<string> kinds = [];
        foreach ((TestNetwork Network, int Seed)[] batch in FencedMemoryOfThisProcess.Batches().Select(row => FencedMemoryOfThisProcess.Networks(row.Data)))
        {
            FencedNetworks fenced = new([.. batch.Select(check => check.Network)]);
            kinds.UnionWith(batch.SelectMany(check => fenced.StepKinds(check.Network)));
        }

        Assert.Empty(FencedNetworks.AllStepKinds.Except(kinds));
    }

    private static void Run(bool vector256, bool vector512, Dictionary<string, string> environment)
        => ChildProcess.RunTests(InstructionSetOfThisProcess.Describe(vector256, vector512), environment, typeof(InstructionSetOfThisProcess), typeof(FencedMemoryOfThisProcess));
}

/// <summary>Runs in the children.</summary>
public class FencedMemoryOfThisProcess
{
    /// <summary>One with strips of rows, one with groups. The JIT takes long over all of them, whose kernels others have, too.</summary>
    private static readonly string[] _someDivided = ["DividedStrips", "DividedGroups"];

    /// <summary>Layers that no random network has.</summary>
    private static (TestNetwork Network, int Seed)[] Moved { get; } =
    [
        .. from layout in Enum.GetValues<Layout>()
           from layer in new[]
           {
               new MovingLayer("ChannelShuffle", "3", shape => shape),
               new MovingLayer("PixelShuffle2D", "2", shape => new Shape(2 * shape.Height, 2 * shape.Width, shape.Channels / 4)),
               new MovingLayer("Slice", "3, 5", shape => shape with { Channels = 5 }),
           }
           select (new TestNetwork($"{layer.Kind}{layout}", new Shape(5, 3, 12), layout, [new ConvLayer(12, new Window(2, 2)), layer, new ConvLayer(7, new Window(3, 3) { Same = true })]), 3),
    ];

    public static IEnumerable<TheoryDataRow<string>> Batches() => ((string[])["chains 0", "chains 1", "graphs 0", "Winograd", "concatenations", "transposed", "divided", "pictures", "moved channels"]).Select(name => new TheoryDataRow<string>(name));

    internal static (TestNetwork Network, int Seed)[] Networks(string batch) => batch switch
    {
        "chains 0" => RandomNetworkTests.Batch(0),
        "chains 1" => RandomNetworkTests.Batch(1),
        "graphs 0" => RandomNetworkTests.GraphBatch(0),
        "Winograd" => WinogradTests.Networks,
        "concatenations" => ConcatTests.Networks,
        "transposed" => TransposedTests.Checks,
        "divided" => LargerNetworkTests.DividedChecks,
        "pictures" => PictureTests.RandomPictures,
        "moved channels" => Moved,
        _ => throw new ArgumentException(batch, nameof(batch)),
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void AccessesStayInside(string batch)
    {
        Assert.SkipWhen(ChildProcess.Errand is null, "A fault would end the process: runs in children.");
        Assert.SkipUnless(FencedNetworks.IsSupported, "This system has no mmap.");
        (TestNetwork Network, int Seed)[] checks = Networks(batch);
        FencedNetworks fenced = new([.. checks.Select(check => check.Network)]);
        foreach ((TestNetwork network, int seed) in checks.Where(check => batch != "divided" || _someDivided.Contains(check.Network.ClassName)))
        {
            NetworkInstance instance = fenced[network].Load(TestWeights.Random(network, seed));
            float[] input = TestWeights.Uniform(new Random(seed), (int)network.Input.Length, 1.5);
            float[] expected = instance.Forward(input);
            Assert.Equal(expected, fenced.RunSteps(network, instance, input, Fence.BehindTheLastByte, parts: 1));
            Assert.Equal(expected, fenced.RunSteps(network, instance, input, Fence.BeforeTheFirstByte, parts: 3));
            Assert.Equal(expected, FencedNetworks.Forward(instance, input, Fence.BehindTheLastByte));

            byte[] pixels = new byte[input.Length];
            new Random(seed).NextBytes(pixels);
            expected = FencedNetworks.Forward(instance, pixels, Fence.BehindTheLastByte);
            Assert.Equal(fenced.RunSteps(network, instance, pixels, Fence.BehindTheLastByte) ?? expected, expected);
            Assert.Equal(fenced.RunSteps(network, instance, pixels, Fence.BeforeTheFirstByte) ?? expected, expected);
        }
    }
}

/// <summary>A layer without weights that moves channels.</summary>
internal sealed record MovingLayer(string Attribute, string Argument, Func<Shape, Shape> Output) : TestLayer
{
    public override string Kind => Attribute;

    public override Shape OutputOf(Shape input) => Output(input);

    protected override IEnumerable<string> Arguments() => [Argument];
}
