using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes what runs a network: Forward, ForwardParallel, ForwardBatch, ForwardTraced, SelfTest, Profile.</summary>
internal static class ForwardEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        if (Members.CanHave(plan, "Forward"))
        {
            EmitForward(writer, plan);
            writer.Write();
            EmitForwardOfBytes(writer, plan);
            writer.Write();
        }

        if (Members.CanHave(plan, "ForwardParallel"))
        {
            EmitForwardParallel(writer, plan);
            writer.Write();
        }

        if (Members.CanHave(plan, "ForwardBatch"))
        {
            EmitForwardBatch(writer, plan.Network.Type, plan.IsRunnable);
            writer.Write();
        }

        if (Members.CanHave(plan, "ForwardTraced"))
        {
            TraceEmitter.EmitForwardTraced(writer, plan);
            writer.Write();
        }

        if (plan.Network.SelfTest is not null && Members.CanHave(plan, "SelfTest"))
        {
            TraceEmitter.EmitSelfTest(writer, plan);
            writer.Write();
        }

        if (Members.CanHave(plan, "Profile"))
        {
            EmitProfile(writer, plan);
        }
    }

    private static void EmitForward(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        writer.Write($"""
            /// <summary>Runs the network on one input. Safe to call from any number of threads at once; allocates nothing once warm.</summary>
            {DocumentationEmitter.Inherited(network.Type)}
            /// <param name="input">{network.Input}, {Order(network)}: <see cref="InputLength"/> numbers.</param>
            /// <param name="output">{network.Output}: receives <see cref="OutputLength"/> numbers. Must not overlap the input.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            {GeneratedFile.CodeAttributes}
            """);
        const string signature = "void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)";
        string modifiers = $"public {network.Type.Override(GeneratedMembers.Forward)}";
        if (!plan.IsRunnable)
        {
            Members.EmitThrowing(writer, network.Type, modifiers + signature);
            return;
        }

        writer.Write($$"""
            {{modifiers}}unsafe {{signature}}
            {
                global::CnnGen.Runtime.Guard.Spans(input, InputLength, output, OutputLength);
                fixed (float* from = input, to = output)
                {
                    {{GeneratedMembers.RunSteps}}(from, to);
                }
            }
            """);
    }

    private static void EmitForwardOfBytes(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        bool isNormalized = network.Layers.Any(layer => layer.Operation is Normalize);
        writer.Write($"""
            /// <summary>
            /// Runs the network on one picture: each byte becomes its value / 255, from 0 to 1{(isNormalized ? ", which is then normalised as declared" : "")}. Else the same as <c>Forward</c> on floats.
            /// </summary>
            {DocumentationEmitter.Inherited(network.Type)}
            /// <param name="pixels">{network.Input}, {Order(network)}: <see cref="InputLength"/> bytes.</param>
            /// <param name="output">{network.Output}: receives <see cref="OutputLength"/> numbers. Must not overlap the pixels.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttributes);
        const string signature = "void Forward(global::System.ReadOnlySpan<byte> pixels, global::System.Span<float> output)";
        string modifiers = $"public {network.Type.Override(GeneratedMembers.ForwardOfBytes)}";
        if (!plan.IsRunnable)
        {
            Members.EmitThrowing(writer, network.Type, modifiers + signature);
            return;
        }

        writer.Write($$"""
            {{modifiers}}unsafe {{signature}}
            {
                global::CnnGen.Runtime.Guard.Spans(pixels, InputLength, output, OutputLength);
                fixed (byte* from = pixels)
                fixed (float* to = output)
                {
                    {{GeneratedMembers.RunSteps}}(from, to);
                }
            }
            """);
    }

    /// <summary>How the numbers of an input follow one another.</summary>
    private static string Order(ShapedNetwork network)
    {
        string axes = network.ChannelsFirst ? "channels x height x width" : "height x width x channels";
        return !network.IsBgr ? axes : $"{axes}, the channels blue, green, red{(network.Input.Channels == 4 ? ", alpha" : "")}";
    }

    private static void EmitForwardParallel(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("""
            /// <summary>
            /// Runs the network on one input as <c>Forward</c> does, its larger layers on several cores at once where that is faster. The output is the same to the
            /// last bit. Allocates a little.
            /// </summary>
            /// <param name="input">An input, as <c>Forward</c> takes it.</param>
            /// <param name="output">Receives the output. Must not overlap the input.</param>
            /// <param name="maxDegreeOfParallelism">Cores that may share a layer, at least 1; -1, and any number above that of the processors, for all of them.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is 0 or below -1.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttributes);
        const string signature = "void ForwardParallel(global::System.ReadOnlySpan<float> input, global::System.Span<float> output, int maxDegreeOfParallelism = -1)";
        string modifiers = $"public {plan.Network.Type.Override(GeneratedMembers.ForwardParallel)}";
        if (!plan.IsRunnable)
        {
            Members.EmitThrowing(writer, plan.Network.Type, modifiers + signature);
            return;
        }

        // Without a divided step there is nothing to hand over: it is Forward.
        int most = plan.Steps.Max(step => step.Cores);
        string run = most == 1
            ? $"{GeneratedMembers.RunSteps}(from, to);"
            : $$"""
                if (cores == 1)
                {
                    {{GeneratedMembers.RunSteps}}(from, to);
                    return;
                }
                global::System.ReadOnlySpan<int> parts = new int[] { {{string.Join(", ", plan.Steps.Select(step => step.Cores))}} };
                global::CnnGen.Runtime.Cores.Run({{GeneratedMembers.RunStep}}, parts, cores, from, to, {{Members.Arena(plan)}});
                """;
        writer.Write($$"""
            {{modifiers}}unsafe {{signature}}
            {
                global::CnnGen.Runtime.Guard.Spans(input, InputLength, output, OutputLength);
                {{(most == 1 ? "" : "int cores = ")}}global::CnnGen.Runtime.Guard.Parallelism(maxDegreeOfParallelism, {{most}});
                fixed (float* from = input, to = output)
                {
                    {{run}}
                }
            }
            """);
    }

    private static void EmitForwardBatch(SourceWriter writer, TypeDeclaration network, bool isRunnable)
    {
        writer.Write("""
            /// <summary>Runs the network on several inputs, one after the other in the spans.</summary>
            /// <param name="inputs">A whole number of inputs.</param>
            /// <param name="outputs">As many outputs. Must not overlap the inputs.</param>
            /// <param name="maxDegreeOfParallelism">Inputs that may be computed at the same time, at least 1; -1, and any number above that of the processors, for as many as there are processors.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is 0 or below -1.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttributes);
        const string signature = "void ForwardBatch(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, int maxDegreeOfParallelism = 1)";
        string modifiers = $"public {network.Override(GeneratedMembers.ForwardBatch)}";
        if (!isRunnable)
        {
            Members.EmitThrowing(writer, network, modifiers + signature);
            return;
        }

        writer.Write($$"""
            {{modifiers}}unsafe {{signature}}
            {
                (int count, int cores) = global::CnnGen.Runtime.Guard.Batch(inputs, InputLength, outputs, OutputLength, maxDegreeOfParallelism);
                fixed (float* from = inputs, to = outputs)
                {
                    if (cores > 1)
                    {
                        global::CnnGen.Runtime.Batch.Run({{GeneratedMembers.RunSteps}}, from, InputLength, to, OutputLength, count, cores);
                        return;
                    }

                    for (long i = 0; i < count; i++)
                    {
                        {{GeneratedMembers.RunSteps}}(from + (i * InputLength), to + (i * OutputLength));
                    }
                }
            }
            """);
    }

    private static void EmitProfile(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("""
            /// <summary>Times each step of the network, on the calling thread: the median over <paramref name="runs"/> runs.</summary>
            /// <param name="input">An input, as <c>Forward</c> takes it.</param>
            /// <param name="runs">How often each step is timed: from 1 to 100,000.</param>
            /// <exception cref="global::System.ArgumentException">The input has another length.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException"><paramref name="runs"/> is out of its range.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttributes);
        const string signature = "global::CnnGen.NetworkProfile Profile(global::System.ReadOnlySpan<float> input, int runs = 100)";
        string modifiers = $"public {plan.Network.Type.Override(GeneratedMembers.Profile)}";
        if (!plan.IsRunnable)
        {
            Members.EmitThrowing(writer, plan.Network.Type, modifiers + signature);
            return;
        }

        writer.Write($"{modifiers}unsafe {signature} => global::CnnGen.Runtime.Profiler.Run(Summary.Plan, {GeneratedMembers.RunStep}, input, InputLength, OutputLength, {Members.Arena(plan)}, runs);");
    }
}
