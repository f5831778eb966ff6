using static CnnGen.Package.Tests.Readme;

namespace CnnGen.Package.Tests;

/// <summary>Projects that must not build, and what they are told.</summary>
internal static class Faults
{
    private static readonly Dictionary<string, string> _network = new() { ["Net.cs"] = "[CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)] public partial class Net { }" };

    private static readonly Dictionary<string, string> _wrongNetwork = new() { ["Net.cs"] = "[CnnGen.Input(8, 8, 2), CnnGen.Conv2D(3, 9), CnnGen.Flatten, CnnGen.Dense(4)] public partial class Net { }" };

    private const string WrongNetworksError = "Net.cs(1,42): error CNN0201: 'conv1' (Conv2D) receives 8x8x2 from [Input]: its kernel of 9x9 is larger than its input of 8x8";

    public static IReadOnlyList<MatrixProject> All { get; } =
    [
        // In each of these, the compiler runs the generator, but no analyzer.
        new("NoAnalyzers", WrongNetworksError, _wrongNetwork, ("OutputType", "Library"), ("RunAnalyzers", "false")),
        new("NoAnalyzersDuringBuild", WrongNetworksError, _wrongNetwork, ("OutputType", "Library"), ("RunAnalyzersDuringBuild", "false")),
        new("BuiltByVisualStudioForF5", WrongNetworksError, _wrongNetwork, ("OutputType", "Library"), ("IsImplicitlyTriggeredBuild", "true")),

        // And in this, analyzers run all the same, because they may have warnings that are errors.
        new("StrictlyBuiltForF5", WrongNetworksError, _wrongNetwork, ("OutputType", "Library"), ("IsImplicitlyTriggeredBuild", "true"), ("TreatWarningsAsErrors", "true")),

        new("CSharp8", "error CNN0412: The code of network 'Net' needs C# 9.0 or newer, but this project is compiled as C# 8.0", _network,
            ("OutputType", "Library"), ("LangVersion", "8"), ("ImplicitUsings", "disable")),

        new("CSharp73", "error CNN0412: The code of network 'Net' needs C# 9.0 or newer, but this project is compiled as C# 7.3", _network,
            ("OutputType", "Library"), ("LangVersion", "7.3"), ("ImplicitUsings", "disable"), ("Nullable", "disable")),

        new("WrongKernelOfTheReadme", Block("text", "error CNN0201").Trim(),
            new() { ["LeNet5.cs"] = Block("csharp", "class LeNet5").Replace("[Conv2D(16, 5,", "[Conv2D(16, 15,") },
            ("OutputType", "Library")),

        new("CostlyNetworkOfTheReadme", Block("text", "error CNN0405").Trim(),
            new() { ["LeNet5.cs"] = Block("csharp", "class LeNet5").Replace("[Input(32, 32, 1)]", "[Budget(MaxParameters = 50_000)]\n[Input(32, 32, 1)]") },
            ("OutputType", "Library")),

        new("ForbiddenPointers", "error CNN0403: The code of network 'Net' uses pointers", _network, ("OutputType", "Library"), ("AllowUnsafeBlocks", "false")),

        // The target stands in for an older SDK, which would say this of its compiler.
        new("CompilerOf2025", "error CNN0411: This build's C# compiler is Roslyn 4.14, and CnnGen needs Roslyn 5.0 or newer: build with the .NET 10 SDK",
            new(_network)
            {
                ["Directory.Build.targets"] = """
                    <Project>
                      <Target Name="OlderCompiler" BeforeTargets="CheckCompilerOfCnnGen">
                        <PropertyGroup>
                          <CompilerApiVersion>roslyn4.14</CompilerApiVersion>
                        </PropertyGroup>
                      </Target>
                    </Project>
                    """,
            },
            ("OutputType", "Library")),
    ];
}
