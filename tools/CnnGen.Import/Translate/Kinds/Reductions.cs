using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>ReduceMean, ReduceMax and ReduceSum: pools over whole sides of a map, and over its channels.</summary>
internal static class Reductions
{
    public static OnnxTensor Mean(NodeScope scope) => Reduce(scope, scope.Input(), isMax: false, out _);

    public static OnnxTensor Max(NodeScope scope) => Reduce(scope, scope.Input(), isMax: true, out _);

    /// <summary>The largest of the negatives is the smallest's.</summary>
    public static OnnxTensor Min(NodeScope scope)
    {
        OnnxTensor negative = Scales.Linear(scope, scope.Input(), -1, 0);
        return Scales.Linear(scope, Reduce(scope, negative, isMax: true, out _), -1, 0);
    }

    public static OnnxTensor Sum(NodeScope scope)
    {
        OnnxTensor mean = Reduce(scope, scope.Input(), isMax: false, out int count);
        return Scales.Linear(scope, mean, count, 0);
    }

    private static OnnxTensor Reduce(NodeScope scope, OnnxTensor input, bool isMax, out int count)
    {
        count = 1;
        long[]? named = AxisChanges.Named(scope.Node, scope.OptionalConstant(1, "axes"));
        if (named is null or [] && scope.Node.Int("noop_with_empty_axes", 0) != 0)
        {
            return input;
        }

        long[] all = named is null or [] ? [.. Enumerable.Range(0, input.Rank).Select(axis => (long)axis)] : named;
        int[] axes = AxisChanges.Normalized(all, input.Rank) ?? throw new UnsupportedNodeException($"its axes [{string.Join(", ", all.Take(8))}] are not those of a tensor of {input.Rank} axes: the file is corrupt. Export it again.");
        count = OnnxTensor.SizeOf(axes.SelectMany(axis => input.Axes[axis]));
        return Over(scope, isMax, input, axes, scope.Node.Int("keepdims", 1) != 0);
    }

    /// <summary>The mean or the largest over some of ONNX's axes, which must be whole sides of the map, or its channels.</summary>
    /// <exception cref="UnsupportedNodeException">They are parts of sides.</exception>
    public static OnnxTensor Over(NodeScope scope, bool isMax, OnnxTensor input, int[] axes, bool keepsAxes)
    {
        HashSet<Atom> gone = [.. axes.SelectMany(axis => input.Axes[axis])];
        OnnxTensor result = input;
        if (gone.Count > 0)
        {
            Side rows = SideOf('H');
            Side columns = SideOf('W');
            Side channels = SideOf('C');
            if (rows == Side.Cut || columns == Side.Cut || channels == Side.Cut || (input.IsFlat && gone.Count < input.Storage.Length))
            {
                throw new UnsupportedNodeException($"it reduces the axes [{string.Join(", ", axes)}], which are no whole sides of a map: flatten nothing before it.");
            }

            if (input.IsFlat)
            {
                result = OverChannels(scope, isMax, input);
            }
            else
            {
                result = OverSides(scope, isMax, input, rows == Side.Gone, columns == Side.Gone);
                result = channels == Side.Gone ? OverChannels(scope, isMax, result) : result;
            }

            result = result with
            {
                Storage = [.. input.Storage.Where(atom => !gone.Contains(atom))],
                Axes = [.. input.Axes.Select(axis => axis.Where(atom => !gone.Contains(atom)).ToArray())],
            };
        }

        return keepsAxes ? result : result with { Axes = [.. result.Axes.Where((_, axis) => !axes.Contains(axis))] };

        Side SideOf(char letter)
        {
            Atom[] atoms = [.. input.Storage.Where(atom => atom.Name[0] == letter)];
            int count = atoms.Count(gone.Contains);
            return count == 0 ? Side.Kept : count == atoms.Length ? Side.Gone : Side.Cut;
        }
    }

    private enum Side
    {
        Kept,
        Gone,
        Cut,
    }

    private static OnnxTensor OverSides(NodeScope scope, bool isMax, OnnxTensor input, bool rows, bool columns)
    {
        MapShape map = input.Shape;
        if (!rows && !columns)
        {
            return input;
        }

        if ((rows || map.Height == 1) && (columns || map.Width == 1))
        {
            return input.On(scope.Add(new Layer(isMax ? "GlobalMaxPool2D" : "GlobalAvgPool2D", new MapShape(1, 1, map.Channels, IsFlat: true), input.Layer)));
        }

        (int height, int width) = (rows ? map.Height : 1, columns ? map.Width : 1);
        Layer layer = scope.Add(new Layer(isMax ? "MaxPool2D" : "AvgPool2D", map with { Height = map.Height / height, Width = map.Width / width }, input.Layer));
        layer.Arguments.AddRange([$"{height}", $"{width}"]);
        return input.On(layer);
    }

    /// <summary>Over the channels of each pixel, or over all units: one filter of equal weights, or the largest of one piece.</summary>
    private static OnnxTensor OverChannels(NodeScope scope, bool isMax, OnnxTensor input)
    {
        int count = input.IsFlat ? input.Shape.Length : input.Shape.Channels;
        MapShape one = input.IsFlat ? new MapShape(1, 1, 1, IsFlat: true) : input.Shape with { Channels = 1 };
        Layer layer = scope.Add(new Layer(isMax ? "Maxout" : input.IsFlat ? "Dense" : "Conv2D", one, input.Layer));
        layer.Arguments.AddRange(isMax ? [$"{count}"] : input.IsFlat ? ["1"] : ["1", "1"]);
        if (!isMax)
        {
            scope.Grow(count);
            layer.Weights["weight"] = new Weight(input.IsFlat ? [1, count] : [1, count, 1, 1], [.. Enumerable.Repeat(1f / count, count)]);
        }

        return input.On(layer);
    }
}
