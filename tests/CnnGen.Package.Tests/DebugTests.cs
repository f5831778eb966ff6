namespace CnnGen.Package.Tests;

/// <summary>What a Debug build says of its networks' speed, and what CnnGenOptimize makes of it.</summary>
public class DebugTests(PackageFixture package)
{
    private const string Networks = """
        [CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)]
        internal partial class First;

        [CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)]
        internal partial class Second;
        """;

    [Fact]
    public void DebugBuild_SaysOnceThatItsNetworksAreSlow_AndIsOptimisedIfAskedTo()
    {
        BuiltSolution built = new(package, "Debugged", "Debug",
        [
            Project("AsItIs", Networks),
            Project("Optimised", Networks, ("CnnGenOptimize", "true")),
            Project("Hidden", Networks, ("CnnGenOptimize", "false")),
            Project("WithoutNetworks", ""),
        ]);

        Assert.Contains("message CNN0410: The networks of this project run many times slower in a Debug build", Assert.Single(built.ReportsOf("AsItIs")));
        Assert.Equal("slow in debug\n", built.Run("AsItIs"));

        Assert.Empty(built.ReportsOf("Optimised"));
        Assert.Equal("fast in debug\n", built.Run("Optimised"));

        Assert.Empty(built.ReportsOf("Hidden"));
        Assert.Empty(built.ReportsOf("WithoutNetworks"));
        Assert.Equal("slow in debug\n", built.Run("WithoutNetworks"));
    }

    private static MatrixProject Project(string name, string networks, params (string, string)[] properties) => new(name, "", new()
    {
        ["Program.cs"] = $"""
            using System.Diagnostics;
            using System.Reflection;

            Console.Write(Assembly.GetExecutingAssembly().GetCustomAttribute<DebuggableAttribute>()!.IsJITOptimizerDisabled ? "slow" : "fast");

            #if DEBUG
            Console.WriteLine(" in debug");
            #endif

            {networks}
            """,
    }, properties);
}
