using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>ConvTranspose, over one side or two.</summary>
internal static class TransposedConvolutions
{
    public static OnnxTensor ConvTranspose(NodeScope scope)
    {
        Constant weights = scope.Constant(1, "weights");
        Constant? bias = scope.OptionalConstant(2, "biases");
        OnnxTensor input = scope.Input();
        Convolutions.RequireRank(input, weights);
        input = scope.AsMap(input);
        MapShape map = input.Shape;
        long groups = scope.Node.Int("group", 1);
        long filters = weights.Dims[1] * groups;
        if (weights.Count == 0 || groups < 1 || weights.Dims[0] != map.Channels || map.Channels % groups != 0 || filters > int.MaxValue || (bias is not null && bias.Count != filters))
        {
            throw new UnsupportedNodeException($"its weights of {MessageText.Shape(weights.Dims)} in {groups} groups do not fit {map.Channels} channels: the file is corrupt. Export it again.");
        }

        int rank = weights.Dims.Length - 2;
        SlidingWindow window = SlidingWindow.Read(scope.Node, weights.Dims[2..], map);
        int[] extra = scope.Node.Has("output_padding") ? SlidingWindow.Sides(scope.Node, "output_padding", rank, least: 0) : new int[rank];
        int[]? wanted = Wanted(scope.Node, rank);
        string auto = scope.Node.Text("auto_pad", "NOTSET");
        TransposedSide rows = Fit(window.Rows, map.Height, rank == 2 ? extra[0] : 0, auto, rank == 2 ? wanted?[0] : wanted is null ? null : 1);
        TransposedSide columns = Fit(window.Columns, map.Width, extra[^1], auto, wanted?[^1]);
        window = new SlidingWindow(rows.Window, columns.Window);

        Layer layer = scope.Add(new Layer("Conv2DTranspose", new MapShape(rows.Output, columns.Output, (int)filters, IsFlat: false), input.Layer));
        layer.Arguments.Add($"{filters}");
        Convolutions.AddKernel(layer, window);

        // Same makes the output the stride times as large, and has no output padding.
        bool canBeSame = (rows.Extra | columns.Extra) == 0 && window.Rows.Extent >= window.Rows.Stride && window.Columns.Extent >= window.Columns.Stride;
        window.Write(layer, canBeSame ? window.PaddedSame(window.Rows.Stride, window.Columns.Stride) : null);
        AddOutputPadding(layer, rows.Extra, columns.Extra);
        if (groups > 1)
        {
            layer.Properties.Add(("Groups", $"{groups}"));
        }

        int[] kernel = rank == 2 ? weights.Dims[2..] : [1, weights.Dims[2]];
        float[] values = Extended(scope, weights.ToFloats(), kernel, window.Rows.Kernel, window.Columns.Kernel);
        Convolutions.AddWeights(scope, layer, [weights.Dims[0], weights.Dims[1], window.Rows.Kernel, window.Columns.Kernel], values, bias?.ToFloats(), weights.Name);
        return OnnxTensor.Of(layer, input.Rank);
    }

    /// <summary>One side of a transposed convolution as the layer has it.</summary>
    private readonly record struct TransposedSide(WindowSide Window, int Extra, int Output);

    /// <summary>The output's sides that the node asks for; null for none.</summary>
    private static int[]? Wanted(OnnxNode node, int rank)
        => node.Ints("output_shape") is not { Length: > 0 } given ? null
            : SlidingWindow.Sides(node, "output_shape", given.Length == rank + 2 ? given.Length : rank, least: 1)[^rank..];

    /// <summary>
    /// The pads of one side, and the size of its output. Where that is to be larger than the kernel reaches, there is more output padding;
    /// as the layer has less of it than a stride, the kernel is longer by taps that are 0.
    /// </summary>
    private static TransposedSide Fit(WindowSide side, int size, int extra, string auto, int? wanted)
    {
        long reached = ((long)side.Stride * (size - 1)) + extra + side.Extent;
        if (wanted is not null || auto is "SAME_UPPER" or "SAME_LOWER")
        {
            long missing = (wanted ?? Math.Min(reached, (long)size * side.Stride)) - reached;
            extra = (int)Math.Min(int.MaxValue, extra + Math.Max(0, missing));
            reached += Math.Max(0, missing);
            long pads = Math.Max(0, -missing);
            int half = (int)(pads / 2);
            int rest = (int)(pads - half);
            side = auto == "SAME_UPPER" ? side with { Before = half, After = rest } : side with { Before = rest, After = half };
        }

        long output = reached - side.Before - side.After;
        if (output is < 1 or > int.MaxValue)
        {
            throw new UnsupportedNodeException($"its output would have {output} rows or columns: its pads are larger than what they cut.");
        }

        int taps = extra < Math.Max(side.Stride, side.Dilation) ? 0 : extra / side.Dilation;
        return new TransposedSide(side with { Kernel = side.Kernel + taps }, extra - (taps * side.Dilation), (int)output);
    }

    /// <summary>Filters with zeros behind their rows and columns.</summary>
    private static float[] Extended(NodeScope scope, float[] weights, int[] kernel, int rows, int columns)
    {
        if (kernel[0] == rows && kernel[1] == columns)
        {
            return weights;
        }

        int count = weights.Length / (kernel[0] * kernel[1]);
        scope.Grow((long)count * rows * columns);
        float[] extended = new float[count * rows * columns];
        for (int i = 0; i < weights.Length; i++)
        {
            (int filter, int row, int column) = (i / kernel[1] / kernel[0], i / kernel[1] % kernel[0], i % kernel[1]);
            extended[(((filter * rows) + row) * columns) + column] = weights[i];
        }

        return extended;
    }

    private static void AddOutputPadding(Layer layer, int rows, int columns)
    {
        if (rows == columns && rows > 0)
        {
            layer.Properties.Add(("OutputPadding", $"{rows}"));
            return;
        }

        foreach ((string name, int extra) in new[] { ("OutputPaddingHeight", rows), ("OutputPaddingWidth", columns) }.Where(side => side.Item2 > 0))
        {
            layer.Properties.Add((name, $"{extra}"));
        }
    }
}
