using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Pools under a window, and over the whole map.</summary>
internal static class Pools
{
    public static OnnxTensor Max(NodeScope scope)
    {
        if (scope.Node.Outputs.Skip(1).Any(output => output.Length > 0))
        {
            throw new UnsupportedNodeException("it gives the places of the maxima (Indices) too, as for MaxUnpool, which no layer does: upsample with UpSample2D in the decoder.");
        }

        return Pool(scope, "MaxPool2D");
    }

    public static OnnxTensor Average(NodeScope scope) => Pool(scope, "AvgPool2D");

    public static OnnxTensor GlobalMax(NodeScope scope) => Global(scope, "GlobalMaxPool2D");

    public static OnnxTensor GlobalAverage(NodeScope scope) => Global(scope, "GlobalAvgPool2D");

    private static OnnxTensor Pool(NodeScope scope, string kind)
    {
        OnnxNode node = scope.Node;
        OnnxTensor input = scope.AsMap(scope.Input());
        MapShape map = input.Shape;
        if (node.Ints("kernel_shape") is not { } kernel || kernel.Length != input.Rank - 2 || kernel.Any(side => side is < 1 or > int.MaxValue))
        {
            throw new UnsupportedNodeException($"its kernel_shape [{string.Join(", ", node.Ints("kernel_shape")?.Take(8) ?? [])}] does not fit a tensor of {input.Rank} axes: the file is damaged, or of three sides. Export it again.");
        }

        SlidingWindow window = SlidingWindow.Read(node, [.. kernel.Select(side => (int)side)], map);
        if (window.Rows.Dilation != 1 || window.Columns.Dilation != 1)
        {
            throw new UnsupportedNodeException("its window is spread by dilations, which pools here are not: use a stride in its place.");
        }

        bool isMax = kind == "MaxPool2D";
        bool countsPads = !isMax && node.Int("count_include_pad", 0) != 0;
        if (node.Int("ceil_mode", 0) != 0 && node.Text("auto_pad", "NOTSET") is "NOTSET" or "")
        {
            SlidingWindow larger = new(Ceiled(window.Rows, map.Height), Ceiled(window.Columns, map.Width));
            window = larger == window || !countsPads ? larger : throw new UnsupportedNodeException("it rounds its output up (ceil_mode) and counts pads in its means, so that the last means are over fewer numbers: export it with count_include_pad=False.");
        }

        if (window.Rows.Before >= window.Rows.Kernel || window.Rows.After >= window.Rows.Kernel || window.Columns.Before >= window.Columns.Kernel || window.Columns.After >= window.Columns.Kernel)
        {
            throw new UnsupportedNodeException($"its pads are as large as its window of {window.Rows.Kernel}x{window.Columns.Kernel}, so that a window may hold no pixel of the map: pad less.");
        }

        Layer layer = scope.Add(new Layer(kind, window.Output(map, map.Channels), input.Layer));
        Convolutions.AddKernel(layer, window);
        window.Write(layer, map, strideIsKernel: true);
        if (countsPads && (window.Rows.Before | window.Rows.After | window.Columns.Before | window.Columns.After) != 0)
        {
            layer.Properties.Add(("CountIncludePad", "true"));
        }

        return OnnxTensor.Of(layer, input.Rank);
    }

    /// <summary>More pads behind, so that the output's size is rounded up. A last window that would begin behind the map is left out.</summary>
    private static WindowSide Ceiled(WindowSide side, int size)
    {
        int spare = size + side.Before + side.After - side.Extent;
        int steps = spare < 0 ? 0 : (spare + side.Stride - 1) / side.Stride;
        if (steps * side.Stride >= size + side.Before)
        {
            steps--;
        }

        int needed = (steps * side.Stride) - spare;
        return needed > 0 ? side with { After = side.After + needed } : side;
    }

    private static OnnxTensor Global(NodeScope scope, string kind)
    {
        OnnxTensor input = scope.Input();
        if (input.Rank < 3)
        {
            throw new UnsupportedNodeException("a map was expected, with a batch of 1, channels, height and width.");
        }

        return Reductions.Over(scope, isMax: kind == "GlobalMaxPool2D", input, [.. Enumerable.Range(2, input.Rank - 2)], keepsAxes: true);
    }
}
