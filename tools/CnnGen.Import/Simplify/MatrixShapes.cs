using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Output shapes of matrix products and reductions, as ONNX defines them.</summary>
internal static class MatrixShapes
{
    public static int[]? Gemm(NodeInputs inputs)
    {
        if (inputs.Shape(0) is not [var rows, var depth] || inputs.Shape(1) is not [var first, var second])
        {
            return null;
        }

        return [inputs.Node.Int("transA", 0) != 0 ? depth : rows, inputs.Node.Int("transB", 0) != 0 ? first : second];
    }

    public static int[]? MatMul(NodeInputs inputs) => inputs.Shape(0) is { } a && inputs.Shape(1) is { } b ? MatMul(a, b) : null;

    /// <summary>NumPy's rule: a vector in front is a row, one behind a column, and their axis is gone from the result.</summary>
    public static int[]? MatMul(int[] a, int[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return null;
        }

        int[] left = a.Length == 1 ? [1, a[0]] : a;
        int[] right = b.Length == 1 ? [b[0], 1] : b;
        if (left[^1] != right[^2] || Broadcast.Shape(left[..^2], right[..^2]) is not { } batch)
        {
            return null;
        }

        return [.. batch, .. a.Length == 1 ? Array.Empty<int>() : [left[^2]], .. b.Length == 1 ? Array.Empty<int>() : [right[^1]]];
    }

    public static int[]? Reduce(NodeInputs inputs)
        => Reduction.Axes(inputs, inputs.Shape(0)!.Length) is { } axes ? Without(inputs.Shape(0)!, axes, inputs.Node.Int("keepdims", 1) != 0) : null;

    public static int[]? Arg(NodeInputs inputs)
        => AxisChanges.Normalized([inputs.Node.Int("axis", 0)], inputs.Shape(0)!.Length) is { } axes ? Without(inputs.Shape(0)!, axes, inputs.Node.Int("keepdims", 1) != 0) : null;

    /// <summary>A shape whose named axes are 1, or gone.</summary>
    public static int[] Without(int[] shape, int[] axes, bool keepsAxes)
        => keepsAxes
            ? [.. shape.Select((side, axis) => axes.Contains(axis) ? 1 : side)]
            : [.. shape.Where((_, axis) => !axes.Contains(axis))];
}
