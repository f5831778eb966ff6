using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Drops a bias that the BatchNorm below takes away again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class DropBiasFix() : AttributeFix(Rules.BiasBeforeBatchNorm)
{
    // One by one and on sight: in bulk, as dotnet format does it, trained networks would lose numbers that their files have.
    public override FixAllProvider? GetFixAllProvider() => null;

    protected override string Title(Diagnostic diagnostic) => "Set UseBias = false (before training)";

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
        => [site.Set(Hint.UseBias, diagnostic.Properties[Hint.UseBias]!)];
}
