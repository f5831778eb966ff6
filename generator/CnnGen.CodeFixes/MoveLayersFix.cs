using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.CodeFixes;

/// <summary>Moves the layers that stand on another part of the class below those on the part that has <c>[Input]</c>, in their order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class MoveLayersFix() : ClassFix(Rules.LayerOnAnotherPart)
{
    protected override string Title(Diagnostic diagnostic) => "Move the layers to the part that has [Input]";

    protected override void Fix(INamedTypeSymbol type, TypeDeclarationSyntax part, SemanticModel model, Edits edits)
    {
        if (type.GetAttributes().FirstOrDefault(KnownAttribute.Input.Is)?.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax input)
        {
            return;
        }

        ILookup<bool, AttributeSyntax> areThere = type.GetAttributes()
            .Where(KnownAttribute.Layer.IsBaseOf)
            .Select(layer => layer.ApplicationSyntaxReference?.GetSyntax())
            .OfType<AttributeSyntax>()
            .ToLookup(layer => layer.Parent!.Parent == input.Parent!.Parent);
        ListMove move = new(edits);
        foreach (IGrouping<SyntaxNode, AttributeSyntax> list in areThere[false].Where(layer => edits.CanChange(layer.SyntaxTree)).GroupBy(layer => layer.Parent!))
        {
            move.Take((AttributeListSyntax)list.Key, [.. list]);
        }

        AttributeSyntax last = areThere[true].Append(input).OrderBy(attribute => attribute.SpanStart).Last();
        move.PlaceBelow((AttributeListSyntax)last.Parent!);
    }
}
