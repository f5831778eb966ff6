using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Conformance;

/// <summary>
/// Random graphs, generated and compiled, against ONNX Runtime. A network that fails is shrunk, and printed as attributes with its seed.
/// </summary>
public class RandomGraphTests
{
    public const int FirstSeed = 7000;
    private const int BatchSize = 25;
    private const int MostShrunk = 3;

    /// <summary>How many graphs; more for a night's run.</summary>
    private const string CountVariable = "CNNGEN_RANDOM_GRAPHS";

    public static IEnumerable<int> Seeds { get; } =
        Enumerable.Range(FirstSeed, int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? "500"));

    [Fact]
    public void RandomGraphs_EqualOnnxRuntime()
    {
        (TestNetwork Network, int Seed, string Fault)[] faults =
        [
            .. Seeds.Select(seed => (Network: RandomGraphs.Create(seed), seed)).Chunk(BatchSize).AsParallel().SelectMany(Faults),
        ];
        Assert.True(faults.Length == 0, $"{faults.Length} networks\n{string.Join('\n', faults.OrderBy(fault => fault.Seed).Take(MostShrunk).Select(Describe))}");
    }

    [Fact]
    public void RandomGraphs_PassTheAnalyzer()
    {
        string source = TestNetwork.ToFile(Seeds.Select(seed => RandomGraphs.Create(seed)));
        string[] faults =
        [
            .. NetworkCompiler.Analyze(source).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(diagnostic => diagnostic.ToString()),
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(10)));
    }

    /// <summary>The faults among networks that are compiled together, because Roslyn likes large compilations; alone where that fails.</summary>
    private static IEnumerable<(TestNetwork Network, int Seed, string Fault)> Faults((TestNetwork Network, int Seed)[] checks)
    {
        Func<TestNetwork, int, string?> check;
        try
        {
            CompiledNetworks compiled = NetworkCompiler.Compile(checks.Select(item => item.Network));
            check = (network, seed) => GraphCheck.Fault(network, compiled, seed);
        }
        catch (Exception)
        {
            check = GraphCheck.FaultAlone;
        }

        foreach ((TestNetwork network, int seed) in checks)
        {
            if (check(network, seed) is { } fault)
            {
                yield return (network, seed, fault);
            }
        }
    }

    private static string Describe((TestNetwork Network, int Seed, string Fault) fault)
    {
        // All that is drawn is valid: refused by the analyzer, it is at fault for that.
        Func<TestNetwork, string?> check = GraphCheck.Refusal(fault.Network) is null ? network => GraphCheck.FaultAlone(network, fault.Seed) : GraphCheck.Refusal;
        TestNetwork smallest = Shrinker.Shrink(fault.Network, candidate => check(candidate) is not null);
        string words = check(smallest) ?? $"not when compiled alone, but with others {fault.Fault}";
        return $"seed {fault.Seed}, shrunk from {fault.Network.Layers.Count} layers to {smallest.Layers.Count}: {words}\n{smallest.ToSource()}";
    }
}
