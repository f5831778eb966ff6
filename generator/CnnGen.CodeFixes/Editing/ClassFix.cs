using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.CodeFixes.Editing;

/// <summary>A fix that edits the class on which the diagnostic sits, in whatever files its parts are.</summary>
internal abstract class ClassFix(params DiagnosticDescriptor[] rules) : NetworkFix(rules)
{
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    protected abstract void Fix(INamedTypeSymbol type, TypeDeclarationSyntax part, SemanticModel model, Edits edits);

    protected sealed override async Task<Solution> FixAsync(Document document, Diagnostic diagnostic, CancellationToken token)
    {
        Edits edits = new(document.Project.Solution);
        await CollectAsync(document, diagnostic, edits, token).ConfigureAwait(false);
        return await edits.ApplyAsync(token).ConfigureAwait(false);
    }

    private async Task CollectAsync(Document document, Diagnostic diagnostic, Edits edits, CancellationToken token)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        TypeDeclarationSyntax? part = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (part is not null && model.GetDeclaredSymbol(part, token) is { } type)
        {
            Fix(type, part, model, edits);
        }
    }

    /// <summary>Several diagnostics may ask for the same edit, which a batch of fixes would take for a conflict.</summary>
    private sealed class All(ClassFix fix) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

        public override Task<CodeAction?> GetFixAsync(FixAllContext context)
            => Task.FromResult<CodeAction?>(CodeAction.Create("Mend all", token => FixAsync(context, token), context.CodeActionEquivalenceKey));

        private async Task<Solution> FixAsync(FixAllContext context, CancellationToken token)
        {
            IEnumerable<Document> documents = context.Scope switch
            {
                FixAllScope.Document => [context.Document!],
                FixAllScope.Project => context.Project.Documents,
                _ => context.Solution.Projects.SelectMany(project => project.Documents),
            };
            Edits edits = new(context.Solution);
            foreach (Document document in documents)
            {
                ImmutableArray<Diagnostic> diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                foreach (Diagnostic diagnostic in diagnostics)
                {
                    await fix.CollectAsync(document, diagnostic, edits, token).ConfigureAwait(false);
                }
            }

            return await edits.ApplyAsync(token).ConfigureAwait(false);
        }
    }
}
