using System.Text;
using CnnGen.Import.Translate;

namespace CnnGen.Import.Write;

/// <summary>Writes the class as one would type it: an attribute a line, the shape that it gives behind it.</summary>
internal static class SourceText
{
    /// <summary>Where comments stand at the most; longer lines push theirs out.</summary>
    private const int FurthestComment = 72;

    /// <param name="hasSelfTest">Whether a self-test vector lies beside the weights.</param>
    public static string Write(TranslatedNetwork network, ImportOptions options, string modelName, bool hasSelfTest)
    {
        string name = options.ClassName;
        StringBuilder text = new();
        text.Append($"// Imported by cnngen from {modelName} ({network.Origin}).\n");
        text.Append($"//     var net = {name}.Load(\"{name}.safetensors\");\n");
        text.Append("//     net.Forward(input, output);\n");
        text.Append($"// input: {network.InputWords}\n");
        text.Append($"// output: {network.OutputWords}\n");
        text.Append("using CnnGen;\n\n");
        if (options.Namespace is { Length: > 0 } space)
        {
            text.Append($"namespace {space};\n\n");
        }

        List<(string Attribute, string Comment)> lines = [.. Lines(network)];
        int column = Math.Min(FurthestComment, lines.Max(line => line.Attribute.Length));
        foreach ((string attribute, string comment) in lines)
        {
            text.Append(attribute.PadRight(column)).Append(" // ").Append(comment).Append('\n');
        }

        if (hasSelfTest)
        {
            text.Append(SelfTest(name)).Append('\n');
        }

        return text.Append($"public sealed partial class {name};\n").ToString();
    }

    /// <summary>The attribute that names the vector to compare with. The one place that knows how it is spelt.</summary>
    private static string SelfTest(string name) => $"[SelfTest(\"{name}.selftest.safetensors\", Weights = \"{name}.safetensors\")]";

    private static IEnumerable<(string Attribute, string Comment)> Lines(TranslatedNetwork network)
    {
        MapShape input = network.Input.Output;
        string layout = network.IsChannelsFirst ? ", Layout = Layout.ChannelsFirst" : "";
        yield return ($"[Input({input.Height}, {input.Width}, {input.Channels}{layout})]", "height, width, channels");
        Layer above = network.Input;
        foreach (Layer layer in network.Layers)
        {
            yield return ($"[{layer.Kind}{Arguments(layer, above, network.Names)}]", layer.Output.ToString());
            above = layer;
        }
    }

    private static string Arguments(Layer layer, Layer above, Names names)
    {
        List<string> arguments = [.. layer.Operands.Select(operand => $"\"{names[operand]}\""), .. layer.Arguments];
        arguments.AddRange(layer.Properties.Select(property => $"{property.Name} = {property.Value}"));
        if (layer.IsWeighted && !layer.Weights.ContainsKey("bias"))
        {
            arguments.Add("UseBias = false");
        }

        if (layer.Activation is { } activation)
        {
            arguments.Add($"Activation = Activation.{activation}");
        }

        if (layer.Source is { } source && source != above)
        {
            arguments.Add($"From = \"{names[source]}\"");
        }

        if (names.IsWritten(layer))
        {
            arguments.Add($"Name = \"{names[layer]}\"");
        }

        return arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})";
    }
}
