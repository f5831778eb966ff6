using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes what the user calls: the constants, the summary, Load and CreateRandom, and around them all members.</summary>
internal static class SurfaceEmitter
{
    private const string Source = "global::CnnGen.Runtime.WeightSource";

    public static string Emit(NetworkPlan plan, CancellationToken cancellation)
        => GeneratedFile.Write(plan.Network.Type, DocumentationEmitter.Inherited(plan.Network.Type), plan.IsOldLanguage, cancellation, writer => EmitMembers(writer, plan));

    private static void EmitMembers(SourceWriter writer, NetworkPlan plan)
    {
        EmitConstants(writer, plan);
        if (CanHave(plan, "Layers"))
        {
            DocumentationEmitter.EmitLayers(writer, plan.Network);
            writer.Write();
        }

        if (CanHave(plan, "Summary") && CanHave(plan, GeneratedMembers.SummaryField))
        {
            EmitSummary(writer, plan);
            writer.Write();
        }

        if (CanHave(plan, "Load"))
        {
            EmitLoad(writer, plan.Network, plan.IsRunnable);
        }

        if (CanHave(plan, "CreateRandom"))
        {
            EmitCreateRandom(writer, plan.Network.Type, plan.IsRunnable);
            writer.Write();
        }

        ForwardEmitter.Emit(writer, plan);
        if (plan.IsRunnable)
        {
            writer.Write();
            ConstructorEmitter.Emit(writer, plan);
            writer.Write();
            RunEmitter.Emit(writer, plan);
            writer.Write();
            GeneratedFile.WriteKernelsClass(writer);
        }
    }

    /// <summary>Whether the user's code has not taken the name: then the member is left out, beside the analyzer's error.</summary>
    public static bool CanHave(NetworkPlan plan, string name) => !plan.Network.Type.TakenNames.Contains(name);

    private static void EmitConstants(SourceWriter writer, NetworkPlan plan)
    {
        ShapedNetwork network = plan.Network;
        (string Type, string Name, long Value, string Doc)[] constants =
        [
            ("int", "InputLength", network.IsValid ? network.Input.Length : 0, $"Numbers of an input: {network.Input}."),
            ("int", "OutputLength", network.IsValid ? network.Output.Length : 0, $"Numbers of an output: {network.Output}."),
            ("long", "ParameterCount", network.IsValid ? network.Parameters : 0, "Trained numbers, weights and biases."),
            ("long", "MultiplyAddCount", network.IsValid ? network.MultiplyAdds : 0, "Multiplications with a weight, for one input."),
            ("long", "ArenaBytes", plan.ArenaBytes, "Bytes of scratch memory that each thread which calls Forward needs."),
            ("long", "WeightBytes", plan.WeightBytes, "Bytes of the weights as they are packed for the kernels."),
        ];
        foreach ((string type, string constant, long value, string doc) in constants.Where(constant => CanHave(plan, constant.Name)))
        {
            writer.Write($"/// <summary>{doc}</summary>");
            writer.Write(DocumentationEmitter.Inherited(network.Type));
            writer.Write(GeneratedFile.FieldAttribute);
            writer.Write($"public const {type} {constant} = {value.ToString(CultureInfo.InvariantCulture)};\n");
        }
    }

    private static void EmitSummary(SourceWriter writer, NetworkPlan plan)
    {
        writer.Write("/// <summary>The layers with their shapes and costs; <c>ToString()</c> is the table.</summary>");
        writer.Write(DocumentationEmitter.Inherited(plan.Network.Type));
        writer.Write(GeneratedFile.CodeAttributes);
        if (plan.IsOldLanguage)
        {
            using (writer.Open("public static global::CnnGen.NetworkSummary Summary"))
            {
                EmitThrowing(writer, plan.Network.Type, "get");
            }

            return;
        }

        writer.Write($$"""
            public static global::CnnGen.NetworkSummary Summary => {{GeneratedMembers.SummaryField}} ??= new global::CnnGen.NetworkSummary(
                "{{plan.Network.Type.DisplayName}}",
                "{{plan.Network.Input}}",
                new global::CnnGen.LayerSummary[]
                {
            """);
        foreach (ShapedLayer layer in plan.Network.Layers)
        {
            (long activations, long parameters, long multiplyAdds, string formula) = plan.Network.IsValid
                ? (layer.Output.Length, layer.Operation.Parameters, layer.Operation.MultiplyAdds, layer.Operation.OutputFormula(layer))
                : (0, 0, 0, "");
            writer.Write(string.Format(
                CultureInfo.InvariantCulture,
                "        new({0}, \"{1}\", \"{2}\", {3}, {4}, {5}, \"{6}\", \"{7}\"),",
                Quote(layer.Name),
                layer.Kind,
                layer.Output,
                activations,
                parameters,
                multiplyAdds,
                layer.ReceptiveField,
                formula));
        }

        writer.Write("    },");
        PlanEmitter.Emit(writer, plan);
        writer.Write("\n// Made when it is asked for, not when the network is first used.");
        writer.Write(GeneratedFile.FieldAttribute);
        writer.Write($"private static global::CnnGen.NetworkSummary? {GeneratedMembers.SummaryField};");
    }

    private static void EmitLoad(SourceWriter writer, ShapedNetwork network, bool isValid)
    {
        (string type, string name) = (network.Type.Reference, network.Type.DisplayName);
        const string file = "Loads the weights from a safetensors file";
        const string stream = "Loads the weights from a stream that holds a safetensors file; it is read to its end and stays open";
        const string byDefault = "global::CnnGen.WeightLayout.PyTorch";
        (string Parameters, string Source, string Doc)[] ways =
        [
            .. network.Embedded is { } weights
                ? [("", $"OpenResource(\"{name}\", typeof({type}), {Quote(weights.Resource)}, global::CnnGen.WeightLayout.{weights.Layout})", "Loads the weights that the assembly holds: the project's <c>CnnGenWeights</c>.")]
                : Array.Empty<(string, string, string)>(),
            ("string path", $"Open(\"{name}\", path, {byDefault})", $"{file} in PyTorch's layout."),
            ("string path, global::CnnGen.WeightLayout layout", $"Open(\"{name}\", path, layout)", $"{file}."),
            ("global::System.IO.Stream stream", $"Read(\"{name}\", stream, {byDefault})", $"{stream}. PyTorch's layout."),
            ("global::System.IO.Stream stream, global::CnnGen.WeightLayout layout", $"Read(\"{name}\", stream, layout)", $"{stream}."),
        ];
        foreach ((string parameters, string source, string doc) in ways)
        {
            writer.Write($"/// <summary>{doc}</summary>");
            writer.Write("/// <exception cref=\"global::CnnGen.WeightsException\">The file is torn, or a tensor has another name, shape or type than the network wants.</exception>");
            writer.Write(GeneratedFile.CodeAttributes);
            EmitCreation(writer, network.Type, $"public static {type} Load({parameters})", $"{Source}.{source}", isValid);
            writer.Write();
        }
    }

    private static void EmitCreateRandom(SourceWriter writer, TypeDeclaration network, bool isValid)
    {
        writer.Write("/// <summary>Creates a network with random weights (He's initialisation), the same for the same seed.</summary>");
        writer.Write(GeneratedFile.CodeAttributes);
        EmitCreation(writer, network, $"public static {network.Reference} CreateRandom(int seed)", $"{Source}.Random(seed)", isValid);
    }

    private static void EmitCreation(SourceWriter writer, TypeDeclaration network, string signature, string source, bool isValid)
    {
        if (isValid)
        {
            writer.Write($"{signature} => new {network.Reference}({source});");
        }
        else
        {
            EmitThrowing(writer, network, signature);
        }
    }

    /// <summary>Writes a member of a network with errors, in a form that every version of C# knows.</summary>
    public static void EmitThrowing(SourceWriter writer, TypeDeclaration network, string signature)
    {
        using (writer.Open(signature))
        {
            writer.Write($"throw new global::System.NotSupportedException(\"{network.DisplayName} has errors; the compiler's messages say which.\");");
        }
    }

    /// <summary>A string literal.</summary>
    public static string Quote(string text) => OutsideText.Literal(text);
}
