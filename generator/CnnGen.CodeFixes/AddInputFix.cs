using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.CodeFixes;

/// <summary>Adds an <c>[Input]</c> above the first layer, or above what else is said about a network: of the size of MNIST, since it cannot know the right one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class AddInputFix() : ClassFix(Rules.NoInput)
{
    private const string Size = "(28, 28, 1)";

    protected override string Title(Diagnostic diagnostic) => $"Add [Input{Size}] above the first layer";

    protected override void Fix(INamedTypeSymbol type, TypeDeclarationSyntax part, SemanticModel model, Edits edits)
    {
        AttributeSyntax? first = type.GetAttributes()
            .Where(attribute => KnownAttribute.Layer.IsBaseOf(attribute) || DeclarationReader.IsAboutNetwork(attribute))
            .OrderByDescending(KnownAttribute.Layer.IsBaseOf)
            .Select(layer => layer.ApplicationSyntaxReference?.GetSyntax())
            .OfType<AttributeSyntax>()
            .FirstOrDefault(layer => layer.Parent?.Parent == part);
        if (first is not null)
        {
            AttributeSite site = new(first, model, part.SyntaxTree.GetText());
            edits.Add(part.SyntaxTree, site.InsertBefore(site.NameOf("InputAttribute") + Size));
        }
    }
}
