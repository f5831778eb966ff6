using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>The user's names as generated code writes them.</summary>
internal static class Identifiers
{
    /// <summary>
    /// A name that can be a keyword nowhere: all keywords, the contextual ones (<c>partial</c>, <c>var</c>) and those of later versions of
    /// C#, are of small letters, and <c>@</c> may stand before any name.
    /// </summary>
    public static string Escape(string name) => name.All(letter => letter is (>= 'a' and <= 'z') or '_') ? "@" + name : name;

    /// <summary>A namespace's full name; empty for the global one.</summary>
    public static string Of(INamespaceSymbol space)
        => space.IsGlobalNamespace ? ""
            : space.ContainingNamespace.IsGlobalNamespace ? Escape(space.Name)
            : $"{Of(space.ContainingNamespace)}.{Escape(space.Name)}";

    /// <summary>A type's simple name with its type parameters.</summary>
    public static string Of(INamedTypeSymbol type)
        => type.Arity == 0 ? Escape(type.Name) : $"{Escape(type.Name)}<{string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name)))}>";
}
