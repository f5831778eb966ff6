using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

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

    [Fact]
    public void TheReadmesLayerOfAnotherName_GivesTheErrorThatItShows()
    {
        string readme = File.ReadAllText(Path.Combine(_root, "README.md"));
        string source = CodeBlock().Match(readme).Groups[1].Value;
        using FileStream weights = File.OpenRead(Path.Combine(_root, "samples/Digits/lenet5.safetensors"));
        string[] tensors = [.. HeaderOf(weights).Select(tensor => $"{tensor.Key} F32 [{string.Join(", ", tensor.Value)}]")];
        WeightsList list = new WeightsList().With("lenet5.safetensors", "LeNet5", tensors);
        Assert.Empty(NetworkCompiler.Analyze(list, source));

        Diagnostic error = Assert.Single(NetworkCompiler.Analyze(list, source.Replace("[Dense(84,", "[Dense(84, Name = \"fc\",")));
        LinePosition place = error.Location.GetLineSpan().StartLinePosition;
        Assert.Contains($"LeNet5.cs({place.Line + 1},{place.Character + 1}): error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}\n", readme);
    }

    /// <summary>The names and shapes of a safetensors file.</summary>
    private static Dictionary<string, int[]> HeaderOf(Stream file)
    {
        using BinaryReader reader = new(file);
        byte[] header = reader.ReadBytes((int)reader.ReadInt64());
        return JsonDocument.Parse(header).RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__")
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()).ToArray());
    }

    [GeneratedRegex(@"\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
