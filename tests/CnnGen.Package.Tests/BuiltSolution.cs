using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>Projects in one folder, restored and built by one command. One that does not build keeps no other from being built.</summary>
internal sealed partial class BuiltSolution
{
    private readonly string _folder;
    private readonly string _configuration;
    private readonly string[] _lines;

    public BuiltSolution(PackageFixture package, string name, string configuration, IReadOnlyList<MatrixProject> projects)
    {
        string[] directories = [.. projects.Select(project => package.CreateProject(Path.Combine(name, project.Name), project.Files, project.Properties))];
        _folder = Path.GetDirectoryName(directories[0])!;
        _configuration = configuration;
        string paths = string.Concat(projects.Select(project => $"""<Project Path="{project.Name}/{project.Name}.csproj" />"""));
        File.WriteAllText(Path.Combine(_folder, "All.slnx"), $"<Solution>{paths}</Solution>");
        _lines = DotNet.Run(_folder, "build", "All.slnx", "-c", configuration).Output.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>What the build said of one project, once each: errors, warnings, and messages that have a code.</summary>
    public string[] ReportsOf(string project) =>
    [
        .. _lines
            .Where(line => line.Contains($"{Path.DirectorySeparatorChar}{project}.csproj") && Report().IsMatch(line))
            .Select(line => line.Trim())
            .Distinct(),
    ];

    /// <summary>What a project's program prints.</summary>
    public string Run(string project) => DotNet.RunToSuccess(_folder, Path.Combine(_folder, project, "bin", _configuration, "net10.0", $"{project}.dll")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\b(error|warning|message) [A-Z]+\d+\b|\berror ?:")]
    private static partial Regex Report();
}
