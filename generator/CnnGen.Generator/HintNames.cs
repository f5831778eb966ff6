using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CnnGen.Generator.Declaration;

namespace CnnGen.Generator;

/// <summary>Names of generated files. Roslyn, like some file systems, holds <c>Net.g.cs</c> and <c>NET.g.cs</c> for one file.</summary>
internal static class HintNames
{
    private const int MostBytes = 200;

    // Three bytes each at most.
    private const int LettersKept = 50;

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

    /// <summary>
    /// The name of a file. File systems take 255 bytes at most, and the compiler writes the files to disk where a project asks for it: of a
    /// longer name, its beginning and a number that stands for all of it.
    /// </summary>
    public static string File(string name) => $"{(Encoding.UTF8.GetByteCount(name) <= MostBytes ? name : $"{name.Substring(0, LettersKept)}-{Hash(name)}")}.g.cs";

    private static string Hash(string name)
    {
        ulong hash = 14695981039346656037; // FNV-1a
        foreach (char letter in name)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static bool AreAlike(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsInside(string name, string other) => name.StartsWith(other + ".", StringComparison.OrdinalIgnoreCase);
}
