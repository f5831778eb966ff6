using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace CnnGen.Package.Tests;

/// <summary>What is public in the packed library is what <c>PublicAPI.*.txt</c> list: found by reflection, where the build's own check looks at the sources.</summary>
public partial class PublicApiTests(PackageFixture package)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void ThePackedLibrary_HasExactlyTheListedMembers()
    {
        string[] listed =
        [
            .. ((string[])["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"])
                .SelectMany(file => File.ReadLines(Repository.PathOf("runtime", "CnnGen", file)))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => Name().Match(line).Groups[1].Value)
                .Order(StringComparer.Ordinal),
        ];
        string[] found = [.. Load().GetExportedTypes().SelectMany(Members).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(listed);
        Assert.Equal(listed, found);
    }

    private Assembly Load()
    {
        using MemoryStream library = package.Open("lib/net10.0/CnnGen.dll");
        return new AssemblyLoadContext("packed").LoadFromStream(library);
    }

    /// <summary>The type, and all that a user of it, or of a class derived from it, can name; accessors apart, overloads once each.</summary>
    private static IEnumerable<string> Members(Type type)
    {
        string name = type.FullName!.Replace('+', '.');
        IEnumerable<string> members = type switch
        {
            { IsEnum: true } => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name),
            _ when type.IsSubclassOf(typeof(Delegate)) => [],
            _ =>
            [
                .. type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field => field.Name),
                .. type.GetConstructors(Declared).Where(IsListed).Select(_ => type.Name),
                .. type.GetMethods(Declared).Where(method => IsListed(method) && !method.IsSpecialName).Select(method => method.Name),
                .. type.GetProperties(Declared).Where(property => !property.IsDefined(typeof(CompilerGeneratedAttribute))).SelectMany(property => property.GetAccessors(nonPublic: true).Where(IsVisible).Select(Accessor)),
                .. type.IsValueType ? [type.Name] : Array.Empty<string>(),
            ],
        };
        return members.Select(member => $"{name}.{member}").Prepend(name);
    }

    /// <summary>What a record has without being written is not listed.</summary>
    private static bool IsListed(MethodBase method) => IsVisible(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Accessor(MethodInfo accessor)
    {
        string property = accessor.Name[4..];
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return $"{property}.{(isInit ? "init" : accessor.Name[..3])}";
    }

    [GeneratedRegex(@"^(?:(?:static|const|override|virtual|abstract|readonly|sealed) )*([\w.]+)")]
    private static partial Regex Name();
}
