using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Max and Min: a ReLU of the difference, and what it was taken from.</summary>
internal static class Extremes
{
    public static OnnxTensor Max(NodeScope scope) => Of(scope, Larger, computed: (a, b) => Rest(scope, b, a, sign: 1));

    public static OnnxTensor Min(NodeScope scope) => Of(scope, Smaller, computed: (a, b) => Rest(scope, a, b, sign: -1));

    /// <summary><c>ReLU(x - n) + n</c>.</summary>
    public static OnnxTensor Larger(NodeScope scope, OnnxTensor tensor, Constant numbers)
    {
        if (numbers.ToFloats().All(number => number == 0))
        {
            return Activations.Activate(scope, tensor, "ReLU");
        }

        OnnxTensor above = Activations.Activate(scope, Scales.Apply(scope, tensor, numbers, _ => 1, number => -number), "ReLU");
        return Scales.Apply(scope, above, numbers, _ => 1, number => number);
    }

    /// <summary><c>n - ReLU(n - x)</c>; a ReLU before a 6 becomes a ReLU6.</summary>
    public static OnnxTensor Smaller(NodeScope scope, OnnxTensor tensor, Constant numbers)
    {
        if (numbers.ToFloats().All(number => number == 6) && Activations.AsReLU6(tensor) is { } kept)
        {
            return kept;
        }

        OnnxTensor below = Activations.Activate(scope, Scales.Apply(scope, tensor, numbers, _ => -1, number => number), "ReLU");
        return Scales.Apply(scope, below, numbers, _ => -1, number => number);
    }

    private static OnnxTensor Of(NodeScope scope, Func<NodeScope, OnnxTensor, Constant, OnnxTensor> known, Func<OnnxTensor, OnnxTensor, OnnxTensor> computed)
    {
        int[] inputs = [.. Enumerable.Range(0, scope.Node.Inputs.Length)];
        int[] tensors = [.. inputs.Where(index => !scope.IsConstant(index))];
        OnnxTensor result = tensors.Length switch
        {
            1 => scope.Input(tensors[0]),
            2 => computed(scope.Input(tensors[0]), scope.Input(tensors[1])),
            _ => throw new UnsupportedNodeException($"it compares {tensors.Length} tensors that the network computes, and layers compare two: nest it."),
        };
        return inputs.Except(tensors).Aggregate(result, (tensor, index) => known(scope, tensor, scope.Constant(index, "numbers")));
    }

    /// <summary>The larger of two tensors is the second, and what the first is above it; the smaller the first, without that.</summary>
    private static OnnxTensor Rest(NodeScope scope, OnnxTensor first, OnnxTensor second, int sign)
    {
        // Each is read twice from here on.
        (first.Layer.IsSole, second.Layer.IsSole) = (false, false);
        OnnxTensor above = scope.AddPointwise("ReLU", Sums.Difference(scope, first, second));
        return Joins.Elementwise(scope, "Add", [sign > 0 ? second : first, Scales.Linear(scope, above, sign, 0)]);
    }
}
