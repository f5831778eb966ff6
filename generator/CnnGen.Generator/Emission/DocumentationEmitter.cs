using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes what an editor shows where one points at a network: the table of its layers, and the arithmetic behind it.</summary>
internal static class DocumentationEmitter
{
    /// <summary>
    /// The table, which stands once, on the constants of the layers. It is aligned text in a code block, because Roslyn's Quick Info, which
    /// Visual Studio and VS Code show, runs the cells of a table list together.
    /// </summary>
    private static string Remarks(ShapedNetwork network)
    {
        int known = network.ValidPrefix;
        string[][] rows =
        [
            ["Layer", "Kind", "Output", "Parameters", "Multiply-adds", "Receptive field", "Formula"],
            ["input", "Input", $"{network.Input}", "", "", "", ""],
            .. network.Layers.Select((layer, i) => i < known ? Row(layer) : [layer.Name, layer.Kind, $"{layer.Output}", "?", "?", "?", ""]),
            .. network.IsValid ? [["Total", "", "", TextTable.Number(network.Parameters), TextTable.Number(network.MultiplyAdds), "", ""]] : Array.Empty<string[]>(),
        ];
        string[] lines = TextTable.Write(rows, texts: 3, total: network.IsValid, lastIsText: true).TrimEnd('\n').Split('\n');
        return $"/// <remarks>\n/// <code>\n{string.Concat(lines.Select(line => $"/// {Escaped(line)}\n"))}/// </code>\n/// </remarks>";
    }

    /// <summary>
    /// The table on the class, or on another of its members: editors follow the reference. It adds nothing but remarks, so that the class
    /// keeps the summary that its user wrote; where the user wrote remarks, too, editors show these there.
    /// </summary>
    public static string Inherited(TypeDeclaration network) => network.TakenNames.Contains("Layers")
        ? "/// <remarks>There is no table of the layers, because the name Layers is taken.</remarks>"
        : "/// <inheritdoc cref=\"Layers\" path=\"/remarks\"/>";

    /// <summary>Writes the layers' names as constants, so that an editor has something to show for each.</summary>
    public static void EmitLayers(SourceWriter writer, ShapedNetwork network)
    {
        MemberNames names = MemberNames.OfLayers();
        int known = network.ValidPrefix;
        writer.Write("/// <summary>The names of the layers, as <c>Summary</c>, <c>ForwardTraced</c> and the keys of weights have them.</summary>");
        writer.Write(Remarks(network));
        writer.Write(GeneratedFile.CodeAttributes);
        using (writer.Open("public static class Layers"))
        {
            for (int i = 0; i < network.Layers.Count; i++)
            {
                ShapedLayer layer = network.Layers[i];
                string numbers = i < known ? Formulas.Describe(layer) : $"{layer.Output}";
                writer.Write($"/// <summary>{layer.Kind}: {Escaped(numbers)}.</summary>");
                writer.Write(Inherited(network.Type));
                writer.Write($"public const string {names.Next(layer.Name)} = {Literals.Quote(layer.Name)};{(i < network.Layers.Count - 1 ? "\n" : "")}");
            }
        }
    }

    private static string[] Row(ShapedLayer layer) =>
    [
        layer.Name,
        layer.Kind,
        $"{layer.Output}",
        TextTable.Number(layer.Operation.Parameters),
        TextTable.Number(layer.Operation.MultiplyAdds),
        $"{layer.ReceptiveField}",
        layer.Operation.OutputFormula(layer),
    ];

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
