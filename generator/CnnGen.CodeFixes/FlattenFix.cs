using System.Composition;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes;

/// <summary>Adds <c>[Flatten]</c> before a Dense that reads a map.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
internal sealed class FlattenFix() : AttributeFix(Rules.DenseOnMap)
{
    protected override string Title(Diagnostic diagnostic) => "Add [Flatten] before [Dense]";

    protected override IEnumerable<TextChange> Changes(AttributeSite site, Diagnostic diagnostic)
    {
        // What the Dense was to read, the Flatten reads now, and the Dense the layer above: the Flatten.
        string flatten = site.NameOf("FlattenAttribute");
        AttributeArgumentSyntax? from = site.Find("From");
        return [site.InsertBefore(from is null ? flatten : $"{flatten}({from})"), .. site.Remove("From")];
    }
}
