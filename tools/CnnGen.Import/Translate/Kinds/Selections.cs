using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Slice and Split: some consecutive channels, units, rows or columns; rows and columns at a distance by a filter that picks them.</summary>
internal static class Selections
{
    /// <summary>Places of a filter that picks one pixel: at the most what a convolution of 9x9 has.</summary>
    private const int MostPlaces = 81;

    public static OnnxTensor Slice(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        Constant?[] inputs = [.. Enumerable.Range(0, scope.Node.Inputs.Length).Select(i => i == 0 ? null : scope.OptionalConstant(i, "ranges"))];
        if (Selection.Ranges(scope.Node, input.Dims, inputs) is not { } ranges)
        {
            throw new UnsupportedNodeException("its ranges do not fit the tensor: give the input's shape with --shape, the batch of 1 first.");
        }

        return Take(scope, input, ranges);
    }

    /// <summary>Some indices along each axis: first the rows and columns that one Crop2D leaves.</summary>
    public static OnnxTensor Take(NodeScope scope, OnnxTensor input, int[][] ranges)
    {
        int[] cropped = [.. Enumerable.Range(0, ranges.Length).Where(axis => ranges[axis].Length != input.Dims[axis] && IsCrop(input, axis, ranges[axis]))];
        OnnxTensor result = cropped.Length > 0 ? Crop(scope, input, cropped, ranges) : input;
        for (int axis = 0; axis < ranges.Length; axis++)
        {
            if (ranges[axis].Length != result.Dims[axis])
            {
                result = Along(scope, result, axis, ranges[axis]);
            }
            else if (ranges[axis] is [not 0, ..] && !cropped.Contains(axis))
            {
                throw new UnsupportedNodeException("it turns the tensor round, which no layer does.");
            }
        }

        return result;
    }

    public static OnnxTensor Split(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        _ = scope.OptionalConstant(1, "parts");
        if (Selection.Parts(scope.Known(), input.Dims) is not var (axis, counts) || counts.Contains(0))
        {
            long[] given = scope.Node.Ints("split") ?? scope.OptionalConstant(1, "parts")?.ToIntegers() ?? [];
            throw new UnsupportedNodeException($"its axis {scope.Node.Int("axis", 0)} or its parts [{string.Join(", ", given.Take(8))}] do not fit the tensor: give the input's shape with --shape, the batch of 1 first.");
        }

        int first = 0;
        foreach (int count in counts)
        {
            scope.Others.Add(counts.Length == 1 ? input : Along(scope, input, axis, [.. Enumerable.Range(first, count)]));
            first += count;
        }

        OnnxTensor result = scope.Others[0];
        scope.Others.RemoveAt(0);
        return result;
    }

    /// <param name="chosen">Indices along the axis, at equal distances.</param>
    private static OnnxTensor Along(NodeScope scope, OnnxTensor tensor, int axis, int[] chosen)
    {
        if (chosen.Length == 0 || (chosen.Length > 1 && chosen[1] < chosen[0]))
        {
            throw new UnsupportedNodeException(chosen.Length == 0 ? "it takes nothing of the tensor: give the input's shape with --shape." : "it turns the tensor round, which no layer does.");
        }

        Atom[] whole = tensor.Axes[axis];
        int step = chosen.Length > 1 ? chosen[1] - chosen[0] : 1;
        bool isUnits = tensor.IsFlat && tensor is { Shape: { Height: 1, Width: 1 }, IsInOrder: true };
        if ((!tensor.IsFlat || isUnits) && tensor.IsChannels(axis) && step == 1)
        {
            Layer slice = scope.Add(new Layer("Slice", tensor.Shape with { Channels = chosen.Length }, tensor.Layer));
            slice.Arguments.AddRange([$"{chosen[0]}", $"{chosen.Length}"]);
            return Cut(tensor, slice, 'C', axis, chosen.Length);
        }

        return IsCrop(tensor, axis, chosen) ? Crop(scope, tensor, [axis], [.. tensor.Dims.Select((_, i) => i == axis ? chosen : [])])
            : !tensor.IsFlat && whole is [{ Name: "H" or "W" }]
            ? Pixels(scope, tensor, axis, chosen, step)
            : throw new UnsupportedNodeException($"it takes a part of the axis {axis}, and layers take consecutive channels, or rows and columns of a map: crop the input before the network.");
    }

    /// <summary>Whether a map's consecutive rows or columns are taken.</summary>
    private static bool IsCrop(OnnxTensor tensor, int axis, int[] chosen)
        => !tensor.IsFlat && tensor.Axes[axis] is [{ Name: "H" or "W" }] && chosen.Length > 0 && (chosen.Length == 1 || chosen[1] == chosen[0] + 1);

    private static OnnxTensor Crop(NodeScope scope, OnnxTensor tensor, int[] axes, int[][] ranges)
    {
        int[] rows = Of("H", tensor.Shape.Height);
        int[] columns = Of("W", tensor.Shape.Width);
        int[] sides = [rows[0], tensor.Shape.Height - rows[^1] - 1, columns[0], tensor.Shape.Width - columns[^1] - 1];
        Layer layer = scope.Add(new Layer("Crop2D", tensor.Shape with { Height = rows.Length, Width = columns.Length }, tensor.Layer));
        layer.Arguments.AddRange(sides.Distinct().Count() == 1 ? [$"{sides[0]}"] : sides.Select(side => $"{side}"));
        return axes.Aggregate(tensor, (cut, axis) => Cut(cut, layer, tensor.Axes[axis][0].Name[0], axis, ranges[axis].Length));

        int[] Of(string name, int side) => axes.Where(axis => tensor.Axes[axis][0].Name == name).Select(axis => ranges[axis]).FirstOrDefault() ?? [.. Enumerable.Range(0, side)];
    }

    /// <summary>Rows or columns, by a filter for each channel that has a single 1.</summary>
    private static OnnxTensor Pixels(NodeScope scope, OnnxTensor tensor, int axis, int[] chosen, int step)
    {
        bool isRows = tensor.Axes[axis][0].Name == "H";
        MapShape map = tensor.Shape;
        int side = isRows ? map.Height : map.Width;
        int kernel = Math.Max(chosen[0] + 1, side - (step * chosen.Length) + 1);
        if (kernel > MostPlaces)
        {
            throw new UnsupportedNodeException($"it cuts {side} rows or columns to {chosen.Length}, and a filter that picks them would have {kernel} places: crop the input before the network.");
        }

        MapShape shape = isRows ? map with { Height = chosen.Length } : map with { Width = chosen.Length };
        scope.Grow((long)kernel * map.Channels);
        Layer layer = scope.Add(new Layer(map.Channels == 1 ? "Conv2D" : "DepthwiseConv2D", shape, tensor.Layer));
        layer.Arguments.AddRange([.. map.Channels == 1 ? ["1"] : Array.Empty<string>(), isRows ? $"{kernel}" : "1", isRows ? "1" : $"{kernel}"]);
        if (step > 1)
        {
            layer.Properties.Add((isRows ? "StrideHeight" : "StrideWidth", $"{step}"));
        }

        float[] weights = new float[kernel * map.Channels];
        for (int channel = 0; channel < map.Channels; channel++)
        {
            weights[(channel * kernel) + chosen[0]] = 1;
        }

        layer.Weights["weight"] = new Weight([map.Channels, 1, isRows ? kernel : 1, isRows ? 1 : kernel], weights);
        return Cut(tensor, layer, isRows ? 'H' : 'W', axis, chosen.Length);
    }

    /// <summary>The view with another size of one side.</summary>
    private static OnnxTensor Cut(OnnxTensor tensor, Layer layer, char letter, int axis, int size)
    {
        Atom[] side = OnnxTensor.AtomsOf($"{letter}", size);
        Atom[] channels = letter == 'C' ? side : [.. tensor.Storage.Where(atom => atom.Name[0] == 'C')];
        Atom[] rows = letter == 'H' ? side : [.. tensor.Storage.Where(atom => atom.Name[0] == 'H')];
        Atom[] columns = letter == 'W' ? side : [.. tensor.Storage.Where(atom => atom.Name[0] == 'W')];
        Atom[] others = letter == 'C' && tensor.IsFlat ? [] : [.. rows, .. columns];
        return new OnnxTensor(layer, layer.Output, [.. channels, .. others], [.. tensor.Axes.Select((atoms, i) => i == axis ? side : atoms)]);
    }
}
