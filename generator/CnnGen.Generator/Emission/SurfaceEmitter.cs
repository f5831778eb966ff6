using System.Globalization;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes what the user calls: the constants, the summary, Load, CreateRandom, Forward and ForwardBatch.</summary>
internal static class SurfaceEmitter
{
    private const string Source = "Cnn::WeightSource";

    public static string Emit(NetworkPlan plan) => GeneratedFile.Write(plan.Network.Type, writer =>
    {
        string name = plan.Network.Type.Name;
        EmitConstants(writer, plan);
        writer.Write();
        EmitSummary(writer, plan);
        writer.Write();
        EmitLoad(writer, name, plan.IsRunnable);
        writer.Write();
        EmitForward(writer, plan);
        writer.Write();
        EmitForwardBatch(writer, plan.IsRunnable);
        if (plan.IsRunnable)
        {
            writer.Write();
            ConstructorEmitter.Emit(writer, plan);
            writer.Write();
            EmitRun(writer, plan);
        }
    });

    private static void EmitConstants(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        (string Type, string Name, long Value, string Doc)[] constants =
        [
            ("int", "InputLength", network.IsValid ? network.Input.Length : 0, $"Numbers of an input: {network.Input}."),
            ("int", "OutputLength", network.IsValid ? network.Output.Length : 0, $"Numbers of an output: {network.Output}."),
            ("long", "ParameterCount", network.IsValid ? network.Parameters : 0, "Trained numbers, weights and biases."),
            ("long", "MultiplyAddCount", network.IsValid ? network.MultiplyAdds : 0, "Multiplications with a weight, for one input."),
        ];
        foreach ((string type, string constant, long value, string doc) in constants)
        {
            writer.Write($"/// <summary>{doc}</summary>");
            writer.Write(GeneratedFile.CodeAttribute);
            writer.Write($"public const {type} {constant} = {value.ToString(CultureInfo.InvariantCulture)};");
            if (constant != "MultiplyAddCount")
            {
                writer.Write();
            }
        }
    }

    private static void EmitSummary(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("/// <summary>The layers with their shapes and costs; <c>ToString()</c> is the table.</summary>");
        writer.Write(GeneratedFile.CodeAttribute);
        writer.Write($$"""
            public static global::CnnGen.NetworkSummary Summary { get; } = new global::CnnGen.NetworkSummary(
                "{{plan.Network.Type.Name}}",
                "{{plan.Network.Input}}",
                new global::CnnGen.LayerSummary[]
                {
            """);
        foreach (ShapedLayer layer in plan.Network.Layers)
        {
            (long activations, long parameters, long multiplyAdds) = plan.Network.IsValid
                ? (layer.Output.Length, layer.Operation.Parameters, layer.Operation.MultiplyAdds)
                : (0, 0, 0);
            writer.Write(string.Format(
                CultureInfo.InvariantCulture,
                "        new global::CnnGen.LayerSummary({0}, \"{1}\", \"{2}\", {3}, {4}, {5}),",
                Quote(layer.Name),
                layer.Kind,
                layer.Output,
                activations,
                parameters,
                multiplyAdds));
        }

        writer.Write("    },");
        string[] lines = [.. plan.Steps.Select(step => step.ToString())];
        writer.Write(lines.Length == 0
            ? "    \"\");"
            : string.Join("\n", lines.Select((line, i) => $"    {Quote(line + "\n")}{(i == lines.Length - 1 ? ");" : " +")}")));
    }

    private static void EmitLoad(SourceWriter writer, string name, bool isValid)
    {
        (string Parameters, string Source, string Doc, string Extra)[] ways =
        [
            ("string path", $"{Source}.Open(\"{name}\", path, global::CnnGen.WeightLayout.PyTorch)", "Loads the weights from a safetensors file in PyTorch's layout.", ""),
            ("string path, global::CnnGen.WeightLayout layout", $"{Source}.Open(\"{name}\", path, layout)", "Loads the weights from a safetensors file.", ""),
            ("global::System.IO.Stream stream", $"{Source}.Read(\"{name}\", stream, global::CnnGen.WeightLayout.PyTorch)", "Loads the weights from a stream that holds a safetensors file in PyTorch's layout. The stream is read to its end and stays open.", ""),
            ("global::System.IO.Stream stream, global::CnnGen.WeightLayout layout", $"{Source}.Read(\"{name}\", stream, layout)", "Loads the weights from a stream that holds a safetensors file. The stream is read to its end and stays open.", ""),
        ];
        foreach ((string parameters, string source, string doc, _) in ways)
        {
            writer.Write($"/// <summary>{doc}</summary>");
            writer.Write("/// <exception cref=\"global::CnnGen.WeightsException\">The file is torn, or a tensor has another name, shape or type than the network wants.</exception>");
            writer.Write(GeneratedFile.CodeAttribute);
            writer.Write($"public static {name} Load({parameters}) => {(isValid ? $"new {name}({source})" : Throw(name))};\n");
        }

        writer.Write("/// <summary>Creates a network with random weights (He's initialisation), the same for the same seed.</summary>");
        writer.Write(GeneratedFile.CodeAttribute);
        writer.Write($"public static {name} CreateRandom(int seed) => {(isValid ? $"new {name}({Source}.Random(seed))" : Throw(name))};");
    }

    private static void EmitForward(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        string order = network.ChannelsFirst ? "channels x height x width" : "height x width x channels";
        writer.Write($"/// <summary>Runs the network on one input. Safe to call from any number of threads at once; allocates nothing once warm.</summary>");
        writer.Write("/// <remarks>");
        writer.Write("/// <list type=\"table\">");
        writer.Write($"/// <listheader><term>Layer</term><description>Output</description></listheader>");
        writer.Write($"/// <item><term>input</term><description>{network.Input}</description></item>");
        foreach (ShapedLayer layer in network.Layers)
        {
            writer.Write($"/// <item><term>{layer.Name} ({layer.Kind})</term><description>{layer.Output}</description></item>".Replace("&", "&amp;"));
        }

        writer.Write("/// </list>");
        writer.Write("/// </remarks>");
        writer.Write($"/// <param name=\"input\">{network.Input}, {order}: <see cref=\"InputLength\"/> numbers.</param>");
        writer.Write($"/// <param name=\"output\">{network.Output}: receives <see cref=\"OutputLength\"/> numbers. Must not overlap the input.</param>");
        writer.Write("/// <exception cref=\"global::System.ArgumentException\">A span has another length, or the two overlap.</exception>");
        writer.Write(GeneratedFile.CodeAttribute);
        if (!plan.IsRunnable)
        {
            writer.Write($"public void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output) => {Throw(network.Type.Name)};");
            return;
        }

        using (writer.Open("public unsafe void Forward(global::System.ReadOnlySpan<float> input, global::System.Span<float> output)"))
        {
            writer.Write("Cnn::Guard.Spans(input, InputLength, output, OutputLength);");
            using (writer.Open("fixed (float* from = input, to = output)"))
            {
                writer.Write("RunSteps(from, to);");
            }
        }
    }

    private static void EmitForwardBatch(SourceWriter writer, bool isValid)
    {
        writer.Write("""
            /// <summary>Runs the network on several inputs, one after the other in the spans.</summary>
            /// <param name="inputs">A whole number of inputs.</param>
            /// <param name="outputs">As many outputs. Must not overlap the inputs.</param>
            /// <param name="maxDegreeOfParallelism">Inputs that may be computed at the same time; -1 for as many as there are processors.</param>
            /// <exception cref="global::System.ArgumentException">A span has another length, or the two overlap.</exception>
            """);
        writer.Write(GeneratedFile.CodeAttribute);
        const string signature = "void ForwardBatch(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> outputs, int maxDegreeOfParallelism = 1)";
        if (!isValid)
        {
            writer.Write($"public {signature} => {Throw("network")};");
            return;
        }

        writer.Write($$"""
            public unsafe {{signature}}
            {
                int count = Cnn::Guard.Batch(inputs, InputLength, outputs, OutputLength, maxDegreeOfParallelism);
                fixed (float* from = inputs, to = outputs)
                {
                    if (maxDegreeOfParallelism != 1)
                    {
                        Cnn::Batch.Run(RunSteps, from, InputLength, to, OutputLength, count, maxDegreeOfParallelism);
                        return;
                    }

                    for (nint i = 0; i < count; i++)
                    {
                        RunSteps(from + (i * InputLength), to + (i * OutputLength));
                    }
                }
            }
            """);
    }

    private static void EmitRun(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.ArenaLength > 0)
        {
            writer.Write("// Each thread has an arena of its own, so that one network serves them all.");
            writer.Write("[global::System.ThreadStatic]");
            writer.Write("private static Cnn::AlignedBuffer? s_threadArena;\n");
        }

        using (writer.Open("private unsafe void RunSteps(float* input, float* output)"))
        {
            if (plan.ArenaLength > 0)
            {
                writer.Write($"float* arena = (s_threadArena ??= new Cnn::AlignedBuffer({plan.ArenaLength})).Pointer;");
            }

            if (plan.Weights.Count > 0)
            {
                writer.Write("float* weights = _packedWeights.Pointer;");
            }

            foreach (Step step in plan.Steps)
            {
                writer.Write($"{StepEmitter.Call(step)} // {step.Input.Shape} -> {step.Output.Shape}");
            }

            writer.Write("// The weights must outlive the last step, also where this call is the network's last use.");
            writer.Write("global::System.GC.KeepAlive(this);");
        }
    }

    private static string Throw(string name)
        => $"throw new global::System.NotSupportedException(\"{name} has errors; the compiler's messages say which.\")";

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";
}
