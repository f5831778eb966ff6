using System.Xml.Linq;
using static CnnGen.Package.Tests.Readme;

namespace CnnGen.Package.Tests;

/// <summary>What a user's tests are said to cover.</summary>
public class CoverageTests(PackageFixture package)
{
    private static readonly string[] _packages = ["coverlet.collector", "Microsoft.NET.Test.Sdk", "xunit.v3", "xunit.runner.visualstudio"];

    [Fact]
    public void OnlyTheUsersOwnLinesCount()
    {
        _ = package.CreateProject(
            "Covered/Library",
            new()
            {
                ["LeNet5.cs"] = Block("csharp", "class LeNet5"),
                ["Labels.cs"] = "public static class Labels { public static string Of(int digit) => $\"a {digit}\"; }",
            },
            ("OutputType", "Library"));
        string tests = package.CreateProject(
            "Covered/Library.Tests",
            new()
            {
                ["LabelTests.cs"] = "public class LabelTests { [Xunit.Fact] public void Two() => Xunit.Assert.Equal(\"a 2\", Labels.Of(2)); }",
                ["Directory.Build.targets"] = $"""
                    <Project>
                      <ItemGroup>
                        {string.Concat(_packages.Select(name => $"<PackageReference Include=\"{name}\" Version=\"{Repository.Setting(name)}\" />"))}
                        <ProjectReference Include="../Library/Library.csproj" />
                      </ItemGroup>
                    </Project>
                    """,
            },
            ("IsTestProject", "true"),
            ("RestoreFallbackFolders", Repository.Setting("NuGetPackageRoot")));

        _ = DotNet.RunToSuccess(tests, "test", "--collect", "XPlat Code Coverage", "--results-directory", "results");
        string report = Assert.Single(Directory.GetFiles(Path.Combine(tests, "results"), "coverage.cobertura.xml", SearchOption.AllDirectories));
        XElement coverage = XDocument.Load(report).Root!;
        Assert.Equal(("1", "1", "1"), ((string?)coverage.Attribute("line-rate"), (string?)coverage.Attribute("lines-covered"), (string?)coverage.Attribute("lines-valid")));
        Assert.Equal(["Labels"], coverage.Descendants("class").Select(type => type.Attribute("name")!.Value));
    }
}
