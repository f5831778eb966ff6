using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>The README's blocks of code and of text.</summary>
internal static partial class Readme
{
    public static string Text { get; } = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    /// <summary>The first block in a language that contains something.</summary>
    public static string Block(string language, string containing)
        => Blocks().Matches(Text)
            .Where(match => match.Groups[1].Value == language && match.Groups[2].Value.Contains(containing))
            .Select(match => match.Groups[2].Value)
            .FirstOrDefault() ?? throw new InvalidOperationException($"The README has no {language} block with '{containing}'.");

    [GeneratedRegex("^```(\\w+)\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
