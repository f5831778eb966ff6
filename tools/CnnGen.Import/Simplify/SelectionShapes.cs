using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Output shapes of operators that join tensors or take parts of them, as ONNX defines them.</summary>
internal static class SelectionShapes
{
    public static int[]? Concat(NodeInputs inputs)
    {
        int[] first = inputs.Shape(0)!;
        if (inputs.Shapes.Any(shape => shape?.Length != first.Length) || AxisChanges.Normalized([inputs.Node.Int("axis", 1)], first.Length) is not [var axis])
        {
            return null;
        }

        long sum = inputs.Shapes.Sum(shape => (long)shape![axis]);
        return sum <= int.MaxValue ? With(first, axis, (int)sum) : null;
    }

    public static int[]? Slice(NodeInputs inputs)
    {
        bool isKnown = Enumerable.Range(1, Math.Max(0, inputs.Node.Inputs.Length - 1)).All(i => !inputs.Node.HasInput(i) || inputs.Constants[i] is { Fault: null });
        return isKnown && Selection.Ranges(inputs.Node, inputs.Shape(0)!, inputs.Constants) is { } ranges ? [.. ranges.Select(range => range.Length)] : null;
    }

    public static int[]?[]? Split(NodeInputs inputs)
    {
        int[] shape = inputs.Shape(0)!;
        return Selection.Parts(inputs, shape) is var (axis, counts) ? [.. counts.Select(count => With(shape, axis, count))] : null;
    }

    public static int[]? Gather(NodeInputs inputs)
        => inputs.Shape(1) is { } indices && AxisChanges.Normalized([inputs.Node.Int("axis", 0)], inputs.Shape(0)!.Length) is [var axis]
            ? [.. inputs.Shape(0)![..axis], .. indices, .. inputs.Shape(0)![(axis + 1)..]]
            : null;

    public static int[]?[]? TopK(NodeInputs inputs)
    {
        int[] shape = inputs.Shape(0)!;
        return (inputs.Node.HasInput(1) ? inputs.Integers(1) : [inputs.Node.Int("k", 0)]) is [>= 0 and <= int.MaxValue and var count] && AxisChanges.Normalized([inputs.Node.Int("axis", -1)], shape.Length) is [var axis]
            ? [With(shape, axis, (int)count), With(shape, axis, (int)count)]
            : null;
    }

    public static int[]? Pad(NodeInputs inputs)
    {
        int[] shape = inputs.Shape(0)!;
        if ((inputs.Node.Ints("pads") ?? inputs.Node.Ints("paddings") ?? inputs.Integers(1)) is not { } pads || (inputs.Node.HasInput(3) && inputs.Integers(3) is null))
        {
            return null;
        }

        int[]? axes = inputs.Integers(3) is { } named ? AxisChanges.Normalized(named, shape.Length) : [.. Enumerable.Range(0, shape.Length)];
        if (axes is null || pads.Length != 2 * axes.Length || pads.Any(pad => pad is < -int.MaxValue or > int.MaxValue))
        {
            return null;
        }

        long[] output = [.. shape.Select(side => (long)side)];
        for (int i = 0; i < axes.Length; i++)
        {
            output[axes[i]] += pads[i] + pads[i + axes.Length];
        }

        return output.All(side => side is >= 0 and <= int.MaxValue) ? [.. output.Select(side => (int)side)] : null;
    }

    private static int[] With(int[] shape, int axis, int side)
    {
        int[] other = [.. shape];
        other[axis] = side;
        return other;
    }
}
