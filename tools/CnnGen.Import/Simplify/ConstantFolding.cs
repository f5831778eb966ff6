using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Computes nodes whose inputs are all constants. What cannot be computed is no error: the node stays, and the translation reports it.
/// </summary>
internal static class ConstantFolding
{
    /// <summary>The node's outputs; null where they cannot be computed.</summary>
    /// <param name="inputs">An input that is left out is null.</param>
    public static IReadOnlyList<Constant>? TryEvaluate(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (inputs.Count == 0 || inputs[0] is not { Fault: null } first || inputs.Any(input => input?.Fault is not null))
        {
            return null;
        }

        if (node.Operator == "Split")
        {
            return Selection.Split(node, first, inputs);
        }

        Constant? result = node.Operator switch
        {
            "Identity" or "Dropout" => first,
            "Cast" => Cast(first, node.Int("to", 1)),
            "CastLike" => inputs is [_, { } like] ? Cast(first, (long)like.Type) : null,
            "Shape" => Shape(node, first.Dims),
            "Size" => Constant.Of([], [(long)first.Count]),
            "Reshape" => (inputs.ElementAtOrDefault(1)?.ToIntegers() ?? node.Ints("shape")) is { } sides && Reshaped(node, first.Dims, sides) is { } shape ? first with { Dims = shape } : null,
            "Flatten" => ViewShapes.Flatten(new NodeInputs(node, [first.Dims], inputs)) is { } shape ? first with { Dims = shape } : null,
            "Squeeze" or "Unsqueeze" => AxisChanges.Apply(node, first.Dims, inputs.ElementAtOrDefault(1)) is { } shape ? first with { Dims = shape } : null,
            "Transpose" => Order(node, first.Dims.Length) is { } order ? first.Select([.. order.Select(axis => first.Dims[axis])], Transposed(Places(first), first.Dims, order)) : null,
            "Expand" => ViewShapes.Expand(new NodeInputs(node, [first.Dims, null], inputs)) is { } to ? first.Select(to, Broadcast.To(Places(first), first.Dims, to)) : null,
            "Tile" => Tile(node, first, inputs),
            "Gather" => inputs is [_, { } indices] ? Selection.Gather(node, first, indices) : null,
            "GatherElements" => inputs is [_, { } indices] ? Selection.GatherElements(node, first, indices) : null,
            "GatherND" => inputs is [_, { } indices] ? Selection.GatherND(node, first, indices) : null,
            "ScatterND" => inputs is [_, { } indices, { } updates] ? Selection.ScatterND(node, first, indices, updates) : null,
            "Slice" => Selection.Slice(node, first, inputs),
            "Concat" => Selection.Concat(node, inputs),
            "Pad" => ConstantPad.TryEvaluate(node, first, inputs),
            "ConstantOfShape" => ConstantOfShape(node, first),
            "Range" => inputs is [_, { } limit, { } delta] ? Range(first, limit, delta) : null,
            "NonZero" => NonZero(first),
            "MatMul" => inputs is [_, { } right] ? MatMul(first, right) : null,
            "QuantizeLinear" or "com.microsoft.QuantizeLinear" => Quantization.Quantize(node, inputs),
            "DequantizeLinear" or "com.microsoft.DequantizeLinear" => Quantization.Dequantize(node, inputs),
            _ => Arithmetic.TryEvaluate(node, inputs) ?? Reduction.TryEvaluate(node, inputs),
        };
        return result is null ? null : [result];
    }

    /// <summary>What <c>Shape</c> gives of a tensor of these sides.</summary>
    public static Constant Shape(OnnxNode node, int[] dims)
    {
        int start = Clamped(node.Int("start", 0));
        int end = Clamped(node.Int("end", dims.Length));
        return Constant.Vector([.. dims.Skip(start).Take(Math.Max(0, end - start)).Select(side => (long)side)]);

        int Clamped(long axis) => (int)Math.Clamp(axis < 0 ? axis + dims.Length : axis, 0, dims.Length);
    }

    /// <summary>The sides that a <c>Reshape</c> of <paramref name="dims"/> gives; null where the elements do not fit.</summary>
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

    /// <summary>Elements in another order of their axes.</summary>
    public static T[] Transposed<T>(T[] elements, int[] dims, int[] order)
    {
        int rank = dims.Length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dims[axis];
        }

        T[] result = new T[elements.Length];
        int[] index = new int[rank];
        int source = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = elements[source];
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

    private static int[] Places(Constant input) => [.. Enumerable.Range(0, input.Count)];

    private static Constant Cast(Constant input, long type) => type switch
    {
        1 or 10 or 11 or 16 => Constant.Of(input.Dims, input.ToFloats()),
        9 => Constant.Of(input.Dims, [.. input.ToFloats().Select(number => number != 0 ? 1L : 0)]),
        _ => Constant.Of(input.Dims, input.ToIntegers()),
    } with { Name = input.Name, Type = (Onnx.TensorProto.Types.DataType)(int)Math.Clamp(type, 0, int.MaxValue) };

    private static Constant? Tile(OnnxNode node, Constant input, IReadOnlyList<Constant?> inputs)
    {
        if (ViewShapes.Tile(new NodeInputs(node, [input.Dims, null], inputs)) is not { } dims || !Constant.TryLength(dims.Select(side => (long)side), Constant.MostComputed, out int length))
        {
            return null;
        }

        int[] places = new int[length];
        for (int i = 0; i < length; i++)
        {
            (int rest, int stride) = (i, 1);
            for (int axis = dims.Length - 1; axis >= 0; axis--)
            {
                places[i] += rest % dims[axis] % input.Dims[axis] * stride;
                rest /= dims[axis];
                stride *= input.Dims[axis];
            }
        }

        return input.Select(dims, places);
    }

    private static Constant? ConstantOfShape(OnnxNode node, Constant shape)
    {
        if (!Constant.TryLength(shape.ToIntegers(), Constant.MostComputed, out int length))
        {
            return null;
        }

        int[] dims = [.. shape.ToIntegers().Select(side => (int)side)];
        Onnx.TensorProto? value = node.Attribute("value")?.T;
        Constant one = value is null ? Constant.Of([1], [0f]) : new TensorReader(new ExternalData(null)).Read(value);
        return one.Fault is null && one.Count == 1 ? one.Select(dims, new int[length]) : null;
    }

    private static Constant? Range(Constant start, Constant limit, Constant delta)
    {
        if (start.Integers is [var first] && limit.Integers is [var end] && delta.Integers is [var step] && step != 0)
        {
            decimal count = Math.Max(0, Math.Ceiling(((decimal)end - first) / step));
            return count > Constant.MostComputed ? null : Constant.Vector([.. Enumerable.Range(0, (int)count).Select(i => first + (i * step))]);
        }

        if (start.ToFloats() is [var from] && limit.ToFloats() is [var to] && delta.ToFloats() is [var by])
        {
            double count = Math.Max(0, Math.Ceiling(((double)to - from) / by));
            return count <= Constant.MostComputed ? Constant.Of([(int)count], [.. Enumerable.Range(0, (int)count).Select(i => from + (i * by))]) : null;
        }

        return null;
    }

    /// <summary>The indices of the elements that are not 0: a row for each axis.</summary>
    private static Constant NonZero(Constant input)
    {
        float[] numbers = input.ToFloats();
        int[] found = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i] != 0)];
        long[] indices = new long[input.Dims.Length * found.Length];
        int stride = 1;
        for (int axis = input.Dims.Length - 1; axis >= 0; axis--)
        {
            for (int i = 0; i < found.Length; i++)
            {
                indices[(axis * found.Length) + i] = found[i] / stride % input.Dims[axis];
            }

            stride *= input.Dims[axis];
        }

        return Constant.Of([input.Dims.Length, found.Length], indices);
    }

    private static Constant? MatMul(Constant left, Constant right)
    {
        if (MatrixShapes.MatMul(left.Dims, right.Dims) is not { } dims || left.Dims.Length > 2 || right.Dims.Length > 2 || left.Integers is not null || right.Integers is not null)
        {
            return null;
        }

        int depth = left.Dims[^1];
        int rows = left.Dims.Length == 1 ? 1 : left.Dims[0];
        int columns = right.Dims.Length == 1 ? 1 : right.Dims[1];
        if ((long)rows * columns * depth > Constant.MostMultiplied)
        {
            return null;
        }

        (float[] a, float[] b, float[] result) = (left.Floats!, right.Floats!, new float[rows * columns]);
        for (int i = 0; i < result.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < depth; k++)
            {
                sum += (double)a[(i / columns * depth) + k] * b[(k * columns) + (i % columns)];
            }

            result[i] = (float)sum;
        }

        return Constant.Of(dims, result);
    }
}
