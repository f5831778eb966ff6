using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Add, Sub, Mul, Div: by numbers known at import a factor and a shift, of two tensors a layer that joins them.</summary>
internal static class Sums
{
    public static OnnxTensor Add(NodeScope scope) => Constants(scope) is var (tensor, numbers)
        ? Scales.Apply(scope, tensor, numbers, factor: _ => 1, shift: number => number)
        : Joins.Elementwise(scope, "Add", [scope.Operand(0), scope.Operand(1)]);

    public static OnnxTensor Mul(NodeScope scope) => Constants(scope) is var (tensor, numbers)
        ? Scales.Apply(scope, tensor, numbers, factor: number => number, shift: _ => 0)
        : Joins.Elementwise(scope, "Multiply", [scope.Operand(0), scope.Operand(1)]);

    public static OnnxTensor Sub(NodeScope scope)
    {
        if (Constants(scope) is not var (tensor, numbers))
        {
            return Difference(scope, scope.Operand(0), scope.Input(1));
        }

        return scope.IsConstant(0)
            ? Scales.Apply(scope, tensor, numbers, factor: _ => -1, shift: number => number)
            : Scales.Apply(scope, tensor, numbers, factor: _ => 1, shift: number => -number);
    }

    public static OnnxTensor Div(NodeScope scope)
    {
        if (Constants(scope) is not var (tensor, numbers) || scope.IsConstant(0))
        {
            throw new UnsupportedNodeException($"it divides by computed values, which no layer does: if it is the end of the model, {Advice.Cut}, and divide in C#.");
        }

        return Scales.Apply(scope, tensor, numbers, factor: number => 1 / number, shift: _ => 0);
    }

    public static OnnxTensor Neg(NodeScope scope)
        => Scales.Apply(scope, scope.Input(), Constant.Of([], [1f]), factor: _ => -1, shift: _ => 0);

    public static OnnxTensor Sum(NodeScope scope)
    {
        int[] inputs = [.. Enumerable.Range(0, scope.Node.Inputs.Length)];
        int[] computed = [.. inputs.Where(index => !scope.IsConstant(index))];
        OnnxTensor sum = computed.Length < 2 ? scope.Input(computed.FirstOrDefault()) : Joins.Elementwise(scope, "Add", [.. computed.Select(scope.Operand)]);
        return inputs.Where(scope.IsConstant).Aggregate(sum, (tensor, index) => Scales.Apply(scope, tensor, scope.Constant(index, "numbers"), _ => 1, number => number));
    }

    public static OnnxTensor Mean(NodeScope scope) => Scales.Linear(scope, Sum(scope), 1f / scope.Node.Inputs.Length, 0);

    /// <summary><c>first - second</c>, of two tensors that the network computes.</summary>
    public static OnnxTensor Difference(NodeScope scope, OnnxTensor first, OnnxTensor second)
        => Joins.Elementwise(scope, "Add", [first, Scales.Linear(scope, second, -1, 0)]);

    /// <summary>The computed operand and the known one; null where both are computed.</summary>
    private static (OnnxTensor Tensor, Constant Numbers)? Constants(NodeScope scope)
        => scope.IsConstant(0) ? (scope.Input(1), scope.Constant(0, "numbers"))
            : scope.IsConstant(1) ? Aligned(scope, scope.Input(0), scope.Constant(1, "numbers"))
            : null;

    /// <summary>Before opset 7 the second operand may say at which axis of the first it begins.</summary>
    private static (OnnxTensor Tensor, Constant Numbers) Aligned(NodeScope scope, OnnxTensor tensor, Constant numbers)
    {
        long behind = scope.Opset < 7 && scope.Node.Has("axis") ? tensor.Rank - scope.Node.Int("axis", 0) - numbers.Dims.Length : 0;
        return behind is >= 0 and <= 8
            ? (tensor, numbers with { Dims = [.. numbers.Dims, .. Enumerable.Repeat(1, (int)behind)] })
            : throw new UnsupportedNodeException("its axis is not one of the tensor's: the file is corrupt. Export it again.");
    }
}
