using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Operators that only look at the same numbers in another way: no layer comes of them by themselves.</summary>
internal static class Views
{
    public static Tensor Reshape(NodeScope scope)
    {
        Tensor input = scope.Input();
        long[] shape = scope.Node.Ints("shape") ?? scope.Constant(1, "sides").ToIntegers();
        return Folding.Reshaped(scope.Node, input.Dims, shape) is { } dims
            ? As(scope, input, dims)
            : throw new Refusal($"its sides [{string.Join(", ", shape.Take(8))}] are for another size of the input, or another batch: give the size that the model was exported for with --shape, or export it again.");
    }

    public static Tensor Flatten(NodeScope scope)
    {
        Tensor input = scope.Input();
        long axis = scope.Node.Int("axis", 1);
        axis = axis < 0 ? axis + input.Rank : axis;
        if (axis < 0 || axis > input.Rank)
        {
            throw new Refusal($"its axis {axis} is not one of a tensor of {input.Rank} axes: the file is damaged. Export it again.");
        }

        return input with { Axes = [[.. input.Axes.Take((int)axis).SelectMany(atoms => atoms)], [.. input.Axes.Skip((int)axis).SelectMany(atoms => atoms)]] };
    }

    public static Tensor AxisChange(NodeScope scope)
    {
        Tensor input = scope.Input();
        return AxisChanges.Apply(scope.Node, input.Dims, scope.OptionalConstant(1, "axes")) is { } dims
            ? As(scope, input, dims)
            : throw new Refusal("its axes do not fit the tensor: give the input's shape with --shape, the batch of 1 first.");
    }

    public static Tensor Transpose(NodeScope scope)
    {
        Tensor input = scope.Input();
        return Folding.Order(scope.Node, input.Rank) is { } order
            ? input with { Axes = [.. order.Select(axis => input.Axes[axis])] }
            : throw new Refusal($"its order [{string.Join(", ", scope.Node.Ints("perm")?.Take(8) ?? [])}] is not one of {input.Rank} axes: give the input's shape with --shape, the batch of 1 first.");
    }

    public static Tensor Expand(NodeScope scope)
    {
        Tensor input = scope.Input();
        long[] shape = scope.Constant(1, "sides").ToIntegers();
        int[] sides = [.. shape.Select(side => (int)Math.Clamp(side, 0, int.MaxValue))];
        return Broadcast.Shape(input.Dims, sides) is not { } dims
            ? throw new Refusal($"its sides [{string.Join(", ", shape.Take(8))}] do not fit the tensor: give the input's shape with --shape.")
            : dims.SequenceEqual(input.Dims) ? input : input with { Repeated = dims };
    }

    public static Tensor Cast(NodeScope scope)
        => throw new Refusal("it makes whole numbers (or truths) of the network's floats, which no layer does: if it stands at the end, cut the model before it with --output.");

    private static Tensor As(NodeScope scope, Tensor input, int[] dims)
    {
        if (input.Reshaped(dims) is { } view)
        {
            return ChannelMoves.InOrder(scope, view);
        }

        if (!input.IsInOrder)
        {
            throw new Refusal($"it makes {Words.Shape(dims)} of it across the axes of a tensor that was transposed before, as a shuffle of channels does: no layer moves numbers so.");
        }

        // One row of all numbers can be cut in any way.
        Tensor flat = scope.AsFlat(input);
        Atom[] all = Tensor.AtomsOf("F", flat.Shape.Length);
        return (flat with { Storage = all, Axes = [all] }).Reshaped(dims)
            ?? throw new Refusal($"it makes {Words.Shape(dims)} of it, which cannot be.");
    }
}
