using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>What a Debug build says of its networks' speed, and what CnnGenOptimize makes of it.</summary>
public partial class DebugTests(PackageFixture package)
{
    [Fact]
    public void DebugBuild_SaysOnceThatItsNetworksAreSlow_AndIsOptimisedIfAskedTo()
    {
        string project = package.CreateProject("Debugged", new()
        {
            ["Program.cs"] = """
                using System.Diagnostics;
                using System.Reflection;

                Console.WriteLine(Assembly.GetExecutingAssembly().GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled ? "slow" : "fast");

                #if DEBUG
                Console.WriteLine("debug");
                #endif

                #if !NONE
                [CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)]
                internal partial class First;

                [CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)]
                internal partial class Second;
                #endif
                """,
        });

        string built = DotNet.RunToSuccess(project, "build");
        Assert.Contains("The networks of this project run many times slower in a Debug build", built);
        Assert.Single(Message().Matches(built));
        Assert.Contains("slow", DotNet.RunToSuccess(project, "run", "--no-build"));

        Assert.Empty(Message().Matches(DotNet.RunToSuccess(project, "build", "--no-restore", "-p:CnnGenOptimize=true")));
        string printed = DotNet.RunToSuccess(project, "run", "--no-build");
        Assert.Contains("fast", printed);
        Assert.Contains("debug", printed);

        Assert.Empty(Message().Matches(DotNet.RunToSuccess(project, "build", "--no-restore", "-p:CnnGenOptimize=false")));
        Assert.Empty(Message().Matches(DotNet.RunToSuccess(project, "build", "--no-restore", "-p:DefineConstants=NONE")));
    }

    [GeneratedRegex("CNN0410")]
    private static partial Regex Message();
}
