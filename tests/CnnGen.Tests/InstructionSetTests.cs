using System.Runtime.Intrinsics;

namespace CnnGen.Tests;

/// <summary>The right answers on machines with less than this one: the same tests in child processes with instructions switched off.</summary>
public class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", true)]
    [InlineData("DOTNET_EnableAVX2", false)]
    [InlineData("DOTNET_EnableHWIntrinsic", false)]
    public void RightAnswers_WithInstructionsSwitchedOff(string variable, bool leavesVector256) => ChildProcess.RunTests(
        InstructionSetOfThisProcess.Describe(leavesVector256 && Vector256.IsHardwareAccelerated, vector512: false),
        new() { [variable] = "0" },
        typeof(InstructionSetOfThisProcess), typeof(LectureTests), typeof(GoldenTests), typeof(RandomNetworkTests), typeof(VectorMathTests));
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
