using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>Whether <c>Load</c> can create an object of the class.</summary>
internal static class Construction
{
    /// <summary>What stands in the way, and what to do about it; null if nothing does.</summary>
    public static (string Obstacle, string Fix)? Obstacle(INamedTypeSymbol type)
    {
        if (type.IsStatic || type.IsAbstract)
        {
            string modifier = type.IsStatic ? "static" : "abstract";
            return ($"is {modifier}", $"remove '{modifier}'");
        }

        if (type.BaseType is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object } parent)
        {
            if (parent.GetAttributes().Any(KnownAttribute.Input.Is))
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
