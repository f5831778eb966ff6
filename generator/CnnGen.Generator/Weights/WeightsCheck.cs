using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Weights;

/// <summary>Whether a weights file has what a network wants: what <c>Load</c> would refuse, and what it would leave out without a word.</summary>
internal sealed class WeightsCheck
{
    private readonly ShapedNetwork _network;
    private readonly WeightsFile _file;
    private readonly Dictionary<string, WeightsTensor> _found;
    private readonly WantedTensor[] _wanted;
    private readonly WeightsTensor[] _unused;
    private readonly Substitutes _substitutes;

    /// <summary>Tensors that bear a layer's name, and that it does not read.</summary>
    private readonly ILookup<int, WeightsTensor> _ignored;

    private WeightsCheck(ShapedNetwork network, NetworkWeights weights)
    {
        _network = network;
        _file = weights.File;
        _found = _file.Tensors.GroupBy(tensor => tensor.Name).ToDictionary(alike => alike.Key, alike => alike.First());
        _wanted = [.. WantedTensors.Of(network, weights.Layout)];
        HashSet<string> wanted = [.. _wanted.Select(tensor => tensor.Name)];
        _unused = [.. _file.Tensors.Where(tensor => tensor.IsReadable && !wanted.Contains(tensor.Name))];
        _substitutes = new Substitutes(_unused);
        Dictionary<string, int> owners = _wanted.GroupBy(tensor => tensor.Layer).SelectMany(layer => WantedTensors.Suffixes, (layer, suffix) => (Layer: layer.Key, suffix))
            .ToDictionary(name => $"{network.Layers[name.Layer].Name}.{name.suffix}", name => name.Layer);
        _ignored = _unused.Where(tensor => owners.ContainsKey(tensor.Name)).ToLookup(tensor => owners[tensor.Name]);
    }

    /// <summary>What is wrong with the file of a network whose shapes are known.</summary>
    public static IEnumerable<Fault> Of(ShapedNetwork network, NetworkWeights weights)
    {
        WeightsCheck check = new(network, weights);
        WeightLayout other = weights.Layout == WeightLayout.PyTorch ? WeightLayout.Keras : WeightLayout.PyTorch;
        return check._wanted.FirstOrDefault(check.IsMisshapen) is { } first && new WeightsCheck(network, weights with { Layout = other }).Fits
            ? [check.OtherLayout(first, other)]
            : check.Faults();
    }

    private bool Fits => _wanted.All(wanted => _found.TryGetValue(wanted.Name, out WeightsTensor found) && wanted.Shapes.Contains(found.Shape));

    private bool IsMissing(WantedTensor wanted) => !_found.ContainsKey(wanted.Name);

    private bool IsMisshapen(WantedTensor wanted) => _found.TryGetValue(wanted.Name, out WeightsTensor found) && !wanted.Shapes.Contains(found.Shape);

    private IEnumerable<Fault> Faults()
    {
        List<Fault> faults = [];

        // The layers that depend on one of another size; like those in Reads they count from 1.
        bool[] follows = new bool[_network.Layers.Count + 1];
        for (int layer = 0; layer < _network.Layers.Count; layer++)
        {
            WantedTensor[] wanted = [.. _wanted.Where(wanted => wanted.Layer == layer)];
            bool isBelow = _network.Layers[layer].Reads.Any(read => follows[read]);
            WantedTensor[] misshapen = [.. wanted.Where(IsMisshapen)];
            follows[layer + 1] = isBelow || misshapen.Length > 0;
            faults.AddRange(Faults(layer, wanted, isBelow && misshapen.All(tensor => tensor.IsOfOtherInput(_found[tensor.Name].Shape)) ? [] : misshapen));
        }

        // Beside tensors that are missing they are none too many, but those that were meant.
        string[] unused = faults.Any(fault => fault.Rule == Rules.TensorMissing) ? [] : [.. _unused.Except(_ignored.SelectMany(tensors => tensors)).Select(Text)];
        return unused.Length == 0 ? faults : faults.Append(Fault.InClass(Rules.TensorsUnused, _network.Type.DisplayName, $"{unused.Length}", Quoted(_file.Path), Listed(unused)));
    }

    /// <summary>At most one of each kind: a mistake in a layer's size shows in its weights and in its biases, and in the layers below.</summary>
    private IEnumerable<Fault> Faults(int layer, WantedTensor[] wanted, WantedTensor[] misshapen)
    {
        WantedTensor[] defaultValue = [.. wanted.Where(IsMissing)];
        if (defaultValue.Length > 0)
        {
            string fix = _network.Layers[layer].Operation is WeightedSum && wanted is [_, var bias] && defaultValue is [var only] && only == bias
                ? "set UseBias = false if it has none, or save the file with it"
                : _substitutes.For(defaultValue[0]) ?? $"it has {Listed([.. _file.Tensors.Select(Text)])}: save the file of this network, or give the layer the Name that it was trained with";
            yield return In(Rules.TensorMissing, layer, Quoted(_file.Path), string.Join(" and no ", defaultValue.Select(tensor => $"'{tensor.Name}' {string.Join(" or ", tensor.Shapes)}")), fix);
        }

        if (misshapen.Length > 0)
        {
            string differences = string.Join(", and ", misshapen.Select(tensor => $"'{tensor.Name}' of shape {string.Join(" or ", tensor.Shapes)} where {Quoted(_file.Path)} has {_found[tensor.Name].Shape}"));
            string?[] outputs = [.. misshapen.Select(tensor => tensor.Outputs(_found[tensor.Name].Shape)).Distinct()];
            yield return outputs is [{ } other]
                ? In(Rules.TensorMisshapen, layer, differences, $"make it {other} as in the file, or save this network's weights") with { Argument = _network.Layers[layer].Kind == "Dense" ? "units" : "filters" }
                : In(Rules.TensorMisshapen, layer, differences, "change the layer to what the file was trained with, or save this network's weights");
        }

        if (wanted.FirstOrDefault(tensor => !IsMissing(tensor) && !_found[tensor.Name].IsReadable) is { } unreadable)
        {
            yield return In(Rules.TensorUnreadable, layer, unreadable.Name, Quoted(_file.Path), _found[unreadable.Name].Type);
        }

        foreach (WeightsTensor unused in _ignored[layer])
        {
            string fix = unused.Name.EndsWith(".bias", StringComparison.Ordinal) ? "remove UseBias = false, or remove it from the file" : "give the layer another name, or remove it from the file";
            yield return In(Rules.TensorIgnored, layer, unused.Name, unused.Shape, Quoted(_file.Path), fix) with { Argument = "UseBias" };
        }
    }

    private Fault OtherLayout(WantedTensor first, WeightLayout other)
        => In(
            Rules.TensorMisshapen,
            first.Layer,
            $"'{first.Name}' of shape {string.Join(" or ", first.Shapes)} where {Quoted(_file.Path)} has {_found[first.Name].Shape}",
            $"all of its shapes are those of {other}'s layout: set Layout = {(other == WeightLayout.Keras ? "WeightLayout.Keras (in the project: Layout=\"Keras\")" : "WeightLayout.PyTorch (in the project: Layout=\"PyTorch\")")}");

    private Fault In(DiagnosticDescriptor rule, int layer, params string[] values)
        => Fault.InAttribute(rule, layer + 1, [Subject(_network.Layers[layer]), .. values]);

    private string Subject(ShapedLayer layer)
        => $"'{layer.Name}' ({layer.Kind}) receives {layer.Input} from {(layer.Reads[0] == 0 ? "[Input]" : $"'{_network.Layers[layer.Reads[0] - 1].Name}'")}";

    private static string Quoted(string text) => $"'{text}'";

    private static string Text(WeightsTensor tensor) => $"'{tensor.Name}' {tensor.Shape}";

    /// <summary>The first of some tensors.</summary>
    private static string Listed(string[] tensors)
    {
        const int most = 5;
        return tensors.Length == 0 ? "no tensors" : string.Join(", ", tensors.Take(most)) + (tensors.Length > most ? $" and {tensors.Length - most} more" : "");
    }
}
