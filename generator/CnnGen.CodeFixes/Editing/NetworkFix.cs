using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CnnGen.CodeFixes.Editing;

/// <summary>One way to fix one or several of the analyzer's diagnostics. Edits are of text, so that what is not changed stays as it is.</summary>
internal abstract class NetworkFix(params DiagnosticDescriptor[] rules) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules.Select(rule => rule.Id)];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // dotnet format asks for the action's key with whatever the analyzer reports first, which another fix may be for.
            bool isOurs = FixableDiagnosticIds.Contains(diagnostic.Id);
            if ((isOurs ? Title(diagnostic) : GetType().Name) is { } title)
            {
                context.RegisterCodeFix(CodeAction.Create(title, token => FixAsync(context.Document, diagnostic, token), GetType().Name), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>What the editor's menu shows; null where the fix does not apply.</summary>
    protected abstract string? Title(Diagnostic diagnostic);

    protected abstract Task<Solution> FixAsync(Document document, Diagnostic diagnostic, CancellationToken token);
}
