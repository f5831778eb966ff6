using System.Globalization;
using System.IO.Compression;

[assembly: AssemblyFixture(typeof(CnnGen.Package.Tests.PackageFixture))]

namespace CnnGen.Package.Tests;

/// <summary>
/// Packs CnnGen once into the local feed, and makes projects that use it: in a folder of their own outside the repository, with a
/// package cache of their own, so that nothing but the package can help them.
/// </summary>
public sealed class PackageFixture : IDisposable
{
    private readonly string _feed = Repository.PathOf("tests", "packages");
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("cnngen-package-");

    public PackageFixture()
    {
        // A version of its own, above every released one of the same number, so that no cache holds it.
        Version = "0.1.1-test." + DateTime.UtcNow.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
        Pack(_feed);
    }

    /// <summary>Packs CnnGen a second time; the result is the package's path.</summary>
    public string PackAgain()
    {
        string directory = Directory.CreateDirectory(Path.Combine(_work.FullName, "again")).FullName;
        Pack(directory);
        return Path.Combine(directory, Path.GetFileName(PackagePath));
    }

    private void Pack(string directory) => DotNet.RunToSuccess(
        Repository.Root,
        "pack", Repository.PathOf("runtime", "CnnGen"), "-c", Repository.Configuration, "--no-build", "-o", directory, $"-p:PackageVersion={Version}");

    /// <summary>Packs the tool and installs it; the result is its executable.</summary>
    public string InstallTool()
    {
        _ = DotNet.RunToSuccess(
            Repository.Root,
            "pack", Repository.PathOf("tools", "CnnGen.Tool"), "-c", Repository.Configuration, "--no-build", "-o", _feed, $"-p:PackageVersion={Version}");
        string directory = Directory.CreateDirectory(Path.Combine(_work.FullName, "tool")).FullName;
        _ = DotNet.RunToSuccess(_work.FullName, "tool", "install", "CnnGen.Tool", "--tool-path", directory, "--version", Version, "--add-source", _feed, "--no-cache");
        return Directory.EnumerateFiles(directory, "cnngen*").Single();
    }

    public string Version { get; }

    public string PackagePath => Path.Combine(_feed, $"CnnGen.{Version}.nupkg");

    /// <summary>A file of the package, from its first byte.</summary>
    public MemoryStream Open(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(PackagePath);
        using Stream entry = archive.GetEntry(file)!.Open();
        MemoryStream content = new();
        entry.CopyTo(content);
        content.Position = 0;
        return content;
    }

    /// <summary>A new project with these files, in a folder of its name. Properties are MSBuild's, as <c>("Nullable", "disable")</c>.</summary>
    public string CreateProject(string name, Dictionary<string, string> files, params (string Name, string Value)[] properties)
    {
        string directory = Directory.CreateDirectory(Path.Combine(_work.FullName, name)).FullName;
        string settings = string.Concat(properties.Select(property => $"<{property.Name}>{property.Value}</{property.Name}>"));
        File.WriteAllText(Path.Combine(directory, $"{Path.GetFileName(name)}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <RestorePackagesPath>{Path.Combine(_work.FullName, "packages")}</RestorePackagesPath>
                {settings}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CnnGen" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(directory, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="cnngen-local" value="{_feed}" />
              </packageSources>
            </configuration>
            """);
        foreach ((string file, string text) in files)
        {
            File.WriteAllText(Path.Combine(directory, file), text);
        }

        return directory;
    }

    public void Dispose()
    {
        _work.Delete(recursive: true);
        foreach (string file in Directory.EnumerateFiles(_feed, $"CnnGen.*{Version}.*"))
        {
            File.Delete(file);
        }
    }
}
