using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>The members that are generated into a network, and what stands in their way.</summary>
internal static class GeneratedMembers
{
    /// <summary>The constants that users may want in attributes, where they cannot be.</summary>
    public static readonly string[] Constants = ["InputLength", "OutputLength", "ParameterCount", "MultiplyAddCount"];

    /// <summary>Each name with the parameters of its methods; none, where it is no method.</summary>
    private static readonly Dictionary<string, string[]> _members = new()
    {
        ["InputLength"] = [],
        ["OutputLength"] = [],
        ["ParameterCount"] = [],
        ["MultiplyAddCount"] = [],
        ["Summary"] = [],
        ["Kernels"] = [],
        ["s_summary"] = [],
        ["s_threadArena"] = [],
        ["_packedWeights"] = [],
        ["Load"] =
        [
            "string", "string, CnnGen.WeightLayout", "System.IO.Stream", "System.IO.Stream, CnnGen.WeightLayout",
        ],
        ["CreateRandom"] = ["int"],
        ["Forward"] = ["System.ReadOnlySpan<float>, System.Span<float>"],
        ["ForwardBatch"] = ["System.ReadOnlySpan<float>, System.Span<float>, int"],
        ["Profile"] = ["System.ReadOnlySpan<float>, int"],
        ["RunSteps"] = ["float*, float*"],
        ["RunStep"] = ["int, float*, float*"],
    };

    /// <summary>No member can have the name of its class.</summary>
    public static bool AreNamed(string name) => _members.ContainsKey(name);

    /// <summary>The first member of the user's own that a generated one would clash with; null if there is none.</summary>
    public static string? Taken(INamedTypeSymbol type)
        => type.GetMembers().FirstOrDefault(member => _members.TryGetValue(member.Name, out string[] methods)
            && !member.IsImplicitlyDeclared
            && member.Locations.Any(IsUsers)
            && (member is not IMethodSymbol method || methods.Length == 0 || methods.Contains(Parameters(method))))?.Name;

    private static string Parameters(IMethodSymbol method)
        => string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(NullableFlowState.None)));

    /// <summary>The analyzer sees what was generated already.</summary>
    private static bool IsUsers(Location location)
        => location.SourceTree is { } tree && !tree.FilePath.Contains(typeof(NetworkGenerator).FullName);
}
