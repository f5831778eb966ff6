using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace CnnGen.Package.Tests;

/// <summary>The packed package, in projects that know nothing of this repository.</summary>
public class PackageTests(PackageFixture package)
{
    [Fact]
    public void Package_HoldsRuntimeGeneratorBuildFilesReadmeIcon_AndDependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.All(
            (string[])
            [
                "lib/net10.0/CnnGen.dll", "lib/net10.0/CnnGen.xml", "analyzers/dotnet/cs/CnnGen.Generator.dll",
                "build/CnnGen.props", "build/CnnGen.targets", "build/CnnGen.Compiler.targets",
                "buildTransitive/CnnGen.props", "buildTransitive/CnnGen.targets", "buildTransitive/CnnGen.Compiler.targets",
                "README.md", "icon.png",
            ],
            file => Assert.Contains(file, files));
        Assert.InRange(archive.GetEntry("icon.png")!.Length, 1, 20_000);

        XElement documentation = Read(archive, "lib/net10.0/CnnGen.xml");
        Assert.Contains(documentation.Descendants("member"), member => member.Attribute("name")!.Value == "T:CnnGen.Conv2DAttribute");

        XElement metadata = Read(archive, "CnnGen.nuspec").Elements().Single();
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("MIT", Field("license").Value);
        Assert.Equal("README.md", Field("readme").Value);
        Assert.Equal("icon.png", Field("icon").Value);
        Assert.Equal("https://github.com/cnngen/cnngen", Field("projectUrl").Value);
        Assert.Equal("https://github.com/cnngen/cnngen", Field("repository").Attribute("url")!.Value);
        if (Path.Exists(Repository.PathOf(".git")))
        {
            Assert.Matches("^[0-9a-f]{40}$", Field("repository").Attribute("commit")?.Value);
        }

        Assert.Contains("source-generator", Field("tags").Value.Split(' '));
        Assert.NotEmpty(Field("releaseNotes").Value);

        XElement Field(string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
    }

    private static XElement Read(ZipArchive archive, string file)
    {
        using Stream stream = archive.GetEntry(file)!.Open();
        return XDocument.Load(stream).Root!;
    }

    [Fact]
    public void Pack_IsDeterministic()
    {
        Assert.All(
            (string[])["lib/net10.0/CnnGen.dll", "analyzers/dotnet/cs/CnnGen.Generator.dll"],
            file =>
            {
                // The compiler writes this entry where the same sources give the same bytes.
                using PEReader library = new(package.Open(file));
                Assert.Contains(library.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            });

        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        Assert.SkipUnless(archive.GetEntry("package/services/metadata/core-properties/nuget.psmdcp") is not null, "This SDK's NuGet gives a file of each package a random name; NuGet 7.9's does not.");
        Assert.Equal(File.ReadAllBytes(package.PackagePath), File.ReadAllBytes(package.PackAgain()));
    }
}
