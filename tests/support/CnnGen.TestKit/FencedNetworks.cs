using System.Reflection;
using CnnGen.Generator;
using CnnGen.Generator.Planning;

namespace CnnGen.TestKit;

/// <summary>
/// Networks that are run step by step, with each tensor, and each step's weights and scratch memory, in <see cref="FencedMemory"/> of its
/// own. A kernel that reads or writes outside what the plan reserves ends the process; the stack trace names the network and the kernel.
/// </summary>
public sealed class FencedNetworks
{
    private readonly CompiledNetworks _compiled;
    private readonly Dictionary<string, NetworkPlan> _plans;

    public FencedNetworks(IReadOnlyCollection<TestNetwork> networks)
    {
        _compiled = NetworkCompiler.Compile(networks);
        _plans = NetworkCompiler.Generate(TestNetwork.ToFile(networks)).Result.Results.Single().TrackedSteps[NetworkGenerator.PlanStep]
            .SelectMany(step => step.Outputs)
            .Select(output => (NetworkPlan)output.Value)
            .ToDictionary(plan => plan.Network.Type.Name);
    }

    /// <summary>Whether this system has such memory.</summary>
    public static bool IsSupported => FencedMemory.IsSupported;

    /// <summary>All kinds of steps that a plan can have.</summary>
    public static IEnumerable<string> AllStepKinds => typeof(Step).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Step)) && !type.IsAbstract).Select(type => type.Name);

    public CompiledNetwork this[TestNetwork network] => _compiled[network.ClassName];

    /// <summary>The kinds of steps that a network consists of.</summary>
    public IEnumerable<string> StepKinds(TestNetwork network) => _plans[network.ClassName].Steps.Select(step => step.GetType().Name);

    /// <summary>The output, by a call of each kernel.</summary>
    /// <param name="parts">How many parts each step that can be divided is divided into.</param>
    public float[] RunSteps(TestNetwork network, NetworkInstance instance, float[] input, Fence fence, int parts)
    {
        using FencedRun run = new(_plans[network.ClassName], instance, fence);
        return run.OfFloats(input, parts);
    }

    /// <summary>The same of bytes; null where no step of the network reads them.</summary>
    public float[]? RunSteps(TestNetwork network, NetworkInstance instance, byte[] pixels, Fence fence)
    {
        using FencedRun run = new(_plans[network.ClassName], instance, fence);
        return run.OfBytes(pixels);
    }

    /// <summary>Forward on fenced spans.</summary>
    public static unsafe float[] Forward(NetworkInstance instance, float[] input, Fence fence)
    {
        using FencedMemory from = new(sizeof(float) * input.LongLength, fence);
        using FencedMemory to = new(sizeof(float) * (long)instance.Network.OutputLength, fence);
        Span<float> output = new(to.Floats, instance.Network.OutputLength);
        input.CopyTo(new Span<float>(from.Floats, input.Length));
        instance.Forward(new ReadOnlySpan<float>(from.Floats, input.Length), output);
        return output.ToArray();
    }

    /// <summary>The same on bytes.</summary>
    public static unsafe float[] Forward(NetworkInstance instance, byte[] pixels, Fence fence)
    {
        using FencedMemory from = new(pixels.Length, fence);
        using FencedMemory to = new(sizeof(float) * (long)instance.Network.OutputLength, fence);
        Span<float> output = new(to.Floats, instance.Network.OutputLength);
        pixels.CopyTo(new Span<byte>(from.Pointer, pixels.Length));
        instance.Forward(new ReadOnlySpan<byte>(from.Pointer, pixels.Length), output);
        return output.ToArray();
    }
}
