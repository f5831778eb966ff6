using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Makes all parts of a type, and of the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MakePartialFix() : ClassFix(Rules.NotPartial, Rules.ContainerNotPartial)
{
    protected override string Title(Diagnostic diagnostic) => $"Make '{Identifier(diagnostic)}' partial";

    protected override void Fix(INamedTypeSymbol type, TypeDeclarationSyntax part, SemanticModel model, Edits edits)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            foreach (TypeDeclarationSyntax declaration in current.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>())
            {
                if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    edits.Add(declaration.SyntaxTree, new TextChange(new TextSpan(declaration.Keyword.SpanStart, 0), "partial "));
                }
            }
        }
    }

    private static string Identifier(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
