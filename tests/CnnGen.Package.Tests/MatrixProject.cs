namespace CnnGen.Package.Tests;

/// <summary>A project that is built together with others: what is in it, how it is set up, and what comes of it.</summary>
/// <param name="Expected">What its program prints, nothing of a library; of a project that must not build, its only error.</param>
/// <param name="Properties">MSBuild's, as <c>("Nullable", "disable")</c>.</param>
internal sealed record MatrixProject(string Name, string Expected, Dictionary<string, string> Files, params (string Name, string Value)[] Properties)
{
    /// <summary>The file that has a project refer to another beside it.</summary>
    public static KeyValuePair<string, string> ReferenceTo(string name) => KeyValuePair.Create(
        "Directory.Build.targets",
        $"""<Project><ItemGroup><ProjectReference Include="../{name}/{name}.csproj" /></ItemGroup></Project>""");
}
