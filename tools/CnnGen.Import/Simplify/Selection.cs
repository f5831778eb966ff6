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
            || AxisChanges.Normalized([node.Int("axis", 1)], rank) is not [var axis]
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

    /// <summary>The axis that a <c>Split</c> cuts, and the sides of its parts; null where they are not known, or do not fit.</summary>
    public static (int Axis, int[] Counts)? Parts(NodeInputs inputs, int[] dims)
    {
        OnnxNode node = inputs.Node;
        long[]? given = inputs.Listed("split", 1, out bool isUnknown);
        if (isUnknown || AxisChanges.Normalized([node.Int("axis", 0)], dims.Length) is not [var axis])
        {
            return null;
        }

        // The last part is smaller where the side cannot be divided.
        int parts = node.Outputs.Length;
        int side = dims[axis];
        int each = (side + parts - 1) / parts;
        long[] counts = given is { Length: > 0 } ? given : [.. Enumerable.Range(0, parts).Select(part => (long)Math.Min(each, side - (part * each)))];
        return counts.Length == parts && counts.All(count => count >= 0 && count <= side) && counts.Sum() == side ? (axis, [.. counts.Select(count => (int)count)]) : null;
    }

    public static IReadOnlyList<Constant>? Split(OnnxNode node, Constant data, IReadOnlyList<Constant?> inputs)
    {
        if (Parts(new NodeInputs(node, [data.Dims], inputs), data.Dims) is not var (axis, counts))
        {
            return null;
        }

        List<Constant> parts = [];
        int first = 0;
        foreach (int count in counts)
        {
            int[] dims = [.. data.Dims];
            dims[axis] = count;
            if (Along(data, axis, [.. Enumerable.Range(first, count)], dims) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            first += count;
        }

        return parts;
    }

    public static Constant? GatherElements(OnnxNode node, Constant data, Constant indices)
    {
        int rank = data.Dims.Length;
        if (AxisChanges.Normalized([node.Int("axis", 0)], rank) is not [var axis] || indices.Dims.Length != rank || Enumerable.Range(0, rank).Any(i => i != axis && indices.Dims[i] > data.Dims[i]))
        {
            return null;
        }

        long[] chosen = indices.ToIntegers();
        int[] places = new int[chosen.Length];
        for (int i = 0; i < places.Length; i++)
        {
            (int rest, int stride) = (i, 1);
            for (int side = rank - 1; side >= 0; side--)
            {
                long index = side == axis ? (chosen[i] < 0 ? chosen[i] + data.Dims[axis] : chosen[i]) : rest % indices.Dims[side];
                if (index < 0 || index >= data.Dims[side])
                {
                    return null;
                }

                places[i] += (int)index * stride;
                rest /= indices.Dims[side];
                stride *= data.Dims[side];
            }
        }

        return data.Select(indices.Dims, places);
    }

    public static Constant? GatherND(OnnxNode node, Constant data, Constant indices)
        => node.Int("batch_dims", 0) == 0 && Slices(data.Dims, indices) is var (places, rest)
            ? data.Select([.. indices.Dims[..^1], .. rest], Elements(places, rest))
            : null;

    public static Constant? ScatterND(OnnxNode node, Constant data, Constant indices, Constant updates)
    {
        if (node.Text("reduction", "none") != "none" || Slices(data.Dims, indices) is not var (places, rest) || !updates.Dims.SequenceEqual([.. indices.Dims[..^1], .. rest]))
        {
            return null;
        }

        int[] written = Elements(places, rest);
        return data.Integers is { } whole && updates.Integers is { } wholeUpdates
            ? Constant.Of(data.Dims, Written(whole, wholeUpdates)) with { Name = data.Name }
            : Constant.Of(data.Dims, Written(data.ToFloats(), updates.ToFloats())) with { Name = data.Name };

        T[] Written<T>(T[] elements, T[] changes)
        {
            T[] result = [.. elements];
            for (int i = 0; i < written.Length; i++)
            {
                result[written[i]] = changes[i];
            }

            return result;
        }
    }

    /// <summary>Where the slices begin that rows of indices name, and their shape; null where an index is not the data's.</summary>
    private static (int[] Places, int[] Inner)? Slices(int[] dims, Constant indices)
    {
        if (indices.Dims is not [.., var depth] || depth < 1 || depth > dims.Length)
        {
            return null;
        }

        int[] rest = dims[depth..];
        int inner = rest.Aggregate(1, (product, side) => product * side);
        long[] rows = indices.ToIntegers();
        int[] places = new int[rows.Length / depth];
        for (int row = 0; row < places.Length; row++)
        {
            long place = 0;
            for (int axis = 0; axis < depth; axis++)
            {
                long index = rows[(row * depth) + axis];
                index = index < 0 ? index + dims[axis] : index;
                if (index < 0 || index >= dims[axis])
                {
                    return null;
                }

                place = (place * dims[axis]) + index;
            }

            places[row] = (int)place * inner;
        }

        return Constant.TryLength([places.Length, inner], Constant.MostComputed, out _) ? (places, rest) : null;
    }

    private static int[] Elements(int[] places, int[] rest)
    {
        int inner = rest.Aggregate(1, (product, side) => product * side);
        return [.. places.SelectMany(place => Enumerable.Range(place, inner))];
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
