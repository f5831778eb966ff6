using System.Globalization;
using System.Text;

namespace CnnGen.Import.Summary;

/// <summary>A network for people to look at: the table of its layers, and its graph.</summary>
/// <param name="Name">The class.</param>
/// <param name="InputShape">As <c>32x32x1</c>.</param>
/// <param name="Layers">From the first to the last.</param>
/// <param name="Reads">For each layer the names of those it reads; <c>input</c> for the network's input.</param>
public sealed record Overview(string Name, string InputShape, IReadOnlyList<LayerSummary> Layers, IReadOnlyList<IReadOnlyList<string>> Reads)
{
    private const string Input = "input";

    /// <summary>Of a model, as the class that is imported declares it.</summary>
    public static Overview Of(ImportedNetwork network, string name) => DeclaredNetworks.Read(network.Source, name)[0] with { Name = name };

    /// <summary>The table, a row a layer, and the totals below.</summary>
    public string ToTable() => new NetworkSummary(Name, InputShape, Layers, new PlanSummary([], 0, 0, 0)).ToString();

    /// <summary>The graph in Mermaid's language, as GitHub and many editors draw it; shapes stand on the arrows.</summary>
    public string ToMermaid()
    {
        Dictionary<string, string> shapes = Layers.ToDictionary(layer => layer.Name, layer => layer.OutputShape, StringComparer.Ordinal);
        shapes[Input] = InputShape;
        Dictionary<string, string> nodes = Layers.Select((layer, i) => (layer.Name, i)).ToDictionary(pair => pair.Name, pair => string.Create(CultureInfo.InvariantCulture, $"n{pair.i + 1}"), StringComparer.Ordinal);
        nodes[Input] = "n0";
        StringBuilder text = new("```mermaid\nflowchart TD\n");
        text.Append($"    n0([\"{Input}\"])\n");
        foreach ((LayerSummary layer, IReadOnlyList<string> reads) in Layers.Zip(Reads))
        {
            text.Append($"    {nodes[layer.Name]}[\"{layer.Name}<br/>{layer.Kind}\"]\n");
            foreach (string read in reads.Where(nodes.ContainsKey))
            {
                text.Append($"    {nodes[read]} -->|{shapes[read]}| {nodes[layer.Name]}\n");
            }
        }

        string last = Layers.Count == 0 ? "n0" : nodes[Layers[^1].Name];
        return text.Append($"    {last} -->|{(Layers.Count == 0 ? InputShape : Layers[^1].OutputShape)}| output([\"output\"])\n```\n").ToString();
    }
}
