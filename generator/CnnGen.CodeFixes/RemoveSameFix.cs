using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Removes Same that stands beside explicit pads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class RemoveSameFix() : AttributeFix(Rules.PadsBesideSame)
{
    protected override string Title(Diagnostic diagnostic) => "Remove Padding = Padding.Same";

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic) => site.Remove(Hint.Padding);
}
