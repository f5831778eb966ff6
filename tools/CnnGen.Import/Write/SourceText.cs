using System.Text;
using CnnGen.Import.Translate;

namespace CnnGen.Import.Write;

/// <summary>Writes the class as one would type it: a line for each attribute, with the shape that it gives as a comment.</summary>
internal static class SourceText
{
    /// <summary>The last column where comments are aligned; after longer attributes they follow at once.</summary>
    private const int FurthestComment = 72;

    /// <param name="modelName">The model's file.</param>
    /// <param name="hasSelfTest">Whether a self-test vector lies beside the weights.</param>
    public static string Write(TranslatedNetwork network, ImportOptions options, string modelName, bool hasSelfTest)
    {
        Identifier name = new(options.ClassName);
        StringLiteral weights = new($"{options.ClassName}.safetensors");
        StringBuilder text = new();
        Add($"// Imported by cnngen from {new CommentText(modelName)} ({new CommentText(network.Origin)}).");
        Add($"//     var net = {name}.Load({weights});");
        Add($"//     net.Forward(input, output);");
        Add($"// input: {new CommentText(network.InputDescription)}");
        Add($"// output: {new CommentText(network.OutputDescription)}");
        Add($"using CnnGen;");
        Add($"");
        if (options.Namespace is { Length: > 0 } space)
        {
            Add($"namespace {new Identifier(space)};");
            Add($"");
        }

        (Code Attribute, Code Comment)[] lines = [.. Lines(network)];
        int column = Math.Min(FurthestComment, lines.Max(line => line.Attribute.Length));
        foreach ((Code attribute, Code comment) in lines)
        {
            Add($"{attribute.PadRight(column)} // {comment}");
        }

        if (hasSelfTest)
        {
            Add($"[SelfTest({new StringLiteral($"{options.ClassName}.selftest.safetensors")}, Weights = {weights})]");
        }

        Add($"public sealed partial class {name};");
        return text.ToString();

        void Add(SourceLine line) => text.Append(line).Append('\n');
    }

    private static IEnumerable<(Code Attribute, Code Comment)> Lines(TranslatedNetwork network)
    {
        MapShape input = network.Input.Output;
        Code layout = network.IsChannelsFirst ? Code.Of($", Layout = Layout.ChannelsFirst") : default;
        yield return (Code.Of($"[Input({input.Height}, {input.Width}, {input.Channels}{layout})]"), Code.Of($"height, width, channels"));
        Layer above = network.Input;
        foreach (Layer layer in network.Layers)
        {
            yield return (Code.Of($"[{Code.Value(layer.Kind)}{Arguments(layer, above, network.Names)}]"), Code.Of($"{layer.Output}"));
            above = layer;
        }
    }

    private static Code Arguments(Layer layer, Layer above, Names names)
    {
        List<Code> arguments = [.. layer.Operands.Select(operand => Name(operand)), .. layer.Arguments.Select(Code.Value)];
        arguments.AddRange(layer.Properties.Select(property => Code.Of($"{Code.Value(property.Name)} = {Code.Value(property.Value)}")));
        if (layer.IsWeighted && !layer.Weights.ContainsKey("bias"))
        {
            arguments.Add(Code.Of($"UseBias = false"));
        }

        if (layer.Activation is { } activation)
        {
            arguments.Add(Code.Of($"Activation = Activation.{Code.Value(activation)}"));
        }

        if (layer.Source is { } source && source != above)
        {
            arguments.Add(Code.Of($"From = {Name(source)}"));
        }

        if (names.IsWritten(layer))
        {
            arguments.Add(Code.Of($"Name = {Name(layer)}"));
        }

        return arguments.Count == 0 ? default : Code.Of($"({Code.Join(arguments)})");

        Code Name(Layer named) => Code.Of($"{new StringLiteral(names[named])}");
    }
}
