using System.Collections.Immutable;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Analyzers;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>A fix that the editor's menu would show.</summary>
/// <param name="Diagnostic">What it mends.</param>
/// <param name="Mended">The source after it.</param>
internal sealed record Offer(Diagnostic Diagnostic, string Title, string Mended);

/// <summary>All fixes that all of a source's diagnostics are offered.</summary>
internal static class Offers
{
    public static Type[] Fixes { get; } = [.. typeof(NetworkFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))];

    public static CodeFixProvider Create(Type fix) => (CodeFixProvider)Activator.CreateInstance(fix)!;

    public static async Task<Offer[]> Of(string source)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        CSharpCompilation compilation = NetworkCompiler.CreateCompilation();
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Offers", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(NetworkCompiler.ParseOptions)
            .WithMetadataReferences(compilation.References)
            .AddDocument("Net.cs", source);

        ImmutableArray<Diagnostic> diagnostics = await (await document.Project.GetCompilationAsync(token))!
            .WithAnalyzers([new NetworkAnalyzer()], new AnalyzerOptions([]))
            .GetAnalyzerDiagnosticsAsync(token);
        List<Offer> offers = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            List<CodeAction> actions = [];
            foreach (CodeFixProvider fix in Fixes.Select(Create).Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), token));
            }

            foreach (CodeAction action in actions)
            {
                Solution changed = (await action.GetOperationsAsync(token)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
                offers.Add(new Offer(diagnostic, action.Title, (await changed.GetDocument(document.Id)!.GetTextAsync(token)).ToString()));
            }
        }

        return [.. offers];
    }
}
