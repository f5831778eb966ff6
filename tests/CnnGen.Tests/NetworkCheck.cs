using System.Reflection;
using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>All that is asked of one random network.</summary>
internal static class NetworkCheck
{
    // Well below the JIT's 60,000 bytes and 2,000 locals, past which it stops optimising. See JitTests.
    private const int MostBytes = 40_000;
    private const int MostLocals = 1_000;

    /// <summary>Checks networks, compiled together, each with the seed of its weights and inputs.</summary>
    public static void AssertRight(params (TestNetwork Network, int Seed)[] checks)
        => AssertRight(NetworkCompiler.Compile(checks.Select(check => check.Network)), checks);

    /// <summary>Checks networks of an assembly, each with the seed of its weights and inputs.</summary>
    public static void AssertRight(CompiledNetworks compiled, (TestNetwork Network, int Seed)[] checks)
    {
        List<string> faults = [.. LargeKernels(compiled)];
        foreach ((TestNetwork network, int seed) in checks)
        {
            if (Fault(network, compiled[network.ClassName], seed) is { } fault)
            {
                faults.Add($"seed {seed}: {fault}\n{network.ToSource()}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {checks.Length} networks\n{string.Join('\n', faults.Take(5))}");
    }

    /// <summary>What is wrong with the network, in words; null if nothing.</summary>
    public static string? Fault(TestNetwork network, CompiledNetwork compiled, int seed)
    {
        try
        {
            return FaultOrThrow(network, compiled, seed);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>The kernels that come near the JIT's limits, those for other machines too, which are not compiled here.</summary>
    private static IEnumerable<string> LargeKernels(CompiledNetworks compiled)
        => from type in compiled.Assembly.GetTypes()
           where type.Name == "Kernels"
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
           let body = method.GetMethodBody()
           where body.GetILAsByteArray()!.Length > MostBytes || body.LocalVariables.Count > MostLocals
           select $"{type.DeclaringType!.Name}.{method.Name} has {body.GetILAsByteArray()!.Length} bytes of IL and {body.LocalVariables.Count} locals.";

    private static string? FaultOrThrow(TestNetwork network, CompiledNetwork compiled, int seed)
    {
        Dictionary<string, Tensor> weights = TestWeights.Random(network, seed);
        long parameters = weights.Where(pair => !pair.Key.Contains(".running_", StringComparison.Ordinal)).Sum(pair => (long)pair.Value.Values.Length);
        if (compiled.InputLength != network.Input.Length || compiled.OutputLength != network.Output.Length)
        {
            return $"lengths {compiled.InputLength} -> {compiled.OutputLength}, not {network.Input.Length} -> {network.Output.Length}";
        }

        if (compiled.ParameterCount != parameters)
        {
            return $"ParameterCount {compiled.ParameterCount}, not {parameters}";
        }

        string shapes = string.Join(' ', compiled.Summary.Shapes());
        string expectedShapes = string.Join(' ', network.Steps().Select(step => step.Output));
        if (shapes != expectedShapes)
        {
            return $"shapes {shapes}, not {expectedShapes}";
        }

        string? fault = FaultOf(network, compiled.Load(weights), weights, seed);
        if (fault is null && seed % 3 == 0)
        {
            Dictionary<string, Tensor> keras = TestWeights.ToKeras(network, weights);
            fault = FaultOf(network, compiled.Load(keras, WeightLayout.Keras), weights, seed, WeightLayout.Keras) is { } f ? $"Keras's layout, {f}" : null;
        }

        return fault;
    }

    private static string? FaultOf(TestNetwork network, NetworkInstance instance, Dictionary<string, Tensor> weights, int seed, WeightLayout counting = WeightLayout.PyTorch)
    {
        float[] input = TestWeights.Uniform(new Random(seed), (int)network.Input.Length, 1.5);
        float[] other = TestWeights.Uniform(new Random(~seed), input.Length, 1.5);
        double[] expected = ReferenceInterpreter.Run(network, weights, input, counting);
        float[] first = instance.GuardedForward(input);

        // Other inputs in between, one of them not numbers: a result that hangs on what a call left in memory shows.
        double[] expectedOfOther = ReferenceInterpreter.Run(network, weights, other, counting);
        float[] second = instance.GuardedForward(other);
        instance.GuardedForward([.. Enumerable.Repeat(float.NaN, input.Length)]);
        float[] third = instance.GuardedForward(input);
        return Closeness.Difference(expected, first)
            ?? Closeness.Difference(expectedOfOther, second)
            ?? (first.AsSpan().SequenceEqual(third) ? null : "the same input gave another result after other inputs");
    }
}
