using System.Globalization;
using System.Text.RegularExpressions;

namespace CnnGen.Generator.Weights;

/// <summary>
/// A line of the listing that the build hands to the compiler: fields with tabs between them. A tensor's name may hold any character, so
/// those that end a field or a line are escaped. The build task shares this file.
/// </summary>
internal static class ListingLine
{
    /// <summary>What the listing's name ends with.</summary>
    public const string FileEnding = ".cnnweights";

    /// <summary>What a weights file's line begins with; path, networks, layout, resource, project, line and column in it, code of the fault and fault follow.</summary>
    public const string File = "file";

    /// <summary>What the line of a tensor of the file above begins with; name, type and shape follow.</summary>
    public const string Tensor = "tensor";

    private const char Separator = '\t';

    public static string Join(params string[] fields) => string.Join($"{Separator}", fields.Select(Escape));

    public static string[] Split(string line) => [.. line.Split(Separator).Select(Unescape)];

    private static string Escape(string field)
        => Regex.Replace(field, @"[\\\p{Cc}\p{Zl}\p{Zp}]", found => $"\\u{(int)found.Value[0]:X4}");

    private static string Unescape(string field)
        => Regex.Replace(field, @"\\u([0-9A-F]{4})", found => $"{(char)ushort.Parse(found.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)}");
}
