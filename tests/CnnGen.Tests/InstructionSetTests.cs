using System.Runtime.Intrinsics;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>The right answers on machines with less than this one: the same tests in child processes with instructions switched off.</summary>
[Collection(nameof(ParentsOfChildren))]
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", true)]
    [InlineData("DOTNET_EnableAVX2", false)]
    [InlineData("DOTNET_EnableHWIntrinsic", false)]
    public void RightAnswers_WithInstructionsSwitchedOff(string variable, bool leavesVector256) => ChildProcess.RunTests(
        InstructionSetOfThisProcess.Describe(leavesVector256 && Vector256.IsHardwareAccelerated, vector512: false),
        new() { [variable] = "0" },
        typeof(InstructionSetOfThisProcess), typeof(LectureTests), typeof(GoldenTests), typeof(RandomNetworkTests), typeof(VectorMathTests), typeof(SpecialNumberTests));

    /// <summary>A machine without AVX-512 cannot switch it on, but its form must be right there too.</summary>
    [Fact]
    public void RightAnswers_InTheFormOfMachinesWithMore()
    {
        // Few, because the JIT takes long over vectors that the machine has not.
        (TestNetwork Network, int Seed)[] checks = [.. Enumerable.Range(2000, 6).Select(seed => (RandomNetworks.Create(seed), seed))];
        CompiledNetworks compiled = NetworkCompiler.CompileForOtherMachines(checks.Select(check => check.Network));
        NetworkCheck.AssertRight(compiled, checks);
    }
}

/// <summary>Runs in the children: whether the switch did what its test believes.</summary>
public class InstructionSetOfThisProcess
{
    [Fact]
    public void IsWhatTheParentExpects()
    {
        string found = Describe(Vector256.IsHardwareAccelerated, Vector512.IsHardwareAccelerated);
        Assert.SkipWhen(ChildProcess.Errand is null, $"No parent: this process has {found}.");
        Assert.Equal(ChildProcess.Errand, found);
    }

    public static string Describe(bool vector256, bool vector512) => $"Vector256: {vector256}, Vector512: {vector512}";
}
