using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Removes the explicit pads that stand beside Same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemovePadsFix() : AttributeFix(Rules.PadsBesideSame)
{
    protected override string? Title(Diagnostic diagnostic)
        => diagnostic.Properties.TryGetValue(Hint.Remove, out string? pads) ? $"Remove {pads!.Replace(",", ", ")}" : null;

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
        => site.Remove(diagnostic.Properties[Hint.Remove]!.Split(','));
}
