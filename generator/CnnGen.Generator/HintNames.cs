using System.Collections.Immutable;
using CnnGen.Generator.Declaration;

namespace CnnGen.Generator;

/// <summary>Names of generated files. Roslyn, like some file systems, holds <c>Net.g.cs</c> and <c>NET.g.cs</c> for one file.</summary>
internal static class HintNames
{
    /// <summary>The full names that differ from another one only in case, in a fixed order. Nearly always none.</summary>
    public static EquatableArray<string> Clashing(ImmutableArray<string> names)
        => names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    /// <summary>The full name itself, or, where another one clashes with it, the name and a number: no type or step is called so.</summary>
    public static string Of(string name, EquatableArray<string> clashing)
    {
        int number = clashing.Where(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)).TakeWhile(other => other != name).Count();
        return number == 0 ? name : $"{name}.{number + 1}";
    }
}
