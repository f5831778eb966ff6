using CnnGen.TestKit;

namespace CnnGen.Conformance;

/// <summary>The oracles agree: ONNX Runtime and <see cref="ReferenceInterpreter"/>, which share no code, on the networks that tests draw.</summary>
public class OracleTests
{
    [Fact]
    public void Graphs() => AssertAgree(RandomGraphTests.Seeds.Select(seed => (RandomGraphs.Create(seed), seed)));

    [Fact]
    public void Chains() => AssertAgree(RandomGraphTests.Seeds.Select(seed => (RandomNetworks.Create(seed), seed)));

    private static void AssertAgree(IEnumerable<(TestNetwork Network, int Seed)> checks)
    {
        string[] faults = [.. checks.AsParallel().Select(check => Fault(check.Network, check.Seed)).OfType<string>()];
        Assert.True(faults.Length == 0, $"{faults.Length} networks\n{string.Join('\n', faults.Take(5))}");
    }

    private static string? Fault(TestNetwork network, int seed)
    {
        Dictionary<string, Tensor> weights = TestWeights.Random(network, seed);
        float[] input = TestWeights.Uniform(new Random(seed), (int)network.Input.Length, 1.5);
        double[] expected = ReferenceInterpreter.Run(network, weights, input);
        try
        {
            using OnnxOracle oracle = new(network, weights);
            float[] found = [.. oracle.Run(input).Select(value => (float)value)];
            return Closeness.Difference(expected, found, GraphCheck.Tolerance, GraphCheck.LeastScale) is { } fault ? $"seed {seed}: {fault}\n{network.ToSource()}" : null;
        }
        catch (Exception exception)
        {
            return $"seed {seed}: {exception.Message}\n{network.ToSource()}";
        }
    }
}
