using System.Reflection;

namespace CnnGen.Generator.Tests;

/// <summary>Where these tests were built from: compiled paths do not say it, since a build on CI makes them deterministic.</summary>
internal static class Project
{
    public static string Directory { get; } = typeof(Project).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "ProjectDirectory").Value!;
}
