using System.Collections.Immutable;
using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Makes a kernel or a pool as large as its padded input lets it be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class ShrinkFix() : AttributeFix(Rules.KernelTooLarge, Rules.PoolTooLarge)
{
    protected override string? Title(Diagnostic diagnostic)
    {
        string word = diagnostic.Id == Rules.PoolTooLarge.Id ? "pool" : "kernel";
        ImmutableDictionary<string, string?> hints = diagnostic.Properties;
        return hints.TryGetValue($"{word}Size", out string? size) ? $"Change {word} to {size}x{size}"
            : hints.TryGetValue($"{word}Height", out string? height) && hints.TryGetValue($"{word}Width", out string? width) ? $"Change {word} to {height}x{width}"
            : null;
    }

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
        => diagnostic.Properties.Where(hint => hint.Key != Hint.Padding).Select(hint => site.Set(hint.Key, hint.Value!)).OrderBy(change => change.Span.Start);
}
