using Basic.Reference.Assemblies;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Diagnostics;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>
/// Analyzer tests in markup: <c>{|CNN0201:7|}</c> is a place where just this diagnostic is reported. Everything reported must be
/// marked. For the message too, mark the places <c>{|#0:7|}</c>, <c>{|#1:…|}</c> and give <c>"CNN0201: message"</c> for each.
/// </summary>
internal static class Markup
{
    /// <summary>Checks a network's attributes, with the class and the usings added below and above.</summary>
    public static Task VerifyLayers(string attributes, params string[] messages)
        => Verify($"{attributes}\npublic partial class Net;", messages);

    /// <summary>Checks a whole file; <c>using CnnGen;</c> is added on top.</summary>
    public static Task Verify(string source, params string[] messages)
        => Run(source, CompilerDiagnostics.Errors, allowUnsafe: true, messages);

    /// <summary>Checks code that does not compile (yet).</summary>
    public static Task VerifyUnfinished(string source, params string[] messages)
        => Run(source, CompilerDiagnostics.None, allowUnsafe: true, messages);

    public static Task VerifyWithoutUnsafe(string source, params string[] messages)
        => Run(source, CompilerDiagnostics.Errors, allowUnsafe: false, messages);

    /// <summary>Checks a network's attributes with a property that the package's targets hand to the compiler.</summary>
    public static Task VerifyLayersWithProperty(string property, string value, string attributes, params string[] messages)
        => Run($"{attributes}\npublic partial class {{|#0:Net|}};", CompilerDiagnostics.Errors, allowUnsafe: true, messages, $"is_global = true\nbuild_property.{property} = {value}");

    /// <summary>Checks what is said of the layers that are right, at the severity that an .editorconfig gives it; null for none.</summary>
    public static Task VerifyWhatLayersGive(DiagnosticSeverity? severity, string attributes, params string[] messages)
    {
        Test test = TestOf($"{attributes}\npublic partial class Net;", CompilerDiagnostics.Errors, allowUnsafe: true);
        test.DisabledDiagnostics.Clear();
        if (severity is { } raised)
        {
            string line = $"dotnet_diagnostic.{Rules.WhatALayerGives.Id}.severity = {raised.ToString().ToLowerInvariant()}";
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{line}\n"));
        }

        test.ExpectedDiagnostics.AddRange(messages.Select((message, i) =>
            new DiagnosticResult(Rules.WhatALayerGives.Id, severity ?? DiagnosticSeverity.Hidden).WithLocation(i).WithMessage(message)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Checks a whole file with weights files; messages are <c>"CNN0301@1: message"</c> with the place that they are at.</summary>
    public static Task VerifyWithWeights(WeightsList weights, string source, params string[] messages)
        => Run(source, CompilerDiagnostics.Errors, allowUnsafe: true, messages, weights: weights);

    private static Task Run(string source, CompilerDiagnostics compiler, bool allowUnsafe, string[] messages, string? options = null, WeightsList? weights = null)
    {
        Test test = TestOf(source, compiler, allowUnsafe);
        if (options is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", options));
        }

        if (weights is not null)
        {
            test.TestState.AdditionalFiles.Add((weights.Path, weights.ToString()));
        }

        for (int i = 0; i < messages.Length; i++)
        {
            string id = messages[i][..7];
            bool isPlaced = messages[i][7] == '@';
            test.ExpectedDiagnostics.Add(
                new DiagnosticResult(Rules.All.Single(rule => rule.Id == id)).WithLocation(isPlaced ? messages[i][8] - '0' : i).WithMessage(messages[i][(isPlaced ? 11 : 9)..]));
        }

        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Test TestOf(string source, CompilerDiagnostics compiler, bool allowUnsafe)
    {
        Test test = new()
        {
            TestCode = $"using CnnGen;\n{source}",
            CompilerDiagnostics = compiler,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck,
        };
        test.TestState.AdditionalReferences.AddRange(Net100.References.All);
        test.TestState.AdditionalReferences.Add(typeof(InputAttribute).Assembly);
        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: allowUnsafe))
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp14)));

        // It is reported on every layer that is right.
        test.DisabledDiagnostics.Add(Rules.WhatALayerGives.Id);
        return test;
    }

    private sealed class Test : CSharpAnalyzerTest<NetworkAnalyzer, DefaultVerifier>
    {
        // Two rules share an id only by mistake; the tests tell them apart by id.
        protected override DiagnosticDescriptor? GetDefaultDiagnostic(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer[] analyzers) => null;
    }
}
