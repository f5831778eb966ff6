namespace CnnGen.Package.Tests;

/// <summary>The projects of <see cref="Programs"/> and of <see cref="Faults"/>, in a folder whose name has spaces and letters of two scripts.</summary>
public sealed class MatrixFixture(PackageFixture package)
{
    internal BuiltSolution Solution { get; } = new(package, "Größe 大きさ of it all", "Release", [.. Programs.All, .. Faults.All]);
}

/// <summary>The packed package in the kinds of project that there are, built together.</summary>
public class MatrixTests(MatrixFixture matrix) : IClassFixture<MatrixFixture>
{
    public static TheoryData<string> ProgramNames => [.. Programs.All.Select(project => project.Name)];

    public static TheoryData<string> FaultNames => [.. Faults.All.Select(project => project.Name)];

    [Theory, MemberData(nameof(ProgramNames))]
    public void Program_BuildsWithoutAWarning_AndRuns(string name)
    {
        string[] reports = matrix.Solution.ReportsOf(name);
        Assert.True(reports.Length == 0, string.Join('\n', reports));
        string expected = Programs.All.Single(project => project.Name == name).Expected;
        if (expected.Length > 0)
        {
            Assert.Contains(expected, matrix.Solution.Run(name));
        }
    }

    [Theory, MemberData(nameof(FaultNames))]
    public void Fault_IsTheOnlyErrorOfItsProject(string name)
    {
        string[] reports = matrix.Solution.ReportsOf(name);
        Assert.True(reports.Length == 1, string.Join('\n', reports));
        Assert.Contains(Faults.All.Single(project => project.Name == name).Expected, reports[0]);
    }
}
