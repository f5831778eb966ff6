using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Pads constants, and cuts them where pads are negative.</summary>
internal static class ConstantPad
{
    public static Constant? TryEvaluate(OnnxNode node, Constant input, IReadOnlyList<Constant?> inputs)
    {
        NodeInputs known = new(node, [input.Dims], inputs);
        string mode = node.Text("mode", "constant");
        if (mode is not ("constant" or "edge" or "reflect")
            || SelectionShapes.Pad(known) is not { } dims
            || input.Count == 0
            || !Constant.TryLength(dims.Select(side => (long)side), Constant.MostComputed, out int length))
        {
            return null;
        }

        long[] pads = node.Ints("pads") ?? node.Ints("paddings") ?? known.Integers(1)!;
        int[] axes = known.Integers(3) is { } named ? AxisChanges.Normalized(named, input.Dims.Length)! : [.. Enumerable.Range(0, input.Dims.Length)];
        long[] before = new long[input.Dims.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            before[axes[i]] = pads[i];
        }

        // The value stands behind the elements.
        int[] places = new int[length];
        for (int i = 0; i < length; i++)
        {
            (int rest, int stride) = (i, 1);
            for (int axis = dims.Length - 1; axis >= 0 && places[i] < input.Count; axis--)
            {
                long index = Inside(rest % dims[axis] - before[axis], input.Dims[axis], mode);
                places[i] = index < 0 ? input.Count : places[i] + ((int)index * stride);
                rest /= dims[axis];
                stride *= input.Dims[axis];
            }
        }

        Constant? value = inputs.ElementAtOrDefault(2);
        return input.Floats is { } floats
            ? Constant.Of(dims, Chosen([.. floats, value?.ToFloats().FirstOrDefault() ?? node.Float("value", 0)]))
            : Constant.Of(dims, Chosen([.. input.ToIntegers(), value?.ToIntegers().FirstOrDefault() ?? 0]));

        T[] Chosen<T>(T[] elements) => [.. places.Select(place => elements[place])];
    }

    /// <summary>The index that an index outside stands for; -1 for the value.</summary>
    private static long Inside(long index, int side, string mode)
    {
        if (index >= 0 && index < side)
        {
            return index;
        }

        if (mode == "edge" || (mode == "reflect" && side == 1))
        {
            return Math.Clamp(index, 0, side - 1);
        }

        if (mode != "reflect")
        {
            return -1;
        }

        long period = 2L * (side - 1);
        long within = ((index % period) + period) % period;
        return Math.Min(within, period - within);
    }
}
