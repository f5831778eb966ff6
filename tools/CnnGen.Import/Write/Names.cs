using System.Globalization;
using CnnGen.Generator.Shapes;
using CnnGen.Import.Translate;

namespace CnnGen.Import.Write;

/// <summary>Names the layers: as the model does, or by default as the generator does. Only what needs one is given a <c>Name</c>.</summary>
internal sealed class Names
{
    private readonly Dictionary<Layer, string> _names = [];
    private readonly HashSet<Layer> _written = [];

    public Names(IReadOnlyList<Layer> layers, Layer input)
    {
        HashSet<Layer> referenced = Referenced(layers, input);
        Dictionary<string, int> counts = [];
        string[] defaults = [.. layers.Select(layer => Default(layer.Kind, counts))];
        HashSet<string> taken = new(StringComparer.Ordinal) { "input", "output" };
        bool[] isPreferred = [.. layers.Select(layer => layer.PreferredName is not null && (layer.Weights.Count > 0 || referenced.Contains(layer)))];
        foreach (bool preferred in new[] { true, false })
        {
            for (int i = 0; i < layers.Count; i++)
            {
                if (isPreferred[i] == preferred)
                {
                    _names[layers[i]] = Free(preferred ? layers[i].PreferredName! : defaults[i], taken);
                }
            }
        }

        _names[input] = "input";
        _written.UnionWith(layers.Where((layer, i) => _names[layer] != defaults[i] || referenced.Contains(layer)));
    }

    /// <summary>The name that the layer's output and weights bear.</summary>
    public string this[Layer layer] => _names[layer];

    /// <summary>Whether the layer needs a <c>Name</c> to bear it.</summary>
    public bool IsWritten(Layer layer) => _written.Contains(layer);

    /// <summary>The layers that others read by name.</summary>
    private static HashSet<Layer> Referenced(IReadOnlyList<Layer> layers, Layer input)
    {
        HashSet<Layer> referenced = [];
        Layer above = input;
        foreach (Layer layer in layers)
        {
            referenced.UnionWith(layer.Operands);
            if (layer.Source is { } source && source != above)
            {
                referenced.Add(source);
            }

            above = layer;
        }

        referenced.Remove(input);
        return referenced;
    }

    private static string Default(string kind, Dictionary<string, int> counts)
    {
        LayerRule rule = LayerRules.Of(kind);
        string prefix = rule.Kind == kind ? rule.Prefix : kind.ToLowerInvariant();
        counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
        return prefix + counts[prefix].ToString(CultureInfo.InvariantCulture);
    }

    private static string Free(string wanted, HashSet<string> taken)
    {
        string name = wanted;
        for (int i = 2; !taken.Add(name); i++)
        {
            name = $"{wanted}_{i.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }
}
