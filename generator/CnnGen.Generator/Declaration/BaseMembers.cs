using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>The members of a network's base classes that generated members meet.</summary>
internal static class BaseMembers
{
    /// <summary>The signatures of the generated methods that override one of a base class.</summary>
    public static IEnumerable<string> Overridden(INamedTypeSymbol type)
        => Met(type).OfType<IMethodSymbol>().Where(method => CanBeOverridden(method) && Obstacle(method) is null).Select(GeneratedMembers.SignatureOf);

    /// <summary>The abstract members that no generated member implements, and that the user cannot implement beside one of the same name.</summary>
    public static IEnumerable<Fault> Faults(INamedTypeSymbol type)
        => from member in Met(type)
           where member.IsAbstract && !type.GetMembers(member.Name).Any(GeneratedMembers.IsUsersOwn)
           let fix = Obstacle(member)
           where fix is not null
           select Fault.InClass(Rules.AbstractMember, type.Name, member.ContainingType.Name, member.Name, fix);

    /// <summary>The members of the base classes that the generated ones hide or override, of each signature the most derived.</summary>
    private static IEnumerable<ISymbol> Met(INamedTypeSymbol type)
    {
        HashSet<string> seen = [];
        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            foreach (ISymbol member in parent.GetMembers().Where(member => !member.IsStatic && !member.IsImplicitlyDeclared && GeneratedMembers.Clash(member)))
            {
                if (seen.Add(member is IMethodSymbol method ? GeneratedMembers.SignatureOf(method) : member.Name))
                {
                    yield return member;
                }
            }
        }
    }

    private static bool CanBeOverridden(IMethodSymbol method) => (method.IsAbstract || method.IsVirtual || method.IsOverride) && !method.IsSealed;

    /// <summary>What must change for the generated member to override this one; null if nothing must.</summary>
    private static string? Obstacle(ISymbol member)
        => member is not IMethodSymbol { Arity: 0 } method || GeneratedMembers.TypeOf(GeneratedMembers.SignatureOf(method)) is not { } returned ? "rename it"
            : method.Parameters.Any(parameter => parameter.RefKind != RefKind.None) ? "pass its parameters by value"
            : method.DeclaredAccessibility != Accessibility.Public ? "make it public"
            : method.RefKind != RefKind.None || method.ReturnType.ToDisplayString(NullableFlowState.None) != returned ? $"have it return {returned}"
            : null;
}
