using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Computes nodes whose inputs are all known, as exporters write them around shapes. What cannot be computed is no error: the node
/// stays, and the translation has its say.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The node's output; null where it cannot be computed.</summary>
    /// <param name="inputs">An input that is left out is null.</param>
    public static Constant? TryEvaluate(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (inputs.Count == 0 || inputs[0] is not { Fault: null } first || inputs.Any(input => input?.Fault is not null))
        {
            return null;
        }

        return node.Operator switch
        {
            "Identity" or "Dropout" => first,
            "Cast" => Cast(first, node.Int("to", 1)),
            "Shape" => Shape(node, first.Dims),
            "Size" => Constant.Of([], [(long)first.Count]),
            "Reshape" => inputs is [_, { } shape] ? Reshape(node, first, shape) : null,
            "Flatten" => Flatten(node, first),
            "Squeeze" or "Unsqueeze" => AxisChanges.Apply(node, first.Dims, inputs.ElementAtOrDefault(1)) is { } dims ? first with { Dims = dims } : null,
            "Transpose" => Transpose(node, first),
            "Gather" => inputs is [_, { } indices] ? Selection.Gather(node, first, indices) : null,
            "Slice" => Selection.Slice(node, first, inputs),
            "Concat" => Selection.Concat(node, inputs),
            "ConstantOfShape" => ConstantOfShape(node, first),
            "Range" => inputs is [_, { } limit, { } delta] ? Range(first, limit, delta) : null,
            "Expand" => inputs is [_, { } to] ? Expand(first, to) : null,
            "ReduceProd" => first.Integers is { } sides ? Constant.Of(node.Int("keepdims", 1) == 1 ? [1] : [], [sides.Aggregate(1L, (product, side) => unchecked(product * side))]) : null,
            _ => Arithmetic.TryEvaluate(node, inputs),
        };
    }

    /// <summary>What <c>Shape</c> gives of a tensor of these sides.</summary>
    public static Constant Shape(OnnxNode node, int[] dims)
    {
        int start = Clamped(node.Int("start", 0));
        int end = Clamped(node.Int("end", dims.Length));
        return Constant.Vector([.. dims.Skip(start).Take(Math.Max(0, end - start)).Select(side => (long)side)]);

        int Clamped(long axis) => (int)Math.Clamp(axis < 0 ? axis + dims.Length : axis, 0, dims.Length);
    }

    /// <summary>The sides that a <c>Reshape</c> of <paramref name="dims"/> gives; null where the numbers do not fit.</summary>
    public static int[]? Reshaped(OnnxNode node, int[] dims, long[] shape)
    {
        long[] sides = [.. shape.Select((side, i) => side == 0 && node.Int("allowzero", 0) == 0 && i < dims.Length ? dims[i] : side)];
        if (!Constant.TryLength(dims.Select(side => (long)side), int.MaxValue, out int length)
            || sides.Count(side => side == -1) > 1
            || !Constant.TryLength(sides.Where(side => side != -1), int.MaxValue, out int known))
        {
            return null;
        }

        int open = Array.IndexOf(sides, -1);
        if (open >= 0)
        {
            if (known == 0 || length % known != 0)
            {
                return null;
            }

            sides[open] = length / known;
        }
        else if (known != length)
        {
            return null;
        }

        return [.. sides.Select(side => (int)side)];
    }

    /// <summary>The axes from the last to the first, or as the node says; null where they are no order of <paramref name="rank"/> axes.</summary>
    public static int[]? Order(OnnxNode node, int rank)
    {
        long[] order = node.Ints("perm") ?? [.. Enumerable.Range(0, rank).Reverse().Select(axis => (long)axis)];
        return order.Length == rank && order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)) ? [.. order.Select(axis => (int)axis)] : null;
    }

    /// <summary>Numbers in another order of their axes.</summary>
    public static T[] Transposed<T>(T[] numbers, int[] dims, int[] order)
    {
        int rank = dims.Length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dims[axis];
        }

        T[] result = new T[numbers.Length];
        int[] index = new int[rank];
        int source = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = numbers[source];
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                source += strides[order[axis]];
                if (++index[axis] < dims[order[axis]])
                {
                    break;
                }

                source -= index[axis] * strides[order[axis]];
                index[axis] = 0;
            }
        }

        return result;
    }

    private static Constant Cast(Constant input, long type) => type switch
    {
        1 or 10 or 11 or 16 => Constant.Of(input.Dims, input.ToFloats()),
        9 => Constant.Of(input.Dims, [.. input.ToFloats().Select(number => number != 0 ? 1L : 0)]),
        _ => Constant.Of(input.Dims, input.ToIntegers()),
    } with { Name = input.Name };

    private static Constant? Reshape(OnnxNode node, Constant input, Constant shape)
        => Reshaped(node, input.Dims, shape.ToIntegers()) is { } dims ? input with { Dims = dims } : null;

    private static Constant? Flatten(OnnxNode node, Constant input)
    {
        long axis = node.Int("axis", 1);
        axis = axis < 0 ? axis + input.Dims.Length : axis;
        if (axis < 0 || axis > input.Dims.Length)
        {
            return null;
        }

        int rows = input.Dims.Take((int)axis).Aggregate(1, (product, side) => product * side);
        return input with { Dims = [rows, rows == 0 ? 0 : input.Count / rows] };
    }

    private static Constant? Transpose(OnnxNode node, Constant input)
        => Order(node, input.Dims.Length) is not { } order ? null : new Constant(
            [.. order.Select(axis => input.Dims[axis])],
            input.Floats is { } floats ? Transposed(floats, input.Dims, order) : null,
            input.Integers is { } integers ? Transposed(integers, input.Dims, order) : null) { Name = input.Name };

    private static Constant? ConstantOfShape(OnnxNode node, Constant shape)
    {
        if (!Constant.TryLength(shape.ToIntegers(), Constant.MostComputed, out int length))
        {
            return null;
        }

        int[] dims = [.. shape.ToIntegers().Select(side => (int)side)];
        Onnx.TensorProto? value = node.Attribute("value")?.T;
        return value is null || value.DataType == (int)Onnx.TensorProto.Types.DataType.Float
            ? Constant.Of(dims, Enumerable.Repeat(value is null ? 0f : new TensorReader(new ExternalData(null)).Read(value).ToFloats().FirstOrDefault(), length).ToArray())
            : Constant.Of(dims, Enumerable.Repeat(new TensorReader(new ExternalData(null)).Read(value).ToIntegers().FirstOrDefault(), length).ToArray());
    }

    private static Constant? Range(Constant start, Constant limit, Constant delta)
    {
        if (start.Integers is not [var first] || limit.Integers is not [var end] || delta.Integers is not [var step] || step == 0)
        {
            return null;
        }

        decimal count = Math.Max(0, Math.Ceiling(((decimal)end - first) / step));
        return count > Constant.MostComputed ? null : Constant.Vector([.. Enumerable.Range(0, (int)count).Select(i => first + (i * step))]);
    }

    private static Constant? Expand(Constant input, Constant shape)
        => Broadcast.Shape(input.Dims, [.. shape.ToIntegers().Select(side => side is >= 0 and <= int.MaxValue ? (int)side : 0)]) is { } dims
            ? new Constant(
                dims,
                input.Floats is { } floats ? Broadcast.To(floats, input.Dims, dims) : null,
                input.Integers is { } integers ? Broadcast.To(integers, input.Dims, dims) : null) { Name = input.Name }
            : null;
}
