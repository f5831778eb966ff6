using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Conv, over one side or two, with groups and depthwise.</summary>
internal static class Convolutions
{
    public static OnnxTensor Conv(NodeScope scope)
    {
        Constant weights = scope.Constant(1, "weights");
        Constant? bias = scope.OptionalConstant(2, "biases");
        OnnxTensor input = scope.Input();
        RequireRank(input, weights);
        long groups = scope.Node.Int("group", 1);
        int filters = weights.Dims[0];
        int channels = input.Dims[1];
        if (weights.Count == 0 || groups < 1 || weights.Dims[1] * groups != channels || filters % groups != 0 || (bias is not null && bias.Count != filters))
        {
            throw new UnsupportedNodeException($"its weights of {MessageText.Shape(weights.Dims)} in {groups} groups{(bias is null ? "" : $" and {bias.Count} biases")} do not fit {channels} channels: the file is corrupt. Export it again.");
        }

        int[] kernel = weights.Dims[2..];
        if (scope.Node.Ints("kernel_shape") is { } said && !said.SequenceEqual(kernel.Select(side => (long)side)))
        {
            throw new UnsupportedNodeException($"its kernel_shape is [{string.Join(", ", said.Take(8))}], but its weights are {MessageText.Shape(weights.Dims)}: the file is corrupt. Export it again.");
        }

        return IsDense(scope, input, kernel, groups) ? Dense(scope, input, weights, bias) : Convolve(scope, scope.AsMap(input), weights, bias, (int)groups);
    }

    public static void RequireRank(OnnxTensor input, Constant weights)
    {
        if (weights.Dims.Length is not (3 or 4))
        {
            throw new UnsupportedNodeException(weights.Dims.Length == 5
                ? "its kernel has three sides: networks over volumes and films cannot be imported."
                : $"its weights of {MessageText.Shape(weights.Dims)} do not fit a convolution: the file is corrupt. Export it again.");
        }

        if (input.Rank != weights.Dims.Length)
        {
            throw new UnsupportedNodeException($"its weights of {MessageText.Shape(weights.Dims)} do not fit a tensor of {input.Rank} axes: give the input's shape with --shape, the batch of 1 first.");
        }
    }

    /// <summary>Whether it is a full connection: of a pixel that is flat already, as behind a global pool.</summary>
    private static bool IsDense(NodeScope scope, OnnxTensor input, int[] kernel, long groups)
        => input.IsFlat && groups == 1 && input.IsInOrder && kernel.All(side => side == 1)
            && input.Dims is [1, _, .. var sides] && sides.All(side => side == 1)
            && (scope.Node.Ints("strides") ?? []).All(stride => stride == 1) && (scope.Node.Ints("pads") ?? []).All(pad => pad == 0);

    private static OnnxTensor Dense(NodeScope scope, OnnxTensor input, Constant weights, Constant? bias)
    {
        int units = weights.Dims[0];
        Layer layer = Products.AddDense(scope, input, units, weights.ToFloats(), bias?.ToFloats(), weights.Name);
        return OnnxTensor.Of(layer, 2) with { Axes = [[], OnnxTensor.AtomsOf("C", units), .. input.Dims.Skip(2).Select(_ => Array.Empty<Atom>())] };
    }

    private static OnnxTensor Convolve(NodeScope scope, OnnxTensor input, Constant weights, Constant? bias, int groups)
    {
        Layer source = input.Layer;
        MapShape map = input.Shape;
        SlidingWindow window = SlidingWindow.Read(scope.Node, weights.Dims[2..], map);
        if (source is { Fill: 0, IsSole: true })
        {
            (source, window) = Unpadded(scope, source, window);
            map = source.Output;
        }

        bool isDepthwise = groups > 1 && groups == map.Channels;
        int filters = weights.Dims[0];
        Layer layer = scope.Add(new Layer(isDepthwise ? "DepthwiseConv2D" : "Conv2D", window.Output(map, filters), source));
        if (!isDepthwise)
        {
            layer.Arguments.Add($"{filters}");
        }

        AddKernel(layer, window);
        window.Write(layer, window.PaddedSame(map.Height, map.Width));
        if (isDepthwise && filters != groups)
        {
            layer.Properties.Add(("Multiplier", $"{filters / groups}"));
        }
        else if (!isDepthwise && groups > 1)
        {
            layer.Properties.Add(("Groups", $"{groups}"));
        }

        AddWeights(scope, layer, [filters, weights.Dims[1], window.Rows.Kernel, window.Columns.Kernel], weights.ToFloats(), bias?.ToFloats(), weights.Name);
        return OnnxTensor.Of(layer, input.Rank);
    }

    /// <summary>The window without the pad above it, which becomes its own padding.</summary>
    private static (Layer Source, SlidingWindow Window) Unpadded(NodeScope scope, Layer pad, SlidingWindow window)
    {
        scope.Remove(pad);
        return (pad.Source!, Widened(pad, window));
    }

    /// <summary>A window over a padded map as one over the map itself.</summary>
    public static SlidingWindow Widened(Layer pad, SlidingWindow window)
    {
        int[] pads = [.. pad.Arguments.Select(int.Parse)];
        pads = pads.Length == 1 ? [pads[0], pads[0], pads[0], pads[0]] : pads;
        return window.Padded(window.Rows.Before + pads[0], window.Rows.After + pads[1], window.Columns.Before + pads[2], window.Columns.After + pads[3]);
    }

    public static void AddKernel(Layer layer, SlidingWindow window)
    {
        layer.Arguments.Add($"{window.Rows.Kernel}");
        if (window.Rows.Kernel != window.Columns.Kernel)
        {
            layer.Arguments.Add($"{window.Columns.Kernel}");
        }
    }

    /// <summary>Puts weights and biases into a layer, and names it after them.</summary>
    public static void AddWeights(NodeScope scope, Layer layer, int[] dims, float[] weights, float[]? bias, string name)
    {
        layer.PreferredName = LayerNaming.Of(name, scope.Node.Name);
        layer.Weights["weight"] = new Weight(dims, weights);
        if (bias is not null)
        {
            layer.Weights["bias"] = new Weight([bias.Length], bias);
        }
    }
}
