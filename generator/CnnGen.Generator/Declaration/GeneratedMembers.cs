using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Declaration;

/// <summary>The members that are generated into a network, and what stands in their way.</summary>
internal static class GeneratedMembers
{
    /// <summary>The constants that users may want in attributes, where they cannot be.</summary>
    public static readonly string[] Constants = ["InputLength", "OutputLength", "ParameterCount", "MultiplyAddCount", "ArenaBytes", "WeightBytes"];

    // Members that no user sees. The emitters take their names from here.
    public const string Kernels = "Kernels";
    public const string SummaryField = "s_summary";
    public const string ArenaField = "s_threadArena";
    public const string InputField = "s_threadInput";
    public const string PackedWeights = "_packedWeights";
    public const string FileWeights = "_fileWeights";
    public const string FileOrder = "_channelsFirst";
    public const string RunTraced = "RunTraced";
    public const string RunSteps = "RunSteps";
    public const string RunStep = "RunStep";
    public const string ThreadArena = "ThreadArena";

    // The methods that a base class may declare, to be overridden.
    public const string Forward = "Forward(System.ReadOnlySpan<float>, System.Span<float>)";
    public const string ForwardOfBytes = "Forward(System.ReadOnlySpan<byte>, System.Span<float>)";
    public const string ForwardTraced = "ForwardTraced(System.ReadOnlySpan<float>, System.Span<float>, CnnGen.LayerObserver)";
    public const string ForwardParallel = "ForwardParallel(System.ReadOnlySpan<float>, System.Span<float>, int)";
    public const string ForwardBatch = "ForwardBatch(System.ReadOnlySpan<float>, System.Span<float>, int)";
    public const string Profile = "Profile(System.ReadOnlySpan<float>, int)";

    /// <summary>The public methods of an object, with what each gives.</summary>
    private static readonly Dictionary<string, string> _overriding = new()
    {
        [Forward] = "void",
        [ForwardOfBytes] = "void",
        [ForwardTraced] = "void",
        [ForwardParallel] = "void",
        [ForwardBatch] = "void",
        [Profile] = "CnnGen.NetworkProfile",
    };

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
        [Kernels] = [],
        [SummaryField] = [],
        [ArenaField] = [],
        [InputField] = [],
        [PackedWeights] = [],
        [FileWeights] = [],
        [FileOrder] = [],
        ["Load"] =
        [
            "string", "string, CnnGen.WeightLayout", "System.IO.Stream", "System.IO.Stream, CnnGen.WeightLayout",
        ],
        ["CreateRandom"] = ["int"],
        ["Forward"] = ["System.ReadOnlySpan<float>, System.Span<float>", "System.ReadOnlySpan<byte>, System.Span<float>"],
        ["ForwardTraced"] = ["System.ReadOnlySpan<float>, System.Span<float>, CnnGen.LayerObserver"],
        [RunTraced] = ["System.ReadOnlySpan<float>, System.Span<float>, CnnGen.LayerObserver, bool"],
        [SelfTest] = [""],
        ["ForwardParallel"] = ["System.ReadOnlySpan<float>, System.Span<float>, int"],
        ["ForwardBatch"] = ["System.ReadOnlySpan<float>, System.Span<float>, int"],
        ["Profile"] = ["System.ReadOnlySpan<float>, int"],
        [RunSteps] = ["float*, float*", "byte*, float*"],
        [RunStep] = ["int, CnnGen.Runtime.Part, float*, float*, float*"],
        [ThreadArena] = [""],
    };

    /// <summary>The member that only some networks have.</summary>
    private const string SelfTest = "SelfTest";

    /// <summary>No member can have the name of its class.</summary>
    public static bool AreNamed(string name) => _members.ContainsKey(name);

    /// <summary>Whether one of the members has the name, and of methods the parameters, too: they are clashing members of one class.</summary>
    public static bool Clash(ISymbol member)
        => _members.TryGetValue(member.Name, out string[] methods)
            && (member is not IMethodSymbol method || methods.Length == 0 || methods.Contains(Parameters(method)));

    /// <summary>A method's name and parameters, as the constants above have them.</summary>
    public static string SignatureOf(IMethodSymbol method) => $"{method.Name}({Parameters(method)})";

    /// <summary>What the generated method of this signature gives; null where there is none that a base class's could be overridden by.</summary>
    public static string? TypeOf(string signature) => _overriding.TryGetValue(signature, out string type) ? type : null;

    /// <summary>The names of the members of the user's own that generated ones would clash with.</summary>
    public static IEnumerable<string> Taken(INamedTypeSymbol type)
        => type.GetMembers()
            .Where(member => Clash(member) && IsUsersOwn(member) && (member.Name != SelfTest || HasSelfTest(type)))
            .Select(member => member.Name)
            .Distinct();

    /// <summary>Whether the class has a <c>Load()</c> of its own, which is one too many where the weights are a resource.</summary>
    public static bool HasLoad(INamedTypeSymbol type)
        => type.GetMembers("Load").OfType<IMethodSymbol>().Any(method => method is { Parameters.Length: 0, Arity: 0 } && IsUsersOwn(method));

    private static bool HasSelfTest(INamedTypeSymbol type)
        => type.GetAttributes().Any(KnownAttribute.SelfTest.Is);

    /// <summary>Whether the user wrote the member: neither the compiler nor the generator, whose members the analyzer sees.</summary>
    public static bool IsUsersOwn(ISymbol member)
        => !member.IsImplicitlyDeclared
            && member.Locations.Any(location => location.SourceTree is { } tree && !tree.FilePath.Contains(typeof(NetworkGenerator).FullName));

    private static string Parameters(IMethodSymbol method)
        => string.Join(", ", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(NullableFlowState.None)));
}
