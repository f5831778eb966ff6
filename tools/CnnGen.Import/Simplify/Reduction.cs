using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Reductions of constants, as weight normalisation and products of sides need them.</summary>
internal static class Reduction
{
    private static readonly Dictionary<string, Func<IEnumerable<double>, double>> _byName = new(StringComparer.Ordinal)
    {
        ["ReduceSum"] = values => values.Sum(),
        ["ReduceMean"] = values => values.DefaultIfEmpty(double.NaN).Average(),
        ["ReduceMax"] = values => values.DefaultIfEmpty(double.NegativeInfinity).Max(),
        ["ReduceMin"] = values => values.DefaultIfEmpty(double.PositiveInfinity).Min(),
        ["ReduceProd"] = values => values.Aggregate(1d, (product, value) => product * value),
        ["ReduceL1"] = values => values.Sum(Math.Abs),
        ["ReduceL2"] = values => Math.Sqrt(values.Sum(value => value * value)),
        ["ReduceSumSquare"] = values => values.Sum(value => value * value),
        ["ReduceLogSum"] = values => Math.Log(values.Sum()),
        ["ReduceLogSumExp"] = values => Math.Log(values.Sum(Math.Exp)),
    };

    public static IReadOnlyCollection<string> Operators => _byName.Keys;

    /// <summary>The axes that a node reduces; none, where it reduces nothing; null where they are computed, or not the tensor's.</summary>
    public static int[]? Axes(NodeInputs inputs, int rank)
    {
        long[]? named = inputs.Listed("axes", 1, out bool isUnknown);
        return isUnknown ? null
            : named is not (null or []) ? AxisChanges.Normalized(named, rank)
            : inputs.Node.Int("noop_with_empty_axes", 0) != 0 ? []
            : [.. Enumerable.Range(0, rank)];
    }

    public static Constant? TryEvaluate(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (!_byName.TryGetValue(node.Operator, out Func<IEnumerable<double>, double>? function)
            || inputs[0] is not { } input
            || Axes(new NodeInputs(node, [input.Dims], inputs), input.Dims.Length) is not { } axes)
        {
            return null;
        }

        // The reduced axes last, so that what becomes one element stands together.
        int[] kept = [.. Enumerable.Range(0, input.Dims.Length).Except(axes)];
        int[] dims = MatrixShapes.Without(input.Dims, axes, node.Int("keepdims", 1) != 0);
        int count = kept.Aggregate(1, (product, axis) => product * input.Dims[axis]);
        int each = axes.Aggregate(1, (product, axis) => product * input.Dims[axis]);
        int[] order = [.. kept, .. axes];
        if (input.Integers is { } integers)
        {
            long[] elements = ConstantFolding.Transposed(integers, input.Dims, order);
            return Constant.Of(dims, [.. Enumerable.Range(0, count).Select(i => Whole(node.Operator, elements.AsSpan(i * each, each), function))]);
        }

        float[] numbers = ConstantFolding.Transposed(input.ToFloats(), input.Dims, order);
        return Constant.Of(dims, [.. Enumerable.Range(0, count).Select(i => (float)function(numbers.Skip(i * each).Take(each).Select(number => (double)number)))]);
    }

    /// <summary>Of whole numbers: sums and products wrap, a mean is cut off.</summary>
    private static long Whole(string name, ReadOnlySpan<long> elements, Func<IEnumerable<double>, double> function)
    {
        long result = name == "ReduceProd" ? 1 : 0;
        foreach (long element in elements)
        {
            result = name == "ReduceProd" ? unchecked(result * element) : unchecked(result + element);
        }

        return name switch
        {
            "ReduceProd" or "ReduceSum" => result,
            "ReduceMean" => elements.IsEmpty ? 0 : result / elements.Length,
            _ => (long)function(elements.ToArray().Select(element => (double)element)),
        };
    }
}
