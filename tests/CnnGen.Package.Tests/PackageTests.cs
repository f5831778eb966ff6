using System.IO.Compression;
using System.Xml.Linq;

namespace CnnGen.Package.Tests;

/// <summary>The packed package, in projects that know nothing of this repository.</summary>
public class PackageTests(PackageFixture package)
{
    [Fact]
    public void Package_HoldsRuntimeGeneratorPropsReadme_AndDependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.PackagePath);
        string[] files = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.All(
            (string[])["lib/net10.0/CnnGen.dll", "lib/net10.0/CnnGen.xml", "analyzers/dotnet/cs/CnnGen.Generator.dll", "build/CnnGen.props", "buildTransitive/CnnGen.props", "README.md"],
            file => Assert.Contains(file, files));

        using Stream nuspec = archive.GetEntry("CnnGen.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Equal("MIT", metadata.Elements().Single(element => element.Name.LocalName == "license").Value);
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
}
