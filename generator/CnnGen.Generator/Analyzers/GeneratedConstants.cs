using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Analyzers;

/// <summary>The arguments of a network's attributes that are made of generated constants, which do not exist when the network is generated.</summary>
internal sealed class GeneratedConstants(Compilation compilation, ImmutableArray<AttributeData> sites, CancellationToken cancellation)
{
    /// <summary>How many constants that are made of one another are followed.</summary>
    private const int MostSteps = 5;

    /// <summary>Whether the type's generated constants are there, and are more than zeros.</summary>
    public static bool AreIn(INamedTypeSymbol type)
        => type.GetMembers(GeneratedMembers.Constants[0]).OfType<IFieldSymbol>().Any(length => length.ConstantValue is > 0);

    /// <summary>An argument made of the network's own constants: they are zeros, and whatever is said of those would mislead.</summary>
    public ExpressionSyntax? OwnOf(INamedTypeSymbol type)
        => Arguments().FirstOrDefault(expression => expression.DescendantNodesAndSelf()
            .OfType<MemberAccessExpressionSyntax>()
            .Any(member => GeneratedMembers.Constants.Contains(member.Name.Identifier.ValueText)
                && NameOf(member.Expression) == type.Name));

    /// <summary>An argument made of any generated constant.</summary>
    public ExpressionSyntax? Any() => Arguments().FirstOrDefault(expression => IsGenerated(expression, MostSteps));

    /// <summary>The last part of a type's name; null where the expression is none, as one may type it.</summary>
    private static string? NameOf(ExpressionSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    private IEnumerable<ExpressionSyntax> Arguments()
        => sites
            .Select(site => site.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .OfType<AttributeSyntax>()
            .SelectMany(site => site.ArgumentList?.Arguments ?? default)
            .Select(site => site.Expression);

    /// <summary>Whether a generated constant is in the expression, or in what a constant in it is made of, up to some steps away.</summary>
    private bool IsGenerated(ExpressionSyntax expression, int steps)
        => expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).Any(name =>
            GeneratedMembers.Constants.Contains(name)
            || (steps > 0 && compilation.GetSymbolsWithName(name, SymbolFilter.Member, cancellation)
                .OfType<IFieldSymbol>()
                .Where(field => field.IsConst)
                .SelectMany(field => field.DeclaringSyntaxReferences)
                .Select(place => place.GetSyntax(cancellation))
                .OfType<VariableDeclaratorSyntax>()
                .Any(constant => constant.Initializer is { } made && IsGenerated(made.Value, steps - 1))));
}
