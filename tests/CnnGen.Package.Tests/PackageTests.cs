using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace CnnGen.Package.Tests;

/// <summary>The packed package, in projects that know nothing of this repository.</summary>
public class PackageTests(PackageFixture package)
{
    [Fact]
    public void Package_HoldsRuntimeGeneratorCodeFixesBuildFilesReadmeIcon_AndDependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.All(
            (string[])
            [
                "lib/net10.0/CnnGen.dll", "lib/net10.0/CnnGen.xml", "analyzers/dotnet/cs/CnnGen.Generator.dll", "analyzers/dotnet/cs/CnnGen.CodeFixes.dll",
                "build/net10.0/CnnGen.props", "build/net10.0/CnnGen.targets", "build/net10.0/CnnGen.Compiler.targets", "build/net10.0/CnnGen.Analyzers.targets", "build/net10.0/CnnGen.WithoutAnalyzers.globalconfig", "build/net10.0/CnnGen.Weights.targets",
                "buildTransitive/net10.0/CnnGen.props", "buildTransitive/net10.0/CnnGen.targets", "buildTransitive/net10.0/CnnGen.Compiler.targets", "buildTransitive/net10.0/CnnGen.Analyzers.targets", "buildTransitive/net10.0/CnnGen.WithoutAnalyzers.globalconfig", "buildTransitive/net10.0/CnnGen.Weights.targets",
                "tools/netstandard2.0/CnnGen.Build.dll",
                "README.md", "icon.png",
            ],
            file => Assert.Contains(file, files));

        // Targets for every framework would have NuGet take the package for fit for .NET 8, where the compiler then knows no CnnGen.
        Assert.DoesNotContain(files, file => file.StartsWith("build", StringComparison.Ordinal) && !file.Contains("/net10.0/", StringComparison.Ordinal));

        // The compiler, which loads the generator, has no workspaces.
        Assert.DoesNotContain("Microsoft.CodeAnalysis.Workspaces", References(archive, "analyzers/dotnet/cs/CnnGen.Generator.dll"));
        Assert.Contains("Microsoft.CodeAnalysis.Workspaces", References(archive, "analyzers/dotnet/cs/CnnGen.CodeFixes.dll"));
        Assert.Equal(2, files.Count(file => file.StartsWith("analyzers/", StringComparison.Ordinal)));
        Assert.InRange(archive.GetEntry("icon.png")!.Length, 1, 20_000);

        // The page that shows it is not beside the files that it names.
        using StreamReader readme = new(archive.GetEntry("README.md")!.Open());
        string text = readme.ReadToEnd();
        Assert.Contains("](https://github.com/cnngen/cnngen/blob/main/docs/from-keras.md)", text);
        Assert.DoesNotMatch(@"\]\((?!https?:|#)", text);

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

    private static string[] References(ZipArchive archive, string file)
    {
        using Stream stream = archive.GetEntry(file)!.Open();
        MemoryStream image = new();
        stream.CopyTo(image);
        image.Position = 0;
        using PEReader reader = new(image);
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
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

    [Fact]
    public void CodeFixes_AreThePackages_AndDotNetFormatAppliesThem()
    {
        string project = package.CreateProject(
            "Fixed",
            new() { ["Net.cs"] = "using CnnGen;\n\n[Input(4, 4, 1)]\n[Conv2D(2, 1), BatchNorm]\n[Conv2D(2, 9)]\n[Dense(3)]\nclass Net;\n" },
            ("OutputType", "Library"));

        _ = DotNet.RunToSuccess(project, "format", "analyzers", "--severity", "info", "--diagnostics", "CNN0001", "CNN0203", "CNN0201", "CNN0221");
        string mended = File.ReadAllText(Path.Combine(project, "Net.cs"));
        Assert.Contains("[Flatten]\n[Dense(3)]\npartial class Net;", mended);
        Assert.DoesNotContain("[Conv2D(2, 9)]", mended);

        // No bulk of fixes drops a bias: the weights may be trained with it.
        Assert.Contains("[Conv2D(2, 1), BatchNorm]", mended);
    }
}
