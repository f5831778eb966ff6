using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Reads the layer whose name is nearest to the one that no layer has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class NearestNameFix() : AttributeFix(Rules.UnknownName)
{
    protected override string? Title(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Hint.Nearest, out string? nearest) ? $"Read '{nearest}'" : null;

    // Names hold no letter that a C# string would have to escape.
    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
        => [new TextChange(diagnostic.Location.SourceSpan, $"\"{diagnostic.Properties[Hint.Nearest]}\"")];
}
