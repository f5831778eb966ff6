using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>
/// Channels that change places, or become pixels: DepthToSpace, SpaceToDepth, and the Reshape, Transpose and Reshape by which exporters
/// write the shuffles of ShuffleNet and of super-resolution.
/// </summary>
internal static class ChannelMoves
{
    public static OnnxTensor DepthToSpace(NodeScope scope)
    {
        OnnxTensor input = scope.AsMap(scope.Input());
        int factor = Factor(scope);
        long square = (long)factor * factor;
        if (input.Rank != 4 || input.Shape.Channels % square != 0)
        {
            throw new UnsupportedNodeException($"its {input.Shape.Channels} channels are no squares of {factor}x{factor} pixels: the file is corrupt. Export it again.");
        }

        string mode = scope.Node.Text("mode", "DCR");
        Layer source = mode == "CRD" ? input.Layer : Shuffle(scope, input.Layer, (int)square);
        return OnnxTensor.Of(PixelShuffle(scope, source, factor));
    }

    /// <summary>Each pixel of a square by a filter of its own, which picks it, and the channels into ONNX's order.</summary>
    public static OnnxTensor SpaceToDepth(NodeScope scope)
    {
        OnnxTensor input = scope.AsMap(scope.Input());
        MapShape map = input.Shape;
        int factor = Factor(scope);
        if (input.Rank != 4 || map.Height % factor != 0 || map.Width % factor != 0 || (long)map.Channels * factor * factor > int.MaxValue)
        {
            throw new UnsupportedNodeException($"its {map.Height}x{map.Width} pixels are no squares of {factor}x{factor}: give another size with --shape.");
        }

        int square = factor * factor;
        int channels = map.Channels * square;
        scope.Grow((long)channels * square);
        Layer picked = scope.Add(new Layer(map.Channels == 1 ? "Conv2D" : "DepthwiseConv2D", new MapShape(map.Height / factor, map.Width / factor, channels, IsFlat: false), input.Layer));
        picked.Arguments.AddRange(map.Channels == 1 ? [$"{channels}", $"{factor}"] : [$"{factor}"]);
        picked.Properties.Add(("Stride", $"{factor}"));
        if (map.Channels > 1 && square > 1)
        {
            picked.Properties.Add(("Multiplier", $"{square}"));
        }

        float[] weights = new float[channels * square];
        for (int channel = 0; channel < channels; channel++)
        {
            weights[(channel * square) + (channel % square)] = 1;
        }

        picked.Weights["weight"] = new Weight([channels, 1, factor, factor], weights);
        return OnnxTensor.Of(Shuffle(scope, picked, map.Channels));
    }

    /// <summary>A view whose channels were moved by a Reshape and a Transpose, by the layer that moves them; others as they are.</summary>
    public static OnnxTensor InOrder(NodeScope scope, OnnxTensor view)
    {
        if (view.IsInOrder || view.IsFlat)
        {
            return view;
        }

        Atom[] stored = [.. view.Storage.Where(IsChannel)];
        int[] mixed = [.. Enumerable.Range(0, view.Rank).Where(axis => view.Axes[axis].Any(IsChannel))];
        if (mixed is [var only] && view.Axes[only].All(IsChannel) && Rotation(stored, view.Axes[only]) is { } groups)
        {
            Layer shuffle = Shuffle(scope, view.Layer, groups);
            Atom[] channels = OnnxTensor.AtomsOf("C", view.Shape.Channels);
            return view with
            {
                Layer = shuffle,
                Storage = [.. channels, .. view.Storage.Where(atom => !IsChannel(atom))],
                Axes = [.. view.Axes.Select((axis, i) => i == only ? channels : axis)],
            };
        }

        return view.Rank == 4 && view.Axes[0].Length == 0 ? AsPixels(scope, view, stored) : view;
    }

    /// <summary>Channels that a Transpose put behind the rows and behind the columns.</summary>
    private static OnnxTensor AsPixels(NodeScope scope, OnnxTensor view, Atom[] stored)
    {
        Atom[] rows = [.. view.Storage.Where(atom => atom.Name[0] == 'H')];
        Atom[] columns = [.. view.Storage.Where(atom => atom.Name[0] == 'W')];
        if (view.Axes[2] is not [.. var high, var down]
            || view.Axes[3] is not [.. var wide, var right]
            || !high.SequenceEqual(rows) || !wide.SequenceEqual(columns)
            || !IsChannel(down) || !IsChannel(right) || down.Size != right.Size)
        {
            return view;
        }

        Atom[] rest = view.Axes[1];
        bool isLast = stored.SequenceEqual([.. rest, down, right]);
        if (!isLast && !stored.SequenceEqual([down, right, .. rest]))
        {
            return view;
        }

        Layer source = isLast ? view.Layer : Shuffle(scope, view.Layer, down.Size * right.Size);
        return OnnxTensor.Of(PixelShuffle(scope, source, down.Size));
    }

    private static bool IsChannel(Atom atom) => atom.Name[0] == 'C';

    /// <summary>Into how many groups the channels are cut whose first members come first, then the second ones; null for another order.</summary>
    private static int? Rotation(Atom[] stored, Atom[] order)
    {
        for (int first = 1; first < stored.Length; first++)
        {
            if (order.SequenceEqual([.. stored[first..], .. stored[..first]]))
            {
                return OnnxTensor.SizeOf(stored[..first]);
            }
        }

        return null;
    }

    private static int Factor(NodeScope scope)
        => scope.Node.Int("blocksize", 0) is var factor and > 0 and < 1 << 12 ? (int)factor : throw new UnsupportedNodeException($"its blocksize is {scope.Node.Int("blocksize", 0)}: the file is corrupt. Export it again.");

    private static Layer Shuffle(NodeScope scope, Layer source, int groups)
    {
        if (groups <= 1 || groups == source.Output.Channels)
        {
            return source;
        }

        Layer layer = scope.Add(new Layer("ChannelShuffle", source.Output, source));
        layer.Arguments.Add($"{groups}");
        return layer;
    }

    private static Layer PixelShuffle(NodeScope scope, Layer source, int factor)
    {
        MapShape map = source.Output;
        Layer layer = scope.Add(new Layer("PixelShuffle2D", new MapShape(map.Height * factor, map.Width * factor, map.Channels / factor / factor, IsFlat: false), source));
        layer.Arguments.Add($"{factor}");
        return layer;
    }
}
