using CnnGen.Import.Load;
using CnnGen.Import.Simplify;
using CnnGen.Import.Write;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Pad, whose negative pads are a crop, and Resize (Upsample): maps of another height and width.</summary>
internal static class Resizes
{
    public static OnnxTensor Pad(NodeScope scope)
    {
        OnnxNode node = scope.Node;
        OnnxTensor input = scope.Input();
        string mode = node.Text("mode", "constant");
        if (mode is not ("constant" or "edge" or "reflect"))
        {
            throw new UnsupportedNodeException($"it pads by '{MessageText.Shown(mode)}', and Pad2D with a number, the outermost pixels, or the map mirrored at them: train with one of these.");
        }

        float value = scope.OptionalConstant(2, "value")?.ToFloats().FirstOrDefault() ?? node.Float("value", 0);
        long[] given = node.Ints("pads") ?? node.Ints("paddings") ?? scope.Constant(1, "pads").ToIntegers();
        int[] axes = scope.OptionalConstant(3, "axes") is { } named
            ? AxisChanges.Normalized(named.ToIntegers(), input.Rank) ?? []
            : [.. Enumerable.Range(0, input.Rank)];
        if (given.Length != 2 * axes.Length)
        {
            throw new UnsupportedNodeException($"it has {given.Length} pads for {axes.Length} axes: the file is corrupt. Export it again.");
        }

        long[] before = new long[input.Rank];
        long[] after = new long[input.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            (before[axes[i]], after[axes[i]]) = (given[i], given[i + axes.Length]);
        }

        if (before.Concat(after).All(pad => pad == 0))
        {
            return input;
        }

        if (before.Concat(after).Any(pad => pad < 0))
        {
            input = Crop(scope, input, before, after);
        }

        if (before.Concat(after).All(pad => pad <= 0))
        {
            return input;
        }

        (before, after) = ([.. before.Select(pad => Math.Max(0, pad))], [.. after.Select(pad => Math.Max(0, pad))]);
        if (float.IsNaN(value))
        {
            throw new UnsupportedNodeException("it pads with NaN: the file is corrupt. Export it again.");
        }

        (OnnxTensor map, int rows, int columns) = Map(scope, input);
        if (Enumerable.Range(0, input.Rank).Any(axis => axis != rows && axis != columns && (before[axis] | after[axis]) != 0))
        {
            throw new UnsupportedNodeException("it pads the channels (or the batch) too, and Pad2D pads height and width: pad by a convolution of 1x1 with more filters.");
        }

        long[] pads = [rows < 0 ? 0 : before[rows], rows < 0 ? 0 : after[rows], before[columns], after[columns]];
        if (pads.Any(pad => pad > 1 << 24))
        {
            throw new UnsupportedNodeException($"its pads are [{string.Join(", ", given.Take(8))}]: no map is so large. Export the model again.");
        }

        MapShape shape = map.Shape with { Height = map.Shape.Height + (int)(pads[0] + pads[1]), Width = map.Shape.Width + (int)(pads[2] + pads[3]) };
        bool isZero = mode == "constant" && value == 0;
        Layer layer = scope.Add(new Layer(isZero ? "ZeroPad2D" : "Pad2D", shape, map.Layer) { Fill = mode == "constant" ? value : null });
        layer.Arguments.AddRange(pads.Distinct().Count() == 1 ? [$"{pads[0]}"] : pads.Select(pad => $"{pad}"));
        if (mode != "constant")
        {
            layer.Properties.Add(("Mode", mode == "edge" ? "PadMode.Edge" : "PadMode.Reflect"));
        }
        else if (!isZero)
        {
            layer.Properties.Add(("Value", Numbers.OrInfinity(value)));
        }

        return Like(map, layer);
    }

    /// <summary>What negative pads leave of a tensor.</summary>
    private static OnnxTensor Crop(NodeScope scope, OnnxTensor input, long[] before, long[] after)
    {
        int[][] ranges = [.. input.Dims.Select((side, axis) =>
        {
            (int first, int last) = (Cut(side, before[axis]), Cut(side, after[axis]));
            return first + last < side
                ? Enumerable.Range(first, side - first - last).ToArray()
                : throw new UnsupportedNodeException($"its pads of {before[axis]} and {after[axis]} leave nothing of {side}: give the input's shape with --shape.");
        })];
        return Selections.Take(scope, input, ranges);

        static int Cut(int side, long pad) => (int)-Math.Max(-side, Math.Min(0, pad));
    }

    public static OnnxTensor Resize(NodeScope scope)
    {
        (OnnxTensor map, int rows, int columns) = Map(scope, scope.Input());
        ResizeMode mode = ResizeMode.Read(scope, map.Dims);
        int[] sizes = mode.Sizes;
        if (sizes.SequenceEqual(map.Dims))
        {
            return map;
        }

        int height = rows < 0 ? 1 : sizes[rows];
        (int tall, int wide) = (height / map.Shape.Height, sizes[columns] / map.Shape.Width);
        bool isWhole = height == tall * map.Shape.Height && sizes[columns] == wide * map.Shape.Width
            && Enumerable.Range(0, map.Rank).All(axis => axis == rows || axis == columns || sizes[axis] == map.Dims[axis]);
        if (!isWhole || tall < 1 || wide < 1)
        {
            throw new UnsupportedNodeException($"it makes {MessageText.Shape(sizes)} of it, and UpSample2D multiplies height and width by whole numbers: use a whole scale, or a ConvTranspose.");
        }

        bool isBilinear = mode.IsBilinear(tall, wide);
        if (tall != wide)
        {
            return isBilinear
                ? throw new UnsupportedNodeException($"it interpolates {tall} times as high and {wide} times as wide, and UpSample2D multiplies both by one number: use one scale.")
                : Like(map, Repeated(scope, map, tall, wide));
        }

        Layer layer = scope.Add(new Layer("UpSample2D", map.Shape with { Height = map.Shape.Height * tall, Width = map.Shape.Width * wide }, map.Layer));
        layer.Arguments.Add($"{tall}");
        if (isBilinear)
        {
            layer.Properties.Add(("Interpolation", "Interpolation.Bilinear"));
        }

        return Like(map, layer);
    }

    /// <summary>Each pixel a block of its own sides: by a transposed convolution of ones.</summary>
    private static Layer Repeated(NodeScope scope, OnnxTensor map, int tall, int wide)
    {
        MapShape shape = map.Shape;
        Layer layer = scope.Add(new Layer("Conv2DTranspose", shape with { Height = shape.Height * tall, Width = shape.Width * wide }, map.Layer));
        layer.Arguments.AddRange([$"{shape.Channels}", $"{tall}", $"{wide}"]);
        layer.Properties.AddRange([("StrideHeight", $"{tall}"), ("StrideWidth", $"{wide}")]);
        if (shape.Channels > 1)
        {
            layer.Properties.Add(("Groups", $"{shape.Channels}"));
        }

        scope.Grow((long)shape.Channels * tall * wide);
        layer.Weights["weight"] = new Weight([shape.Channels, 1, tall, wide], [.. Enumerable.Repeat(1f, shape.Channels * tall * wide)]);
        return layer;
    }

    /// <summary>The tensor as a map, and which of ONNX's axes are its rows (-1 where it has none) and columns.</summary>
    private static (OnnxTensor Map, int Rows, int Columns) Map(NodeScope scope, OnnxTensor tensor)
        => tensor is { Rank: 4, IsFlat: false, IsInOrder: false } && tensor.IsChannels(3)
            ? (tensor, 1, 2)
            : (scope.AsMap(tensor), tensor.Rank == 4 ? 2 : -1, tensor.Rank - 1);

    /// <summary>The output of a layer, with its axes where the input has them.</summary>
    private static OnnxTensor Like(OnnxTensor input, Layer layer)
    {
        OnnxTensor output = OnnxTensor.Of(layer, input.Rank);
        return input.IsInOrder ? output : output with { Axes = [[], output.Axes[2], output.Axes[3], output.Axes[1]] };
    }
}
