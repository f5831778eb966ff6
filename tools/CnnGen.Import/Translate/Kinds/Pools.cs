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
            throw new UnsupportedNodeException($"its kernel_shape [{string.Join(", ", node.Ints("kernel_shape")?.Take(8) ?? [])}] does not fit a tensor of {input.Rank} axes: the file is corrupt, or of three sides. Export it again.");
        }

        SlidingWindow window = SlidingWindow.Read(node, [.. kernel.Select(side => (int)side)], map);
        if (window.Rows.Dilation != 1 || window.Columns.Dilation != 1)
        {
            throw new UnsupportedNodeException("its window is spread by dilations, which pools here are not: use a stride in its place.");
        }

        bool isMax = kind == "MaxPool2D";
        bool countsPads = !isMax && node.Int("count_include_pad", 0) != 0;
        if (node.Int("ceil_mode", 0) != 0)
        {
            SlidingWindow larger = Ceiled(scope, window, map);
            window = larger == window || !countsPads ? larger : throw new UnsupportedNodeException("it rounds its output up (ceil_mode) and counts pads in its means, so that the last means are over fewer elements: export it with count_include_pad=False.");
        }

        if (!EachHoldsPixels(window))
        {
            throw new UnsupportedNodeException($"its pads are as large as its window of {window.Rows.Kernel}x{window.Columns.Kernel}, so that a window may hold no pixel of the map: pad less.");
        }

        // What no element is below around the map is the pool's own padding.
        Layer source = input.Layer;
        if (isMax && source is { Fill: <= float.MinValue, IsSole: true } && EachHoldsPixels(Convolutions.Widened(source, window)))
        {
            window = Convolutions.Widened(source, window);
            scope.Remove(source);
            source = source.Source!;
            map = source.Output;
        }

        Layer layer = scope.Add(new Layer(kind, window.Output(map, map.Channels), source));
        Convolutions.AddKernel(layer, window);
        window.Write(layer, window.PaddedSame(map.Height, map.Width), strideIsKernel: true);
        if (countsPads && (window.Rows.Before | window.Rows.After | window.Columns.Before | window.Columns.After) != 0)
        {
            layer.Properties.Add(("CountIncludePad", "true"));
        }

        return OnnxTensor.Of(layer, input.Rank);
    }

    /// <summary>Whether no window lies in the padding alone.</summary>
    private static bool EachHoldsPixels(SlidingWindow window)
        => window.Rows.Before < window.Rows.Kernel && window.Rows.After < window.Rows.Kernel && window.Columns.Before < window.Columns.Kernel && window.Columns.After < window.Columns.Kernel;

    /// <summary>More pads behind, so that the output has the size that ONNX rounds up to.</summary>
    private static SlidingWindow Ceiled(NodeScope scope, SlidingWindow window, MapShape map)
    {
        if (scope.OutputDims() is not [_, _, .. var sides])
        {
            return window;
        }

        return new SlidingWindow(sides.Length == 2 ? Reaching(window.Rows, map.Height, sides[0]) : window.Rows, Reaching(window.Columns, map.Width, sides[^1]));

        static WindowSide Reaching(WindowSide side, int size, int output)
            => side with { After = Math.Max(side.After, (int)Math.Min(int.MaxValue, ((output - 1L) * side.Stride) + side.Extent - size - side.Before)) };
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
