using System.Reflection;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>What <c>Summary.Plan</c> and <c>Profile</c> say.</summary>
public class PlanTests
{
    [Fact]
    public void Plan_NamesEachStepWithItsAlgorithmTileAndBuffers()
    {
        string[] lines = LectureLeNet5.Summary.Plan.ToString().Split('\n');
        Assert.StartsWith("Step", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("conv1", StringComparison.Ordinal) && line.Contains("direct 5x5", StringComparison.Ordinal) && line.Contains("pixels x", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Arena ", StringComparison.Ordinal));
        Assert.All(LectureLeNet5.Summary.Plan.Steps, step => Assert.NotEmpty(step.Algorithm));
        Assert.Equal(LectureLeNet5.MultiplyAddCount, LectureLeNet5.Summary.Plan.Steps.Sum(step => step.MultiplyAdds));
    }

    /// <summary>Those of networks that other tests have compiled.</summary>
    private static readonly Lazy<NetworkSummary[]> _summaries = new(() =>
    [
        .. from checks in new[] { RandomNetworkTests.Batch(0), RandomNetworkTests.GraphBatch(0) }
           let compiled = NetworkCompiler.Compile(checks.Select(check => check.Network))
           from check in checks
           select compiled[check.Network.ClassName].Summary,
        LectureLeNet5.Summary,
    ]);

    /// <summary>A row is read by who knows the network: each layer stands in one.</summary>
    [Fact]
    public void EachLayerIsNamedInTheStepThatComputesIt()
    {
        Assert.Equal(
            ["conv1 (Conv2D) + maxpool1", "conv2 (Conv2D) + maxpool2 + flatten1", "dense1 (Dense)", "dense2 (Dense)", "dense3 (Dense)"],
            LectureLeNet5.Summary.Plan.Steps.Select(step => step.Layers).Where(layers => layers.Length > 0));
        Assert.Equal(["14x14x6", "400", "120", "84", "10"], LectureLeNet5.Summary.Plan.Steps.Where(step => step.Layers.Length > 0).Select(step => step.OutputShape));
        foreach (NetworkSummary summary in _summaries.Value)
        {
            IEnumerable<string> named = summary.Plan.Steps.SelectMany(step => step.Layers.Split(" + ", StringSplitOptions.RemoveEmptyEntries)).Select(layer => layer.Split(' ')[0]);
            Assert.Equal(summary.Layers.Select(layer => layer.Name).Order(), named.Distinct().Order());
            Assert.All(summary.Plan.Steps.Where(step => step.MultiplyAdds > 0), step => Assert.Contains('(', step.Layers));
        }
    }

    [Fact]
    public void Arena_IsWithin15PercentOfWhatMustBeAliveTogether()
    {
        foreach (PlanSummary plan in _summaries.Value.Select(summary => summary.Plan))
        {
            // Each tensor begins at a cache line.
            Assert.InRange(plan.ArenaBytes, plan.LeastArenaBytes, (1.15 * plan.LeastArenaBytes) + (64 * plan.Steps.Count));
        }
    }

    [Fact]
    public void ConstantsOfSizes_AreWhatIsAllocated()
    {
        LectureLeNet5 network = LectureLeNet5.CreateRandom(1);
        network.Forward(new float[LectureLeNet5.InputLength], new float[LectureLeNet5.OutputLength]);
        Assert.Equal(LectureLeNet5.ArenaBytes, sizeof(float) * Buffer("s_threadArena").Length);
        Assert.Equal(LectureLeNet5.WeightBytes, sizeof(float) * Buffer("_packedWeights").Length);

        CnnGen.Runtime.AlignedBuffer Buffer(string field)
            => (CnnGen.Runtime.AlignedBuffer)typeof(LectureLeNet5).GetField(field, BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)!.GetValue(network)!;
    }

    [Fact]
    public void Profile_TimesEachStep()
    {
        LectureLeNet5 network = LectureLeNet5.CreateRandom(1);
        NetworkProfile profile = network.Profile(new float[LectureLeNet5.InputLength], runs: 3);
        Assert.Equal(LectureLeNet5.Summary.Plan.Steps.Count, profile.Steps.Count);
        Assert.All(profile.Steps, step => Assert.True(step.Microseconds > 0));
        string[] lines = profile.ToString().Split('\n');
        Assert.Contains("GFLOP/s", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("conv1 (Conv2D) + maxpool1 ", lines[2], StringComparison.Ordinal);
        Assert.Contains(" 14x14x6 ", lines[2], StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Profile(new float[LectureLeNet5.InputLength], runs: 0));
        Assert.Throws<ArgumentException>(() => network.Profile(new float[3]));
    }

    [Fact]
    public void DisableWinograd_LeavesDirectSums()
    {
        Assert.Contains(WithWinograd.Summary.Plan.Steps, step => step.Algorithm.StartsWith("Winograd", StringComparison.Ordinal));
        Assert.DoesNotContain(WithoutWinograd.Summary.Plan.Steps, step => step.Algorithm.StartsWith("Winograd", StringComparison.Ordinal));
    }
}

[Input(16, 16, 16)]
[Conv2D(16, 3, Padding = Padding.Same)]
internal sealed partial class WithWinograd;

[Input(16, 16, 16)]
[DisableWinograd]
[Conv2D(16, 3, Padding = Padding.Same)]
internal sealed partial class WithoutWinograd;
