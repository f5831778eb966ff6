using Basic.Reference.Assemblies;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>
/// Tests of one code fix: a source in which <c>{|CNN0201:7|}</c> marks each diagnostic, and what the fix makes of it, which has only the
/// diagnostics that are marked there too. Fixes are made one by one, and all at once; both must give the same.
/// </summary>
internal static class Fixing<TFix>
    where TFix : CodeFixProvider, new()
{
    /// <summary>Checks a network's attributes, with the class and the usings added below and above.</summary>
    public static Task VerifyLayers(string attributes, string expected, string? title = null, int? iterations = null)
        => Verify([$"using CnnGen;\n{attributes}\npublic partial class Net;"], [$"using CnnGen;\n{expected}\npublic partial class Net;"], title, iterations);

    /// <summary>Checks whole files.</summary>
    /// <param name="title">What the menu shows for the first diagnostic; not looked at where null.</param>
    /// <param name="iterations">How many fixes mend all, where that are not as many as the diagnostics.</param>
    /// <param name="generator">Another source generator of the project, whose code the compiler need not like.</param>
    /// <param name="documents">How many documents these fixes begin in.</param>
    /// <param name="inGeneratedCode">What is reported in that generator's code, before and after.</param>
    public static Task Verify(string[] sources, string[] expected, string? title = null, int? iterations = null, int documents = 1, Type? generator = null, DiagnosticResult[]? inGeneratedCode = null)
    {
        Test test = new(generator)
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipGeneratedSourcesCheck,
            CompilerDiagnostics = generator is null ? CompilerDiagnostics.Errors : CompilerDiagnostics.None,
            CodeActionValidationMode = CodeActionValidationMode.SemanticStructure,
            NumberOfIncrementalIterations = iterations,
            NumberOfFixAllIterations = iterations is null ? null : 1,
            NumberOfFixAllInDocumentIterations = iterations is null ? null : documents,
            CodeActionVerifier = (action, verifier) => verifier.EqualOrDiff(title ?? action.Title, action.Title),
        };

        // It is reported on every layer that is right.
        test.DisabledDiagnostics.Add(Rules.WhatALayerGives.Id);

        // One diagnostic is mended by all of them as by itself.
        if (sources.Sum(source => source.Split("{|").Length - 1) == 1)
        {
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllCheck;
        }

        test.TestState.Sources.AddRange(sources.Select((source, place) => ($"/0/Test{place}.cs", SourceText.From(source))));
        test.FixedState.Sources.AddRange(expected.Select((source, place) => ($"/0/Test{place}.cs", SourceText.From(source))));
        test.TestState.ExpectedDiagnostics.AddRange(inGeneratedCode ?? []);
        test.FixedState.ExpectedDiagnostics.AddRange(inGeneratedCode ?? []);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.TestState.AdditionalReferences.AddRange(Net100.References.All);
        test.TestState.AdditionalReferences.Add(typeof(InputAttribute).Assembly);
        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true))
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp14)));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Test(Type? generator) : CSharpCodeFixTest<NetworkAnalyzer, TFix, DefaultVerifier>
    {
        protected override IEnumerable<Type> GetSourceGenerators() => generator is null ? [] : [generator];
    }
}
