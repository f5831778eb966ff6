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
                "build/CnnGen.props", "build/CnnGen.targets", "build/CnnGen.Compiler.targets",
                "buildTransitive/CnnGen.props", "buildTransitive/CnnGen.targets", "buildTransitive/CnnGen.Compiler.targets",
                "README.md", "icon.png",
            ],
            file => Assert.Contains(file, files));
        // The compiler, which loads the generator, has no workspaces.
        Assert.DoesNotContain("Microsoft.CodeAnalysis.Workspaces", References(archive, "analyzers/dotnet/cs/CnnGen.Generator.dll"));
        Assert.Contains("Microsoft.CodeAnalysis.Workspaces", References(archive, "analyzers/dotnet/cs/CnnGen.CodeFixes.dll"));
        Assert.Equal(2, files.Count(file => file.StartsWith("analyzers/", StringComparison.Ordinal)));
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
    public void ConsoleProject_RunsANetwork_WithWarningsAsErrors()
    {
        string project = package.CreateProject(
            "Console",
            new()
            {
                ["Program.cs"] = """
                    using CnnGen;

                    var net = App.Outer.Tiny.CreateRandom(7);
                    float[] output = new float[App.Outer.Tiny.OutputLength];
                    net.Forward(new float[App.Outer.Tiny.InputLength], output);
                    Console.WriteLine($"sum {output.Sum():F4} of {output.Length}, {App.Outer.Tiny.ParameterCount} parameters");

                    namespace App
                    {
                        internal static partial class Outer
                        {
                            [Input(9, 7, 2)]
                            [Conv2D(5, 3, Padding = Padding.Same, Activation = Activation.ELU)]
                            [MaxPool2D(2, Stride = 1)]
                            [Flatten, Dense(3), Softmax]
                            internal sealed partial class Tiny;
                        }
                    }
                    """,
            },
            ("TreatWarningsAsErrors", "true"),
            ("AnalysisLevel", "latest"));

        Assert.Contains("sum 1.0000 of 3, 818 parameters", DotNet.RunToSuccess(project, "run", "-c", "Release"));
    }

    [Fact]
    public void OldStyleProject_WithoutNullableOrImplicitUsings_InCSharp12_Builds()
    {
        string project = package.CreateProject(
            "Old",
            new()
            {
                ["Program.cs"] = """
                    internal static class Program
                    {
                        private static void Main() => System.Console.WriteLine(Net.Summary);
                    }

                    [CnnGen.Input(4, 4, 1), CnnGen.AvgPool2D(2)]
                    public partial class Net
                    {
                    }
                    """,
            },
            ("LangVersion", "12"),
            ("Nullable", "disable"),
            ("ImplicitUsings", "disable"),
            ("GenerateDocumentationFile", "true"),
            ("NoWarn", "CS1591"),
            ("TreatWarningsAsErrors", "true"));

        Assert.Contains("avgpool1", DotNet.RunToSuccess(project, "run", "-c", "Release"));
    }

    [Fact]
    public void ProjectThatForbidsPointers_IsToldSo()
    {
        string project = package.CreateProject(
            "Safe",
            new() { ["Net.cs"] = "[CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)] public partial class Net;" },
            ("OutputType", "Library"),
            ("AllowUnsafeBlocks", "false"));

        (int exitCode, string output) = DotNet.Run(project, "build", "-c", "Release");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CNN0403: The code of network 'Net' uses pointers", output);
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

    [Fact]
    public void CompilerOlderThanTheGenerators_IsNamed_AndTheNeededOneToo()
    {
        string project = package.CreateProject(
            "Compiler",
            new() { ["Net.cs"] = "[CnnGen.Input(4, 4, 1), CnnGen.MaxPool2D(2)] public partial class Net;" },
            ("OutputType", "Library"));

        // What is said on the command line goes before what the SDK says of its compiler.
        (int exitCode, string output) = DotNet.Run(project, "build", "-c", "Release", "-p:CompilerApiVersion=roslyn4.14");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error CNN0411: This build's C# compiler is Roslyn 4.14, and CnnGen needs Roslyn 5.0 or newer: build with the .NET 10 SDK", output);
    }
}
