using System.Text.RegularExpressions;

namespace CnnGen.Generator.Tests;

/// <summary>What the guides say about files and about generated code.</summary>
public partial class GuideTests
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Project.Directory, "../.."));

    public static TheoryData<string> Guides() => [.. new[] { "README.md", "CONTRIBUTING.md" }.Concat(Directory.GetFiles(Path.Combine(_root, "docs"), "*.md").Select(path => Path.GetRelativePath(_root, path)))];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Links_LeadToFiles(string guide)
    {
        string folder = Path.GetDirectoryName(Path.Combine(_root, guide))!;
        string[] links = [.. Link().Matches(File.ReadAllText(Path.Combine(_root, guide))).Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("http", StringComparison.Ordinal))];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{guide} links to {link}, which does not exist"));
    }

    [Fact]
    public void StepsOfLeNet5_AreThoseOfTheSnapshot()
    {
        string guide = File.ReadAllText(Path.Combine(_root, "docs", "how-the-generated-code-works.md"));
        string snapshot = File.ReadAllText(Path.Combine(_root, "tests/CnnGen.Generator.Tests/_snapshots/SnapshotTests.LeNet5#LeNet5.g.verified.cs"));
        string[] steps = CodeBlock().Match(guide).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, steps.Length);
        Assert.All(steps, line => Assert.Contains(line.TrimEnd(), snapshot));
    }

    [GeneratedRegex(@"\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
