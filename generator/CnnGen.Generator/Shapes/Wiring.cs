using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>A tensor that a layer reads.</summary>
/// <param name="Layer">The layer that makes it, 0 for the network's input; -1 where the name given is no layer's.</param>
/// <param name="Argument">The argument that names it; null for the layer above.</param>
internal readonly record struct Wire(int Layer, string? Argument)
{
    public const int Unresolved = -1;
}

/// <summary>Which outputs each layer reads, by <c>From</c> and by the names that a join is given.</summary>
internal sealed class Wiring
{
    private const string From = "From";

    /// <summary>The network's input, unless a layer is called so.</summary>
    private const string InputName = "input";

    private readonly NetworkDeclaration _network;
    private readonly LayerNames _names;
    private readonly Wire[][] _wires;

    public Wiring(NetworkDeclaration network, LayerNames names)
    {
        (_network, _names) = (network, names);
        _wires = [[], .. Enumerable.Range(1, network.LayerCount).Select(layer => Given(layer).ToArray())];
    }

    /// <summary>The layers that a layer reads, in order; <see cref="Wire.Unresolved"/> for wrong names.</summary>
    public IReadOnlyList<Wire> Of(int layer)
        => [.. _wires[layer].Select(wire => wire.Layer < layer ? wire : wire with { Layer = Wire.Unresolved })];

    /// <summary>Reports the names that are no layer's, or that of a layer which is made later.</summary>
    public void Check(int layer, LayerContext scope)
    {
        foreach (Wire wire in _wires[layer].Where(wire => wire.Argument is not null))
        {
            string name = _network.Attributes[layer].Find(wire.Argument!)?.Text ?? "";
            if (wire.Layer == Wire.Unresolved)
            {
                string? nearest = Nearest(layer, name);
                scope.Report(
                    Rules.UnknownName,
                    wire.Argument,
                    [name, nearest is null ? NamesAbove(layer) : $"did you mean '{nearest}'?"],
                    nearest is null ? [] : [new Hint(Hint.Nearest, nearest)]);
            }
            else if (wire.Layer >= layer && Path(wire.Layer, layer) is { } path)
            {
                scope.Report(Rules.Cycle, wire.Argument, name, string.Join(" <- ", path.Prepend(layer).Select(step => $"'{_names[step]}'")));
            }
            else if (wire.Layer >= layer)
            {
                scope.Report(Rules.UsedBeforeMade, wire.Argument, name, _network.Attributes[wire.Layer].Kind);
            }
        }
    }

    /// <summary>The layers that nobody reads, except the last one; empty while a name is wrong, which may be meant for one of them.</summary>
    public IEnumerable<int> Unread()
    {
        bool areFine = Enumerable.Range(1, _network.LayerCount).All(layer => _wires[layer].All(wire => wire.Layer >= 0 && wire.Layer < layer));
        HashSet<int> read = [.. _wires.SelectMany(wires => wires).Select(wire => wire.Layer)];
        return Enumerable.Range(1, Math.Max(0, _network.LayerCount - 1)).Where(layer => areFine && !read.Contains(layer));
    }

    /// <summary>For the input, and for each layer's output, the last layer that reads it; 0 where none does.</summary>
    public int[] LastReaders()
    {
        int[] last = new int[_wires.Length];
        for (int layer = 1; layer < last.Length; layer++)
        {
            foreach (Wire wire in Of(layer).Where(wire => wire.Layer >= 0))
            {
                last[wire.Layer] = layer;
            }
        }

        return last;
    }

    private IEnumerable<Wire> Given(int layer)
    {
        AttributeDeclaration attribute = _network.Attributes[layer];
        yield return attribute.Find(From) is { Text: { } from } ? new Wire(Find(from), From) : new Wire(layer - 1, null);
        if (!LayerRules.Of(attribute.Kind).IsJoin)
        {
            yield break;
        }

        foreach (Argument argument in attribute.Arguments.Where(argument => argument is { Text: not null, Name: not ("Name" or From) }))
        {
            yield return new Wire(Find(argument.Text!), argument.Name);
        }
    }

    private int Find(string name)
    {
        for (int layer = 1; layer <= _network.LayerCount; layer++)
        {
            if (_names[layer] == name)
            {
                return layer;
            }
        }

        return name == InputName ? 0 : Wire.Unresolved;
    }

    /// <summary>The path from a layer back to another that it depends on; null where there is none.</summary>
    private List<int>? Path(int from, int to)
    {
        Dictionary<int, int> reached = new() { [from] = from };
        Queue<int> open = new([from]);
        while (open.Count > 0)
        {
            int layer = open.Dequeue();
            if (layer == to)
            {
                List<int> path = [];
                for (int step = to; path.Count == 0 || path[0] != from; step = reached[step])
                {
                    path.Insert(0, step);
                }

                return path;
            }

            foreach (int next in _wires[layer].Select(wire => wire.Layer).Where(next => next > 0 && !reached.ContainsKey(next)))
            {
                reached[next] = layer;
                open.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>The nearest name above; null where none is near.</summary>
    private string? Nearest(int layer, string name)
    {
        string[] above = [.. Enumerable.Range(1, layer - 1).Select(other => _names[other]).Append(InputName).Distinct()];
        string nearest = above.OrderBy(other => EditDistance.Between(name, other)).First();
        return EditDistance.Between(name, nearest) <= Math.Max(2, name.Length / 3) ? nearest : null;
    }

    private string NamesAbove(int layer)
    {
        const int most = 6;
        IEnumerable<string> given = Enumerable.Range(1, layer - 1).Where(other => _network.Attributes[other].Find("Name") is not null).Select(other => _names[other]).Where(name => name != InputName);
        string[] shown = [.. given.DefaultIfEmpty(_names[Math.Max(1, layer - 1)]).Take(most).Select(other => $"'{other}'")];
        return string.Format(CultureInfo.InvariantCulture, layer == 1 ? "above it is only 'input'" : "names above it are {0} and 'input'", string.Join(", ", shown));
    }
}
