using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the calls of the steps, in order, and the arena that they share.</summary>
internal static class RunEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.ArenaLength > 0)
        {
            writer.Write($"""
                // Each thread has an arena of its own, so that one network serves them all.
                {GeneratedFile.FieldAttribute}
                [global::System.ThreadStaticAttribute]
                private static global::CnnGen.Runtime.AlignedBuffer? {GeneratedMembers.ArenaField};

                {GeneratedFile.CodeAttributes}
                private static unsafe float* {GeneratedMembers.ThreadArena}() => ({GeneratedMembers.ArenaField} ??= new global::CnnGen.Runtime.AlignedBuffer({plan.ArenaLength})).Pointer;

                """);
        }

        writer.Write($$"""
            {{GeneratedFile.CodeAttributes}}
            {{KernelMethod.Optimize}}
            private unsafe void {{GeneratedMembers.RunSteps}}(float* input, float* output)
            {
                {{(plan.ArenaLength > 0 ? $"float* arena = {GeneratedMembers.ThreadArena}();" : null)}}
                {{Weights(plan)}}
                {{plan.Steps.Select((step, i) => Run(step, i == 0 && plan.BytesStep is not null))}}
                // The weights must outlive the last step, also where this call is the network's last use.
                global::System.GC.KeepAlive(this);
            }

            """);
        EmitRunOfBytes(writer, plan);
        writer.Write($$"""

            // A step alone, or a part of one: for Profile, and for several cores.
            {{GeneratedFile.CodeAttributes}}
            private unsafe void {{GeneratedMembers.RunStep}}(int step, {{KernelMethod.Part}} part, float* input, float* output, float* arena)
            {
                {{(plan.Steps.Any(step => step.ScratchLength > 0) ? $"float* scratch = {GeneratedMembers.ThreadArena}();" : null)}}
                {{Weights(plan)}}
                switch (step)
                {
                    {{plan.Steps.Select((step, i) => $"case {i}:\n    {StepCalls.Of(step, "scratch", "part")}\n    break;")}}
                }
                global::System.GC.KeepAlive(this);
            }
            """);
    }

    private static string Run(Step step, bool mayHaveReadBytes)
    {
        string call = StepCalls.Of(step, "arena", $"{KernelMethod.Part}.Whole");
        return $"// {step.Layer}: {step.Flow}; {step.Description}\n" + (mayHaveReadBytes ? $"if (input != null) // Else bytes have been read.\n{{\n    {call}\n}}\n" : call);
    }

    /// <summary>Bytes become floats in the step that fills the first buffer; where no step does, in a buffer for them.</summary>
    private static void EmitRunOfBytes(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.BytesStep is not { } first)
        {
            writer.Write($$"""
                // What the first layer reads in place of the caller's floats; of each thread that passes bytes.
                {{GeneratedFile.FieldAttribute}}
                [global::System.ThreadStaticAttribute]
                private static global::CnnGen.Runtime.AlignedBuffer? {{GeneratedMembers.InputField}};

                {{GeneratedFile.CodeAttributes}}
                {{KernelMethod.Optimize}}
                private unsafe void {{GeneratedMembers.RunSteps}}(byte* input, float* output)
                {
                    float* numbers = ({{GeneratedMembers.InputField}} ??= new global::CnnGen.Runtime.AlignedBuffer({{plan.Network.Input.Length}})).Pointer;
                    global::CnnGen.Runtime.Prepare.Run(input, numbers, {{plan.Network.Input.Length}}, 0f, 1f);
                    {{GeneratedMembers.RunSteps}}(numbers, output);
                }
                """);
            return;
        }

        writer.Write($$"""
            {{GeneratedFile.CodeAttributes}}
            private unsafe void {{GeneratedMembers.RunSteps}}(byte* input, float* output)
            {
                {{(first.Output.Storage == Storage.Arena ? $"float* arena = {GeneratedMembers.ThreadArena}();" : null)}}
                {{StepCalls.OfBytes(first)}}
                {{GeneratedMembers.RunSteps}}((float*)null, output);
            }
            """);
    }

    private static string? Weights(NetworkPlan plan) => plan.WeightsLength > 0 ? $"float* weights = {GeneratedMembers.PackedWeights}.Pointer;" : null;
}
