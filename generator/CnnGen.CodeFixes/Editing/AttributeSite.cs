using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>An attribute in its file, and the edits that can be made there.</summary>
internal sealed class AttributeSite(AttributeSyntax attribute, SemanticModel model, SourceText text)
{
    private static readonly SymbolDisplayFormat _shortest =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    private SeparatedSyntaxList<AttributeArgumentSyntax> Arguments => attribute.ArgumentList?.Arguments ?? default;

    /// <summary>One of CnnGen's types as it can be written here: an attribute without its ending, and with its namespace where need be.</summary>
    public string NameOf(string type)
        => model.Compilation.GetTypeByMetadataName($"CnnGen.{type}")!.ToMinimalDisplayString(model, attribute.SpanStart, _shortest);

    /// <summary>The argument of a parameter or property; null where it is not given.</summary>
    public AttributeArgumentSyntax? Find(string name)
    {
        IMethodSymbol? constructor = model.GetSymbolInfo(attribute).Symbol as IMethodSymbol;
        return Arguments.Where((argument, place) => name == (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText
            || (argument is { NameEquals: null, NameColon: null } && constructor?.Parameters.ElementAtOrDefault(place)?.Name == name)).FirstOrDefault();
    }

    /// <summary>Gives an argument another value, or adds the property behind the arguments.</summary>
    public TextChange Set(string name, string value)
    {
        if (Find(name) is { } given)
        {
            return new TextChange(given.Expression.Span, value);
        }

        string added = $"{name} = {value}";
        return attribute.ArgumentList is not { } list ? Insert(attribute.Name.Span.End, $"({added})")
            : list.Arguments.Count == 0 ? Insert(list.CloseParenToken.SpanStart, added)
            : Insert(list.Arguments.Last().Span.End, $", {added}");
    }

    /// <summary>Takes arguments away, each with the comma before it.</summary>
    public IEnumerable<TextChange> Remove(params string[] names)
        => names.Select(Find).OfType<AttributeArgumentSyntax>().Select(argument => Arguments.IndexOf(argument)).Select(place => new TextChange(
            place > 0 ? TextSpan.FromBounds(Arguments[place - 1].Span.End, Arguments[place].Span.End) : Arguments[0].Span, ""));

    /// <summary>Puts another attribute before this one: on a line of its own, where this one begins a line.</summary>
    public TextChange InsertBefore(string added)
    {
        AttributeListSyntax list = (AttributeListSyntax)attribute.Parent!;
        bool isFirst = list.Attributes[0] == attribute && list.Target is null;
        int start = isFirst ? list.SpanStart : attribute.SpanStart;
        return Insert(start, (isFirst ? $"[{added}]" : $"{added},") + (Lines.IsFirstOfLine(text, start) ? Lines.Break(text, start) + Lines.Indent(text, start) : " "));
    }

    private static TextChange Insert(int place, string added) => new(new TextSpan(place, 0), added);
}
