using CnnGen.Generator.Analyzers;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>A C# that is too old for generated code is one error, and no other lights up beside it.</summary>
public class LanguageTests
{
    private const string Source = """
        using CnnGen;
        using System;

        [Input(4, 4, 2), Conv2D(3, 2), Flatten, Dense(2), SelfTest("a", Weights = "b")]
        public partial class Net
        {
            public static float[] Run(float[] input)
            {
                float[] output = new float[Net.OutputLength];
                Net.Load("weights").Forward(input.AsSpan(), output.AsSpan());
                Net.CreateRandom(1).ForwardBatch(input, output);
                Net.SelfTest();
                Console.WriteLine(Net.Summary + Net.Layers.Conv1);
                return output;
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp4)]
    [InlineData(LanguageVersion.CSharp6)]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    public async Task OlderThanNeeded(LanguageVersion version)
    {
        (Diagnostic[] compiled, Diagnostic[] analyzed) = await Compile(version);
        Assert.Empty(compiled);
        Diagnostic error = Assert.Single(analyzed);
        Assert.Equal(
            $"CNN0412: The code of network 'Net' needs C# 9.0 or newer, but this project is compiled as C# {version.ToDisplayString()}: remove <LangVersion> from the project, or set it to 9.0 or newer",
            $"{error.Id}: {error.GetMessage()}");
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.Default)]
    [InlineData(LanguageVersion.LatestMajor)]
    public async Task NewEnough(LanguageVersion version)
    {
        (Diagnostic[] compiled, Diagnostic[] analyzed) = await Compile(version);
        Assert.Empty(compiled);
        Assert.Empty(analyzed);
    }

    private static async Task<(Diagnostic[] Compiled, Diagnostic[] Analyzed)> Compile(LanguageVersion version)
    {
        // In C# 4 to 7, nothing is said of null.
        CSharpParseOptions parsing = new(version);
        CSharpCompilation input = NetworkCompiler.CreateCompilation();
        input = input
            .WithOptions(input.Options.WithNullableContextOptions(NullableContextOptions.Disable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, parsing, cancellationToken: TestContext.Current.CancellationToken));
        _ = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _, TestContext.Current.CancellationToken);
        IEnumerable<Diagnostic> analyzed = await output.WithAnalyzers([new NetworkAnalyzer()], (AnalyzerOptions?)null).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return (
            [.. output.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)],
            [.. analyzed.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);
    }
}
