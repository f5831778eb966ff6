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

    [Fact]
    public void Arena_IsWithin15PercentOfWhatMustBeAliveTogether()
    {
        TestNetwork[] networks = [.. Enumerable.Range(1000, 80).Select(RandomNetworks.Create)];
        CompiledNetworks compiled = NetworkCompiler.Compile(networks);
        foreach (PlanSummary plan in networks.Select(network => compiled[network.ClassName].Summary.Plan).Append(LectureLeNet5.Summary.Plan))
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
        Assert.Contains("GFLOP/s", profile.ToString(), StringComparison.Ordinal);
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
