using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate;

/// <summary>One way to read the model's input as a map. Which one is meant, the nodes behind it show.</summary>
/// <param name="Axes">The map's axes that each of ONNX's is made of, as <c>H</c>; empty for the batch.</param>
internal sealed record InputReading(MapShape Shape, string[] Axes, bool IsChannelsFirst)
{
    /// <summary>The ways that fit the input's shape, ONNX's own first.</summary>
    public static IEnumerable<InputReading> Of(OnnxGraph graph)
    {
        int[] dims = graph.InputDims;
        switch (dims)
        {
            case []:
                yield return new InputReading(new MapShape(1, 1, 1, IsFlat: false), [], IsChannelsFirst: true);
                break;
            case [var units]:
                yield return new InputReading(new MapShape(1, 1, units, IsFlat: false), ["C"], IsChannelsFirst: true);
                break;
            case [_, var units]:
                // Rows of pixels that the model makes a map of.
                foreach (MapShape map in Maps(graph))
                {
                    yield return new InputReading(map, ["", "CHW"], IsChannelsFirst: true);
                    yield return new InputReading(map with { Height = map.Channels, Width = map.Height, Channels = map.Width }, ["", "HWC"], IsChannelsFirst: false);
                }

                yield return new InputReading(new MapShape(1, 1, units, IsFlat: false), ["", "C"], IsChannelsFirst: true);
                break;
            case [1, var first, var second]:
                yield return new InputReading(new MapShape(1, second, first, IsFlat: false), ["", "C", "W"], IsChannelsFirst: true);
                yield return new InputReading(new MapShape(1, first, second, IsFlat: false), ["", "W", "C"], IsChannelsFirst: false);
                break;
            case [var first, var second, var third]:
                yield return new InputReading(new MapShape(second, third, first, IsFlat: false), ["C", "H", "W"], IsChannelsFirst: true);
                yield return new InputReading(new MapShape(first, second, third, IsFlat: false), ["H", "W", "C"], IsChannelsFirst: false);
                break;
            case [_, var first, var second, var third]:
                yield return new InputReading(new MapShape(second, third, first, IsFlat: false), ["", "C", "H", "W"], IsChannelsFirst: true);
                yield return new InputReading(new MapShape(first, second, third, IsFlat: false), ["", "H", "W", "C"], IsChannelsFirst: false);
                break;
            case [_, var first, .. var rows, var last]:
                // More sides than a map has: all but the last are its rows.
                yield return new InputReading(new MapShape(Product(rows), last, first, IsFlat: false), ["", "C", .. rows.Select((_, i) => $"{i}"), "W"], IsChannelsFirst: true) { Rows = rows };
                break;
        }
    }

    /// <summary>Sides that are together the map's rows, where there are more than one; the axes call them by their number.</summary>
    private int[] Rows { get; init; } = [];

    public OnnxTensor ToTensor()
    {
        Dictionary<char, Atom[]> atoms = new()
        {
            ['C'] = OnnxTensor.AtomsOf("C", Shape.Channels),
            ['H'] = Rows.Length == 0 ? OnnxTensor.AtomsOf("H", Shape.Height) : [.. Rows.SelectMany((side, i) => OnnxTensor.AtomsOf($"H{i}", side))],
            ['W'] = OnnxTensor.AtomsOf("W", Shape.Width),
        };
        foreach ((int i, int side) in Rows.Index())
        {
            atoms[(char)('0' + i)] = OnnxTensor.AtomsOf($"H{i}", side);
        }

        return new OnnxTensor(
            new Layer("Input", Shape),
            Shape,
            [.. atoms['C'], .. atoms['H'], .. atoms['W']],
            [.. Axes.Select(axis => axis.SelectMany(letter => atoms[letter]).ToArray())]);
    }

    private static int Product(IEnumerable<int> sides) => sides.Aggregate(1, (product, side) => product * side);

    private static IEnumerable<MapShape> Maps(OnnxGraph graph)
        => graph.Nodes
            .Where(node => node is { Operator: "Reshape", Inputs: [var read, var shape] } && read == graph.Input && graph.Constants.ContainsKey(shape))
            .Select(node => ConstantFolding.Reshaped(node, graph.InputDims, graph.Constants[node.Inputs[1]].ToIntegers()))
            .OfType<int[]>()
            .Where(dims => dims is [1, _, _, _])
            .Select(dims => new MapShape(dims[2], dims[3], dims[1], IsFlat: false))
            .Take(1);
}
