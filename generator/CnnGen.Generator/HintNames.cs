using System.Collections.Immutable;
using CnnGen.Generator.Declaration;

namespace CnnGen.Generator;

/// <summary>Names of generated files. Roslyn, like some file systems, holds <c>Net.g.cs</c> and <c>NET.g.cs</c> for one file.</summary>
internal static class HintNames
{
    /// <summary>
    /// The full names that differ from another one only in case, or are like that of another one's step (class Foo has a Foo.Conv1), in a
    /// fixed order. Nearly always none.
    /// </summary>
    public static EquatableArray<string> Clashing(ImmutableArray<string> names)
        => names.Where(name => names.Any(other => other != name && (AreAlike(name, other) || IsInside(name, other) || IsInside(other, name))))
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The full name itself, or, where another one clashes with it, the name and a number: no type or step is called so.</summary>
    public static string Of(string name, EquatableArray<string> clashing)
    {
        int number = clashing.Count(other => AreAlike(name, other) && string.CompareOrdinal(other, name) < 0)
            + (clashing.Any(other => IsInside(name, other)) ? 1 : 0);
        return number == 0 ? name : $"{name}.{number + 1}";
    }

    private static bool AreAlike(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsInside(string name, string other) => name.StartsWith(other + ".", StringComparison.OrdinalIgnoreCase);
}
