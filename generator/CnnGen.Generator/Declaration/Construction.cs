using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>Whether <c>Load</c> can create an object of the class.</summary>
internal static class Construction
{
    /// <summary>What stands in the way, and what to do about it; null if nothing does.</summary>
    public static (string Obstacle, string Fix)? Obstacle(INamedTypeSymbol type)
    {
        if (Modifier(type) is { } modifier)
        {
            return ($"is {modifier}", $"remove '{modifier}'");
        }

        if (type.BaseType is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object } parent)
        {
            if (parent.GetAttributes().Any(DeclarationReader.IsInput))
            {
                return ($"derives from the network '{parent.Name}'", $"declare it without ': {parent.Name}'");
            }

            if (!parent.InstanceConstructors.Any(constructor => constructor.Parameters.All(IsLeftOut) && IsAccessible(constructor, type)))
            {
                return ($"derives from '{parent.Name}', which has no constructor to call without arguments", $"give '{parent.Name}' one, or declare '{type.Name}' without it");
            }
        }

        return Required(type) is { } member ? ($"has a required member '{member}'", "remove 'required'") : null;
    }

    /// <summary>The modifier to remove, where it is one that stands in the way.</summary>
    public static EquatableArray<Hint> Hints(INamedTypeSymbol type)
        => Modifier(type) is { } modifier ? new([new Hint(Hint.Modifier, modifier)]) : default;

    private static string? Modifier(INamedTypeSymbol type) => type.IsStatic ? "static" : type.IsAbstract ? "abstract" : null;

    private static bool IsLeftOut(IParameterSymbol parameter) => parameter.IsOptional || parameter.IsParams;

    private static bool IsAccessible(IMethodSymbol constructor, INamedTypeSymbol type) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Private => Around(type).Contains(constructor.ContainingType, SymbolEqualityComparer.Default),
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, type.ContainingAssembly)
            || constructor.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
        _ => true,
    };

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    private static string? Required(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.GetMembers().FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } member)
            {
                return member.Name;
            }
        }

        return null;
    }
}
