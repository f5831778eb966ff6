using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Declaration;

/// <summary>What is wrong with a network's class itself, whatever its layers are.</summary>
internal static class ClassFaults
{
    public static IEnumerable<Fault> Of(INamedTypeSymbol type)
    {
        if (!IsPartial(type))
        {
            yield return Fault.InClass(Rules.NotPartial, type.Name);
        }

        if (type.Arity > 0)
        {
            yield return Fault.InClass(Rules.Generic, type.Name, type.Name);
        }

        if (Construction.Obstacle(type) is var (obstacle, fix))
        {
            yield return Fault.InClass(Rules.CannotBeCreated, type.Name, obstacle, fix);
        }

        if (GeneratedMembers.AreNamed(type.Name))
        {
            yield return Fault.InClass(Rules.MemberName, type.Name);
        }

        foreach (string taken in GeneratedMembers.Taken(type))
        {
            yield return Fault.InClass(Rules.MemberTaken, type.Name, taken);
        }

        foreach (Fault fault in BaseMembers.Faults(type))
        {
            yield return fault;
        }

        if (type.IsFileLocal)
        {
            yield return Fault.InClass(Rules.FileLocal, type.Name, type.Name);
        }

        if (type.InstanceConstructors.Any(GeneratedMembers.IsUsersOwn))
        {
            yield return Fault.InClass(Rules.OwnConstructor, type.Name);
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.Arity > 0)
            {
                yield return Fault.InClass(Rules.Generic, type.Name, outer.Name);
            }

            if (outer.IsFileLocal)
            {
                yield return Fault.InClass(Rules.FileLocal, type.Name, outer.Name);
            }

            if (!IsPartial(outer))
            {
                yield return Fault.InClass(Rules.ContainerNotPartial, type.Name, outer.Name);
            }
        }
    }

    /// <summary>Whether each part of the type is declared partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .All(part => part.Modifiers.Any(modifier => modifier.ValueText == "partial"));
}
