using static CnnGen.Package.Tests.Readme;

namespace CnnGen.Package.Tests;

/// <summary>Projects that must not build, and what they are told.</summary>
internal static class Faults
{
    private static readonly Dictionary<string, string> _network = new() { ["Net.cs"] = "[CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)] public partial class Net { }" };

    public static IReadOnlyList<MatrixProject> All { get; } =
    [
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
