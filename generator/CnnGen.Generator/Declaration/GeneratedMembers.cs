using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>The members that are generated into a network, and what stands in their way.</summary>
internal static class GeneratedMembers
{
    /// <summary>The constants that users may want in attributes, where they cannot be.</summary>
    public static readonly string[] Constants = ["InputLength", "OutputLength", "ParameterCount", "MultiplyAddCount", "ArenaBytes", "WeightBytes"];

    /// <summary>Each name with the parameters of its methods; none, where it is no method.</summary>
    private static readonly Dictionary<string, string[]> _members = new()
    {
        ["InputLength"] = [],
        ["OutputLength"] = [],
        ["ParameterCount"] = [],
        ["MultiplyAddCount"] = [],
        ["ArenaBytes"] = [],
        ["WeightBytes"] = [],
        ["Summary"] = [],
        ["Layers"] = [],
        ["Kernels"] = [],
        ["s_summary"] = [],
        ["s_threadArena"] = [],
        ["s_threadInput"] = [],
        ["_packedWeights"] = [],
        ["_fileWeights"] = [],
        ["Load"] =
        [
            "string", "string, CnnGen.WeightLayout", "System.IO.Stream", "System.IO.Stream, CnnGen.WeightLayout",
        ],
        ["CreateRandom"] = ["int"],
        ["Forward"] = ["System.ReadOnlySpan<float>, System.Span<float>", "System.ReadOnlySpan<byte>, System.Span<float>"],
        ["ForwardTraced"] = ["System.ReadOnlySpan<float>, System.Span<float>, CnnGen.LayerObserver"],
        ["RunTraced"] = ["System.ReadOnlySpan<float>, System.Span<float>, CnnGen.LayerObserver, bool"],
        [SelfTest] = [""],
        ["ForwardParallel"] = ["System.ReadOnlySpan<float>, System.Span<float>, int"],
        ["ForwardBatch"] = ["System.ReadOnlySpan<float>, System.Span<float>, int"],
        ["Profile"] = ["System.ReadOnlySpan<float>, int"],
        ["RunSteps"] = ["float*, float*", "byte*, float*"],
        ["RunStep"] = ["int, int, int, float*, float*, float*"],
        ["ThreadArena"] = [""],
    };

    /// <summary>The member that only some networks have.</summary>
    private const string SelfTest = "SelfTest";

    /// <summary>No member can have the name of its class.</summary>
    public static bool AreNamed(string name) => _members.ContainsKey(name);

    /// <summary>The names of the members of the user's own that generated ones would clash with.</summary>
    public static IEnumerable<string> Taken(INamedTypeSymbol type)
        => type.GetMembers()
            .Where(member => _members.TryGetValue(member.Name, out string[] methods)
                && IsUsersOwn(member)
                && (member.Name != SelfTest || HasSelfTest(type))
                && (member is not IMethodSymbol method || methods.Length == 0 || methods.Contains(Parameters(method))))
            .Select(member => member.Name)
            .Distinct();

    /// <summary>Whether the class has a <c>Load()</c> of its own, which is one too many where the weights are a resource.</summary>
    public static bool HasLoad(INamedTypeSymbol type)
        => type.GetMembers("Load").OfType<IMethodSymbol>().Any(method => method is { Parameters.Length: 0, Arity: 0 } && IsUsersOwn(method));

    private static bool HasSelfTest(INamedTypeSymbol type)
        => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == DeclarationReader.SelfTestAttribute);

    /// <summary>Whether the user wrote the member: neither the compiler nor the generator, whose members the analyzer sees.</summary>
    public static bool IsUsersOwn(ISymbol member)
        => !member.IsImplicitlyDeclared
            && member.Locations.Any(location => location.SourceTree is { } tree && !tree.FilePath.Contains(typeof(NetworkGenerator).FullName));

    private static string Parameters(IMethodSymbol method)
        => string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(NullableFlowState.None)));
}
