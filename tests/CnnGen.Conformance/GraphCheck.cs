using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Conformance;

/// <summary>Generated code against ONNX Runtime, on one network.</summary>
internal static class GraphCheck
{
    public const double Tolerance = 1e-4;

    // Sums of numbers around 1 that cancel out to less than this have lost the digits, whoever adds them.
    public const double LeastScale = 0.01;

    /// <summary>What is wrong with the network, in words; null if nothing.</summary>
    public static string? Fault(TestNetwork network, CompiledNetworks compiled, int seed)
    {
        try
        {
            CompiledNetwork generated = compiled[network.ClassName];
            if (generated.InputLength != network.Input.Length || generated.OutputLength != network.Output.Length)
            {
                return $"lengths {generated.InputLength} -> {generated.OutputLength}, not {network.Input.Length} -> {network.Output.Length}";
            }

            Dictionary<string, Tensor> weights = TestWeights.Random(network, seed);
            using OnnxOracle oracle = new(network, weights);
            string? first = FaultOf(network, generated.Load(weights), oracle, seed);

            // Where numbers are counted, Keras's result is another.
            return first is not null || network.HangsOnCounting
                ? first
                : (FaultOf(network, generated.Load(TestWeights.ToKeras(network, weights), WeightLayout.Keras), oracle, seed) is { } fault ? $"Keras's layout, {fault}" : null);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>As <see cref="Fault"/>, of a network compiled alone; what the analyzer refuses is no fault.</summary>
    public static string? FaultAlone(TestNetwork network, int seed)
    {
        if (Refusal(network) is not null)
        {
            return null;
        }

        try
        {
            return Fault(network, NetworkCompiler.Compile([network]), seed);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>Why the analyzer refuses the network; null if it does not.</summary>
    public static string? Refusal(TestNetwork network) => NetworkCompiler.Analyze(TestNetwork.ToFile([network]))
        .FirstOrDefault(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)?.ToString();

    private static string? FaultOf(TestNetwork network, NetworkInstance instance, OnnxOracle oracle, int seed)
    {
        float[] input = TestWeights.Uniform(new Random(seed), (int)network.Input.Length, 1.5);
        float[] other = TestWeights.Uniform(new Random(~seed), input.Length, 1.5);
        float[] first = instance.GuardedForward(input);

        // Other inputs in between, one of them not numbers: a result that hangs on what a call left in memory shows.
        float[] second = instance.GuardedForward(other);
        instance.GuardedForward([.. Enumerable.Repeat(float.NaN, input.Length)]);
        double[] expected = oracle.Run(input);
        return Closeness.Difference(expected, first, Tolerance, LeastScale)
            ?? Closeness.Difference(oracle.Run(other), second, Tolerance, LeastScale)
            ?? (first.AsSpan().SequenceEqual(instance.GuardedForward(input)) ? null : "the same input gave another result after other inputs")
            ?? (Closeness.Difference(expected, instance.ForwardParallel(input, 2), Tolerance, LeastScale) is { } fault ? $"in parallel, {fault}" : null);
    }
}
