using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Output shapes of operators that count the same elements in another way, or repeat them, as ONNX defines them.</summary>
internal static class ViewShapes
{
    public static int[]? Reshape(NodeInputs inputs)
        => inputs.Listed("shape", 1, out _) is { } sides ? ConstantFolding.Reshaped(inputs.Node, inputs.Shape(0)!, sides) : null;

    public static int[]? Flatten(NodeInputs inputs)
    {
        int[] shape = inputs.Shape(0)!;
        long axis = inputs.Node.Int("axis", 1);
        axis = axis < 0 ? axis + shape.Length : axis;
        return axis >= 0 && axis <= shape.Length ? Checked([Product(shape[..(int)axis]), Product(shape[(int)axis..])]) : null;
    }

    public static int[]? AxisChange(NodeInputs inputs)
    {
        _ = inputs.Listed("axes", 1, out bool isUnknown);
        return isUnknown ? null : AxisChanges.Apply(inputs.Node, inputs.Shape(0)!, inputs.Constants.ElementAtOrDefault(1));
    }

    public static int[]? Expand(NodeInputs inputs)
        => inputs.Integers(1) is { } sides && Checked(sides) is { } to ? Broadcast.Shape(inputs.Shape(0)!, to) : null;

    public static int[]? Tile(NodeInputs inputs)
        => inputs.Integers(1) is { } repeats && repeats.Length == inputs.Shape(0)!.Length && repeats.All(count => count is >= 0 and <= int.MaxValue)
            ? Checked([.. inputs.Shape(0)!.Zip(repeats, (side, count) => side * count)])
            : null;

    public static int[]? DepthToSpace(NodeInputs inputs)
        => inputs.Shape(0) is [var batch, var channels, var height, var width] && inputs.Node.Int("blocksize", 0) is var block and > 0 and <= short.MaxValue
            ? Checked([batch, channels / (block * block), height * block, width * block])
            : null;

    public static int[]? SpaceToDepth(NodeInputs inputs)
        => inputs.Shape(0) is [var batch, var channels, var height, var width] && inputs.Node.Int("blocksize", 0) is var block and > 0 and <= short.MaxValue
            ? Checked([batch, channels * block * block, height / block, width / block])
            : null;

    /// <summary>Resize and Upsample, whose scales and sizes moved between attributes and inputs from opset to opset.</summary>
    public static int[]? Resize(NodeInputs inputs)
    {
        OnnxNode node = inputs.Node;
        int[] shape = inputs.Shape(0)!;
        bool isOld = node.Operator == "Upsample" || node.Opset < 11;
        if (node.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
        {
            return null;
        }

        int[]? axes = node.Ints("axes") is { Length: > 0 } named ? AxisChanges.Normalized(named, shape.Length) : [.. Enumerable.Range(0, shape.Length)];
        Constant? given = inputs.Constants.ElementAtOrDefault(isOld ? 1 : 2);
        float[]? scales = given is { Fault: null, Count: > 0 } ? given.ToFloats() : node.Floats("scales") is { Length: > 0 } attribute ? attribute : OldScales(node, shape.Length);
        long[]? sizes = isOld ? null : inputs.Integers(3) is { Length: > 0 } wanted ? wanted : null;
        if (axes is null || (sizes?.Length ?? scales?.Length) != axes.Length)
        {
            return null;
        }

        long[] output = [.. shape.Select(side => (long)side)];
        for (int i = 0; i < axes.Length; i++)
        {
            // In single precision, as ONNX and its runtime compute it: 0.7 of 10 are 7, where double precision has 6.999.
            output[axes[i]] = sizes?[i] ?? (long)Math.Clamp(MathF.Floor(scales![i] * shape[axes[i]]), -1, int.MaxValue);
        }

        return Checked(output);
    }

    /// <summary>Upsample's of opset 1.</summary>
    private static float[]? OldScales(OnnxNode node, int rank)
        => rank == 4 && node.Has("height_scale") && node.Has("width_scale") ? [1, 1, node.Float("height_scale", 1), node.Float("width_scale", 1)] : null;

    private static long Product(int[] sides) => sides.Aggregate(1L, (product, side) => Math.Min(product * side, (long)int.MaxValue + 1));

    private static int[]? Checked(long[] sides) => sides.All(side => side is >= 0 and <= int.MaxValue) ? [.. sides.Select(side => (int)side)] : null;
}
