using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>What the README lists. Its code is in <see cref="Programs"/>, its error in <see cref="Faults"/>.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void TheTableOfLayers_ListsEveryLayerAttribute()
    {
        string[] attributes =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("runtime", "CnnGen", "Attributes"))
                .SelectMany(file => LayerClasses().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups[1].Value),
        ];
        Assert.NotEmpty(attributes);
        Assert.All(attributes, attribute => Assert.Contains($"`{attribute}", Readme.Text));
    }

    [GeneratedRegex("sealed class (\\w+)Attribute")]
    private static partial Regex LayerClasses();
}
