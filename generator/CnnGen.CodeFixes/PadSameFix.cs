using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Has the layer pad its map, where that lets the window fit or the stride read every pixel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class PadSameFix() : AttributeFix(Rules.KernelTooLarge, Rules.PoolTooLarge, Rules.Unread)
{
    protected override string? Title(Diagnostic diagnostic) => diagnostic.Properties.ContainsKey(Hint.Padding) ? "Set Padding = Padding.Same" : null;

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
        => [site.Set(Hint.Padding, $"{site.NameOf(Hint.Padding)}.{Hint.Same}")];
}
