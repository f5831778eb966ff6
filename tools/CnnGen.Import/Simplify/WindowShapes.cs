using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Output shapes of convolutions and pools, as ONNX defines them.</summary>
internal static class WindowShapes
{
    public static int[]? Convolution(NodeInputs inputs)
        => inputs.Shape(0) is [var batch, _, .. var map] && inputs.Shape(1) is [var filters, _, .. var kernel] && Slid(inputs.Node, map, kernel, canCeil: false) is { } output
            ? [batch, filters, .. output]
            : null;

    public static int[]? Pool(NodeInputs inputs)
        => inputs.Shape(0) is [var batch, var channels, .. var map] && Sides(inputs.Node, "kernel_shape", map.Length, 0) is { } kernel && Slid(inputs.Node, map, kernel, canCeil: true) is { } output
            ? [batch, channels, .. output]
            : null;

    public static int[]? Transposed(NodeInputs inputs)
    {
        OnnxNode node = inputs.Node;
        if (inputs.Shape(0) is not [var batch, _, .. var map]
            || inputs.Shape(1) is not [_, var filters, .. var kernel]
            || kernel.Length != map.Length
            || Sides(node, "strides", map.Length, 1) is not { } strides
            || Sides(node, "dilations", map.Length, 1) is not { } dilations
            || Sides(node, "output_padding", map.Length, 0) is not { } extra
            || Sides(node, "pads", 2 * map.Length, 0) is not { } pads)
        {
            return null;
        }

        long[]? wanted = node.Ints("output_shape") is { Length: > 0 } given ? given : null;
        string auto = node.Text("auto_pad", "NOTSET");
        long[] output = new long[map.Length];
        for (int i = 0; i < map.Length; i++)
        {
            long reached = ((long)strides[i] * (map[i] - 1)) + ((long)dilations[i] * (kernel[i] - 1)) + 1 + extra[i];
            output[i] = wanted is not null ? wanted[i + wanted.Length - map.Length]
                : auto switch
                {
                    // The pads make the output the stride times as large as the input, but are never negative.
                    "SAME_UPPER" or "SAME_LOWER" => Math.Min(reached, (long)map[i] * strides[i]),
                    "VALID" => reached,
                    _ => reached - pads[i] - pads[i + map.Length],
                };
        }

        return wanted?.Length < map.Length ? null : Shape([batch, filters * node.Int("group", 1), .. output]);
    }

    /// <summary>The sides of what a window gives that slides over a map.</summary>
    private static int[]? Slid(OnnxNode node, int[] map, int[] kernel, bool canCeil)
    {
        if (kernel.Length != map.Length
            || Sides(node, "strides", map.Length, 1) is not { } strides
            || Sides(node, "dilations", map.Length, 1) is not { } dilations
            || Sides(node, "pads", 2 * map.Length, 0) is not { } pads
            || strides.Any(stride => stride < 1))
        {
            return null;
        }

        bool isCeiled = canCeil && node.Int("ceil_mode", 0) != 0;
        string auto = node.Text("auto_pad", "NOTSET");
        long[] output = new long[map.Length];
        for (int i = 0; i < map.Length; i++)
        {
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                output[i] = (map[i] + strides[i] - 1L) / strides[i];
                continue;
            }

            (long before, long after) = auto == "VALID" ? (0, 0) : (pads[i], pads[i + map.Length]);
            long spare = map[i] + before + after - (((long)dilations[i] * (kernel[i] - 1)) + 1);
            if (spare < 0)
            {
                return null;
            }

            long steps = isCeiled ? (spare + strides[i] - 1) / strides[i] : spare / strides[i];

            // A window that would begin behind the map, in its pads, is left out.
            output[i] = isCeiled && steps * strides[i] >= map[i] + before ? steps : steps + 1;
        }

        return Shape(output);
    }

    private static int[]? Sides(OnnxNode node, string attribute, int count, int missing)
        => node.Ints(attribute) is not { Length: > 0 } given ? [.. Enumerable.Repeat(missing, count)]
            : given.Length == count ? Shape(given)
            : null;

    private static int[]? Shape(long[] sides) => sides.All(side => side is >= int.MinValue and <= int.MaxValue) ? [.. sides.Select(side => (int)side)] : null;
}
