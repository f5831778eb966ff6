using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Parts of tensors that are known, and what they are joined to.</summary>
internal static class Selection
{
    public static Constant? Gather(OnnxNode node, Constant data, Constant indices)
    {
        int rank = data.Dims.Length;
        if (AxisChanges.Normalized([node.Int("axis", 0)], rank) is not [var axis])
        {
            return null;
        }

        int side = data.Dims[axis];
        long[] chosen = [.. indices.ToIntegers().Select(index => index < 0 ? index + side : index)];
        int[] dims = [.. data.Dims[..axis], .. indices.Dims, .. data.Dims[(axis + 1)..]];
        return chosen.Any(index => index < 0 || index >= side) ? null : Along(data, axis, [.. chosen.Select(index => (int)index)], dims);
    }

    public static Constant? Slice(OnnxNode node, Constant data, IReadOnlyList<Constant?> inputs)
    {
        int rank = data.Dims.Length;
        if (Ranges(node, data.Dims, inputs) is not { } ranges)
        {
            return null;
        }

        Constant? result = data;
        for (int axis = 0; axis < rank && result is not null; axis++)
        {
            int[] dims = [.. result.Dims];
            dims[axis] = ranges[axis].Length;
            result = Along(result, axis, ranges[axis], dims);
        }

        return result;
    }

    /// <summary>The indices that a <c>Slice</c> takes of each axis; null where they are not known or not given rightly.</summary>
    public static int[][]? Ranges(OnnxNode node, int[] dims, IReadOnlyList<Constant?> inputs)
    {
        long[]? starts = inputs.ElementAtOrDefault(1)?.ToIntegers() ?? node.Ints("starts");
        long[]? ends = inputs.ElementAtOrDefault(2)?.ToIntegers() ?? node.Ints("ends");
        if (dims.Any(side => side > Constant.MostComputed) || starts is null || ends is null || starts.Length != ends.Length)
        {
            return null;
        }

        long[] axes = inputs.ElementAtOrDefault(3)?.ToIntegers() ?? node.Ints("axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = inputs.ElementAtOrDefault(4)?.ToIntegers() ?? [.. axes.Select(_ => 1L)];
        if (axes.Length != starts.Length || steps.Length != starts.Length || AxisChanges.Normalized(axes, dims.Length) is not { } sliced || steps.Any(step => step is 0 or < -int.MaxValue))
        {
            return null;
        }

        int[][] ranges = [.. dims.Select(side => Enumerable.Range(0, side).ToArray())];
        for (int i = 0; i < sliced.Length; i++)
        {
            int side = dims[sliced[i]];
            long step = Math.Min(steps[i], int.MaxValue);
            ranges[sliced[i]] = step > 0
                ? [.. Steps(Clamped(starts[i], side, 0, side), Clamped(ends[i], side, 0, side), step)]
                : [.. Steps(-Clamped(starts[i], side, 0, side - 1), -Clamped(ends[i], side, -1, side - 1), -step).Select(index => -index)];
        }

        return ranges;

        static int Clamped(long index, int side, int least, int most) => most < least ? 0 : (int)Math.Clamp(index < 0 ? index + side : index, least, most);

        static IEnumerable<int> Steps(int start, int end, long step)
            => Enumerable.Range(start, Math.Max(0, end - start)).Where(index => (index - start) % step == 0);
    }

    public static Constant? Concat(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        Constant[] parts = [.. inputs.OfType<Constant>()];
        int rank = parts[0].Dims.Length;
        if (parts.Length != inputs.Count
            || AxisChanges.Normalized([node.Int("axis", 0)], rank) is not [var axis]
            || parts.Any(part => part.Dims.Length != rank || !Others(part).SequenceEqual(Others(parts[0])))
            || !Constant.TryLength([parts.Sum(part => (long)part.Count)], int.MaxValue, out int length))
        {
            return null;
        }

        int[] dims = [.. parts[0].Dims];
        dims[axis] = parts.Sum(part => part.Dims[axis]);
        int rows = dims.Take(axis).Aggregate(1, (product, side) => product * side);
        return parts.All(part => part.Integers is not null)
            ? Constant.Of(dims, Join(part => part.ToIntegers()))
            : Constant.Of(dims, Join(part => part.ToFloats()));

        IEnumerable<int> Others(Constant part) => part.Dims.Where((_, i) => i != axis);

        T[] Join<T>(Func<Constant, T[]> numbers)
        {
            T[] result = new T[length];
            int start = 0;
            foreach (Constant part in parts)
            {
                T[] source = numbers(part);
                int width = rows == 0 ? 0 : source.Length / rows;
                for (int row = 0; row < rows; row++)
                {
                    Array.Copy(source, row * width, result, (row * (length / rows)) + start, width);
                }

                start += width;
            }

            return result;
        }
    }

    /// <summary>The chosen slices along an axis.</summary>
    private static Constant? Along(Constant data, int axis, int[] chosen, int[] dims)
    {
        int rows = data.Dims.Take(axis).Aggregate(1, (product, side) => product * side);
        int inner = data.Dims.Skip(axis + 1).Aggregate(1, (product, side) => product * side);
        if (!Constant.TryLength(dims.Select(side => (long)side), Constant.MostComputed, out int length) || length != (long)rows * inner * chosen.Length)
        {
            return null;
        }

        return new Constant(dims, data.Floats is { } floats ? Take(floats) : null, data.Integers is { } integers ? Take(integers) : null) { Name = data.Name };

        T[] Take<T>(T[] source)
        {
            T[] result = new T[length];
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < chosen.Length; i++)
                {
                    Array.Copy(source, ((row * data.Dims[axis]) + chosen[i]) * inner, result, ((row * chosen.Length) + i) * inner, inner);
                }
            }

            return result;
        }
    }
}
