using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Operators that only look at the same numbers in another way: no layer comes of them by themselves.</summary>
internal static class Views
{
    public static OnnxTensor Reshape(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        long[] shape = scope.Node.Ints("shape") ?? scope.Constant(1, "sides").ToIntegers();
        return ConstantFolding.Reshaped(scope.Node, input.Dims, shape) is { } dims
            ? As(scope, input, dims)
            : throw new UnsupportedNodeException($"its sides [{string.Join(", ", shape.Take(8))}] are for another size of the input, or another batch: give the size that the model was exported for with --shape, or export it again.");
    }

    public static OnnxTensor Flatten(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        long axis = scope.Node.Int("axis", 1);
        axis = axis < 0 ? axis + input.Rank : axis;
        if (axis < 0 || axis > input.Rank)
        {
            throw new UnsupportedNodeException($"its axis {axis} is not one of a tensor of {input.Rank} axes: the file is corrupt. Export it again.");
        }

        return input with { Axes = [[.. input.Axes.Take((int)axis).SelectMany(atoms => atoms)], [.. input.Axes.Skip((int)axis).SelectMany(atoms => atoms)]] };
    }

    public static OnnxTensor AxisChange(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        return AxisChanges.Apply(scope.Node, input.Dims, scope.OptionalConstant(1, "axes")) is { } dims
            ? As(scope, input, dims)
            : throw new UnsupportedNodeException("its axes do not fit the tensor: give the input's shape with --shape, the batch of 1 first.");
    }

    public static OnnxTensor Transpose(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        return ConstantFolding.Order(scope.Node, input.Rank) is { } order
            ? input with { Axes = [.. order.Select(axis => input.Axes[axis])], TransposedBy = scope.Node.Name }
            : throw new UnsupportedNodeException($"its order [{string.Join(", ", scope.Node.Ints("perm")?.Take(8) ?? [])}] is not one of {input.Rank} axes: give the input's shape with --shape, the batch of 1 first.");
    }

    public static OnnxTensor Expand(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        long[] shape = scope.Constant(1, "sides").ToIntegers();
        int[] sides = [.. shape.Select(side => (int)Math.Clamp(side, 0, int.MaxValue))];
        return Broadcast.Shape(input.Dims, sides) is not { } dims
            ? throw new UnsupportedNodeException($"its sides [{string.Join(", ", shape.Take(8))}] do not fit the tensor: give the input's shape with --shape.")
            : dims.SequenceEqual(input.Dims) ? input : input with { Repeated = dims };
    }

    public static OnnxTensor Cast(NodeScope scope)
        => throw new UnsupportedNodeException($"it converts computed floats to integers or booleans, which no layer does: if it is the end of the model, {Advice.Cut}.");

    private static OnnxTensor As(NodeScope scope, OnnxTensor input, int[] dims)
    {
        if (input.Reshaped(dims) is { } view)
        {
            return ChannelMoves.InOrder(scope, view);
        }

        if (!input.IsInOrder)
        {
            throw new UnsupportedNodeException($"it makes {MessageText.Shape(dims)} of it across the axes of a tensor that was transposed before, as a shuffle of channels does: no layer moves elements like this.");
        }

        // One row of all numbers can be cut in any way.
        OnnxTensor flat = scope.AsFlat(input);
        Atom[] all = OnnxTensor.AtomsOf("F", flat.Shape.Length);
        return (flat with { Storage = all, Axes = [all] }).Reshaped(dims)
            ?? throw new UnsupportedNodeException($"it makes {MessageText.Shape(dims)} of it, which cannot be.");
    }
}
