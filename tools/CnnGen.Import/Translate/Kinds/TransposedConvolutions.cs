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
            throw new UnsupportedNodeException($"its weights of {MessageText.Shape(weights.Dims)} in {groups} groups do not fit {map.Channels} channels: the file is damaged. Export it again.");
        }

        int rank = weights.Dims.Length - 2;
        SlidingWindow window = SlidingWindow.Read(scope.Node, weights.Dims[2..], map);
        int[] extra = scope.Node.Has("output_padding") ? SlidingWindow.Sides(scope.Node, "output_padding", rank, least: 0) : new int[rank];
        int[]? wanted = scope.Node.Has("output_shape") ? SlidingWindow.Sides(scope.Node, "output_shape", rank, least: 1) : null;
        string auto = scope.Node.Text("auto_pad", "NOTSET");
        int rowExtra = rank == 2 ? extra[0] : 0;
        int? wantedRows = rank == 2 ? wanted?[0] : wanted is null ? null : 1;
        (WindowSide rows, int height) = Fit(window.Rows, map.Height, ref rowExtra, auto, wantedRows);
        (WindowSide columns, int width) = Fit(window.Columns, map.Width, ref extra[^1], auto, wanted?[^1]);
        window = new SlidingWindow(rows, columns);

        Layer layer = scope.Add(new Layer("Conv2DTranspose", new MapShape(height, width, (int)filters, IsFlat: false), input.Layer));
        layer.Arguments.Add($"{filters}");
        Convolutions.AddKernel(layer, window);
        window.Write(layer, new MapShape(-1, -1, 1, IsFlat: false));
        AddOutputPadding(layer, rowExtra, extra[^1]);
        if (groups > 1)
        {
            layer.Properties.Add(("Groups", $"{groups}"));
        }

        int[] dims = [weights.Dims[0], weights.Dims[1], rows.Kernel, columns.Kernel];
        Convolutions.AddWeights(scope, layer, dims, weights.ToFloats(), bias?.ToFloats(), weights.Name);
        return OnnxTensor.Of(layer, input.Rank);
    }

    /// <summary>The pads of one side, and the size of its output; where that is to be larger than the kernel reaches, more of the output padding.</summary>
    private static (WindowSide Side, int Output) Fit(WindowSide side, int size, ref int extra, string auto, int? wanted)
    {
        long whole = ((long)side.Stride * (size - 1)) + extra + side.Extent;
        bool isSame = auto is "SAME_UPPER" or "SAME_LOWER";
        if (wanted is not null || isSame)
        {
            long target = wanted ?? (long)size * side.Stride;
            long pads = whole - target;
            if (pads < 0)
            {
                extra = (int)Math.Min(int.MaxValue, extra - pads);
                (whole, pads) = (target, 0);
            }

            int half = (int)(pads / 2);
            int rest = (int)(pads - half);
            side = auto == "SAME_UPPER" ? side with { Before = half, After = rest } : side with { Before = rest, After = half };
        }

        long output = whole - side.Before - side.After;
        return output is > 0 and <= int.MaxValue ? (side, (int)output) : throw new UnsupportedNodeException($"its output would have {output} rows or columns: its pads are larger than what they cut.");
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
