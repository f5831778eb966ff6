using System.Reflection;

namespace CnnGen.Package.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Setting("RepositoryRoot");

    public static string Configuration { get; } = Setting("Configuration");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>What the project of these tests says.</summary>
    public static string Setting(string key)
        => typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == key).Value!;
}
