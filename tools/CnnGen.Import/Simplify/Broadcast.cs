using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>NumPy's broadcasting, which ONNX follows: shapes are set side by side at their ends, and a side of 1 fits every other.</summary>
internal static class Broadcast
{
    /// <summary>The common shape; null where there is none, or it is too large to be computed.</summary>
    public static int[]? Shape(int[] a, int[] b)
    {
        int[] dims = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= dims.Length; i++)
        {
            (int left, int right) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            if (left != right && left != 1 && right != 1)
            {
                return null;
            }

            dims[^i] = left == 1 ? right : left;
        }

        return Constant.TryLength(dims.Select(side => (long)side), Constant.MostComputed, out _) ? dims : null;
    }

    /// <summary>The numbers of a tensor, repeated so that it has the shape <paramref name="to"/>.</summary>
    public static T[] To<T>(T[] numbers, int[] dims, int[] to)
    {
        if (dims.AsSpan().SequenceEqual(to))
        {
            return numbers;
        }

        int[] strides = new int[to.Length];
        int stride = 1;
        for (int i = 1; i <= dims.Length; i++)
        {
            strides[^i] = dims[^i] == 1 ? 0 : stride;
            stride *= dims[^i];
        }

        T[] result = new T[to.Aggregate(1, (product, side) => product * side)];
        int[] index = new int[to.Length];
        int source = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = numbers[source];
            for (int axis = to.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < to[axis])
                {
                    break;
                }

                source -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }

        return result;
    }
}
