namespace CnnGen.Tests;

/// <summary>
/// A program that runs tests of this assembly on an emulated machine, by reflection: xUnit's own runner needs OpenSSL, of which the emulated
/// machine would need a build of its own.
/// </summary>
internal static class Arm64Runner
{
    public const string Name = "Arm64Runner";

    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Takes the assembly's file and the names of classes; its last line says how many tests passed and failed.</summary>
    public const string Program = """
        using System.Collections;
        using System.Reflection;
        using System.Runtime.Loader;

        string folder = AppContext.BaseDirectory;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        Assembly tests = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(folder, args[0]));
        (int passed, int failed) = (0, 0);
        foreach (Type type in args[1..].Select(name => tests.GetType(name, throwOnError: true)!))
        {
            foreach (MethodInfo method in type.GetMethods().Where(method => Has(method, "FactAttribute") || Has(method, "TheoryAttribute")))
            {
                foreach (object?[] row in Rows(type, method))
                {
                    try
                    {
                        method.Invoke(Activator.CreateInstance(type), row);
                        passed++;
                    }
                    catch (TargetInvocationException e) when (e.InnerException!.GetType().Name != "SkipException")
                    {
                        failed++;
                        Console.WriteLine($"{type.Name}.{method.Name}({string.Join(", ", row)}): {e.InnerException}");
                    }
                }
            }
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;

        static bool Has(MethodInfo method, string attribute) => method.GetCustomAttributes().Any(given => given.GetType().Name == attribute);

        static IEnumerable<object?[]> Rows(Type type, MethodInfo method)
        {
            object[] data = [.. method.GetCustomAttributes().Where(given => given.GetType().Name is "InlineDataAttribute" or "MemberDataAttribute")];
            return data.Length == 0 ? [[]] : data.SelectMany(given => given.GetType().Name == "InlineDataAttribute"
                ? [Converted(method, (object?[])given.GetType().GetProperty("Data")!.GetValue(given)!)]
                : Members(type, method, (string)given.GetType().GetProperty("MemberName")!.GetValue(given)!));
        }

        static IEnumerable<object?[]> Members(Type type, MethodInfo method, string member)
        {
            object rows = type.GetMethod(member) is { } of ? of.Invoke(null, null)! : type.GetProperty(member)!.GetValue(null)!;
            return ((IEnumerable)rows).Cast<object>().Select(row => Converted(method, row as object?[] ?? (object?[])row.GetType().GetInterface("ITheoryDataRow")!.GetMethod("GetData")!.Invoke(row, null)!));
        }

        static object?[] Converted(MethodInfo method, object?[] row)
            => [.. method.GetParameters().Select((parameter, i) => row[i] is IConvertible value && !parameter.ParameterType.IsEnum ? Convert.ChangeType(value, parameter.ParameterType) : row[i])];
        """;
}
