using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>The README's code, typed into a new project against the package: it must compile and say what the README says.</summary>
public partial class ReadmeTests(PackageFixture package)
{
    private static readonly string _readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void TheClassAndTheCall_CompileAndPrintTheSummary()
    {
        string project = package.CreateProject("Readme", new()
        {
            ["LeNet5.cs"] = Block("csharp", "class LeNet5"),
            ["Program.cs"] = Block("csharp", "LeNet5.Load"),
        });
        File.Copy(Repository.PathOf("samples", "Digits", "lenet5.safetensors"), Path.Combine(project, "lenet5.safetensors"));

        string printed = DotNet.RunToSuccess(project, "run", "-c", "Release").ReplaceLineEndings("\n");
        Assert.Contains(Block("text", "Multiply-adds").TrimEnd(), printed);
    }

    [Fact]
    public void TheBranches_CompileAndRun()
    {
        string project = package.CreateProject("Branches", new()
        {
            ["Gated.cs"] = $"using CnnGen;\n{Block("csharp", "class Gated")}",
            ["Program.cs"] = """
                float[] scores = new float[Gated.OutputLength];
                Gated.CreateRandom(1).Forward(new float[Gated.InputLength], scores);
                Console.WriteLine($"sum {scores.Sum():F3}");
                """,
        });
        Assert.Contains("sum 1.000", DotNet.RunToSuccess(project, "run", "-c", "Release"));
    }

    [Fact]
    public void ThePictures_CompileAndRun()
    {
        string project = package.CreateProject("Pictures", new()
        {
            ["Flowers.cs"] = Block("csharp", "class Flowers"),
            ["Program.cs"] = Block("csharp", "Flowers.CreateRandom"),
        });
        Assert.Contains("normalise from BGR", DotNet.RunToSuccess(project, "run", "-c", "Release"));
    }

    [Fact]
    public void TheWrongLayerAndTheBudget_GiveExactlyTheErrorsThatTheReadmeShows()
    {
        string wrong = Block("csharp", "class LeNet5").Replace("[Conv2D(16, 5,", "[Conv2D(16, 15,");
        Assert.Contains("[Conv2D(16, 15,", Block("csharp", "[Conv2D(16, 15,"));
        string costly = Block("csharp", "class LeNet5").Replace("[Input(32, 32, 1)]", "namespace Costly;\n[Budget(MaxParameters = 50_000)]\n[Input(32, 32, 1)]");
        string project = package.CreateProject("Wrong", new() { ["LeNet5.cs"] = wrong, ["Costly.cs"] = costly }, ("OutputType", "Library"));

        (int exitCode, string output) = DotNet.Run(project, "build", "-c", "Release");
        Assert.NotEqual(0, exitCode);
        foreach (string error in new[] { "error CNN0201", "error CNN0405" })
        {
            string expected = Block("text", error).Trim();
            Assert.True(output.Contains(expected, StringComparison.Ordinal), $"The README says\n{expected}\nbut the build says\n{output}");
        }

        Assert.Equal(2, ErrorLines().Count(output.Split("Build FAILED")[0]));
    }

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
        Assert.All(attributes, attribute => Assert.Contains($"`{attribute}", _readme));
    }

    private static string Block(string language, string containing)
        => Blocks().Matches(_readme)
            .Where(match => match.Groups[1].Value == language && match.Groups[2].Value.Contains(containing))
            .Select(match => match.Groups[2].Value)
            .FirstOrDefault() ?? throw new InvalidOperationException($"The README has no {language} block with '{containing}'.");

    [GeneratedRegex("^```(\\w+)\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("error CNN")]
    private static partial Regex ErrorLines();

    [GeneratedRegex("sealed class (\\w+)Attribute")]
    private static partial Regex LayerClasses();
}
