using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Analyzers;

/// <summary>Where in the source a fault is shown.</summary>
internal static class Places
{
    /// <summary>The value of the argument, or the attribute's name.</summary>
    public static Location? Of(AttributeData attribute, string? argument)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax)
        {
            return null;
        }

        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = syntax.ArgumentList?.Arguments ?? default;
        (string? array, int place) = argument is null ? (null, 0) : Argument.Parts(argument);
        for (int i = 0; argument is not null && i < arguments.Count; i++)
        {
            if (NameOf(attribute, arguments, i) == array)
            {
                // The elements of a params array stand side by side, unless it is given as an array.
                bool areApart = i + place < arguments.Count && NameOf(attribute, arguments, i + place) == array;
                ExpressionSyntax expression = arguments[areApart ? i + place : i].Expression;
                return (argument == array ? expression : ElementOf(expression, place)).GetLocation();
            }
        }

        return syntax.Name.GetLocation();
    }

    /// <summary>The name of the class that the attribute stands on.</summary>
    public static Location? OfClass(AttributeData attribute)
        => (attribute.ApplicationSyntaxReference?.GetSyntax().Parent?.Parent as BaseTypeDeclarationSyntax)?.Identifier.GetLocation();

    /// <summary>An element of an array that is written out; else the expression itself.</summary>
    private static ExpressionSyntax ElementOf(ExpressionSyntax array, int place)
    {
        InitializerExpressionSyntax? elements = array switch
        {
            ImplicitArrayCreationExpressionSyntax made => made.Initializer,
            ArrayCreationExpressionSyntax made => made.Initializer,
            _ => null,
        };
        return elements?.Expressions.ElementAtOrDefault(place) ?? array;
    }

    private static string? NameOf(AttributeData attribute, SeparatedSyntaxList<AttributeArgumentSyntax> arguments, int index)
    {
        string? written = arguments[index].NameEquals?.Name.Identifier.ValueText ?? arguments[index].NameColon?.Name.Identifier.ValueText;
        ImmutableArray<IParameterSymbol> parameters = attribute.AttributeConstructor?.Parameters ?? [];
        return written ?? parameters.ElementAtOrDefault(index)?.Name ?? (parameters.LastOrDefault() is { IsParams: true } last ? last.Name : null);
    }
}
