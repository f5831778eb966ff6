using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>A fix that edits the attribute on which the diagnostic sits, or beside it.</summary>
internal abstract class AttributeFix(params DiagnosticDescriptor[] rules) : NetworkFix(rules)
{
    protected abstract IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic);

    protected sealed override async Task<Solution> FixAsync(Document document, Diagnostic diagnostic, CancellationToken token)
    {
        SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
        return root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? document.WithText(text.WithChanges(Changes(new AttributeSite(attribute, model, text), diagnostic))).Project.Solution
            : document.Project.Solution;
    }
}
