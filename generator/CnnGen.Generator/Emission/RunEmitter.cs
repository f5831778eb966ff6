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

        writer.Write(GeneratedFile.CodeAttributes);
        writer.Write(StepEmitter.Optimize);
        using (writer.Open($"private unsafe void {GeneratedMembers.RunSteps}(float* input, float* output)"))
        {
            if (plan.ArenaLength > 0)
            {
                writer.Write($"float* arena = {GeneratedMembers.ThreadArena}();");
            }

            EmitWeights(writer, plan);
            foreach (Step step in plan.Steps)
            {
                writer.Write($"// {step.Layer}: {step.Flow}; {step.Description}");
                string call = StepEmitter.Call(step, "arena", $"{StepEmitter.Part}.Whole");
                writer.Write(plan.BytesStep is not null && ReferenceEquals(step, plan.Steps[0])
                    ? $"if (input != null) // Else bytes have been read.\n{{\n    {call}\n}}\n"
                    : call);
            }

            writer.Write("// The weights must outlive the last step, also where this call is the network's last use.");
            writer.Write("global::System.GC.KeepAlive(this);");
        }

        writer.Write();
        EmitRunOfBytes(writer, plan);
        writer.Write("\n// A step alone, or a part of one: for Profile, and for several cores.");
        writer.Write(GeneratedFile.CodeAttributes);
        using (writer.Open($"private unsafe void {GeneratedMembers.RunStep}(int step, {StepEmitter.Part} part, float* input, float* output, float* arena)"))
        {
            if (plan.Steps.Any(step => step.ScratchLength > 0))
            {
                writer.Write($"float* scratch = {GeneratedMembers.ThreadArena}();");
            }

            EmitWeights(writer, plan);
            using (writer.Open("switch (step)"))
            {
                for (int i = 0; i < plan.Steps.Count; i++)
                {
                    writer.Write($"case {i}:\n    {StepEmitter.Call(plan.Steps[i], "scratch", "part")}\n    break;");
                }
            }

            writer.Write("global::System.GC.KeepAlive(this);");
        }
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
                {{StepEmitter.Optimize}}
                private unsafe void {{GeneratedMembers.RunSteps}}(byte* input, float* output)
                {
                    float* numbers = ({{GeneratedMembers.InputField}} ??= new global::CnnGen.Runtime.AlignedBuffer({{plan.Network.Input.Length}})).Pointer;
                    global::CnnGen.Runtime.Prepare.Run(input, numbers, {{plan.Network.Input.Length}}, 0f, 1f);
                    {{GeneratedMembers.RunSteps}}(numbers, output);
                }
                """);
            return;
        }

        writer.Write(GeneratedFile.CodeAttributes);
        using (writer.Open($"private unsafe void {GeneratedMembers.RunSteps}(byte* input, float* output)"))
        {
            if (first.Output.Storage == Storage.Arena)
            {
                writer.Write($"float* arena = {GeneratedMembers.ThreadArena}();");
            }

            writer.Write(StepEmitter.CallOfBytes(first));
            writer.Write($"{GeneratedMembers.RunSteps}((float*)null, output);");
        }
    }

    private static void EmitWeights(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.WeightsLength > 0)
        {
            writer.Write($"float* weights = {GeneratedMembers.PackedWeights}.Pointer;");
        }
    }
}
