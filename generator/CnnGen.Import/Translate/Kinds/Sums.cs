using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Add, Sub, Mul, Div: by numbers known at import a factor and a shift, of two tensors a layer that joins them.</summary>
internal static class Sums
{
    public static Tensor Add(NodeScope scope) => Constants(scope) is var (tensor, numbers)
        ? Scales.Apply(scope, tensor, numbers, factor: _ => 1, shift: number => number)
        : Joins.Elementwise(scope, "Add", [scope.Operand(0), scope.Operand(1)]);

    public static Tensor Mul(NodeScope scope) => Constants(scope) is var (tensor, numbers)
        ? Scales.Apply(scope, tensor, numbers, factor: number => number, shift: _ => 0)
        : Joins.Elementwise(scope, "Multiply", [scope.Operand(0), scope.Operand(1)]);

    public static Tensor Sub(NodeScope scope)
    {
        if (Constants(scope) is not var (tensor, numbers))
        {
            throw new Refusal("it subtracts one computed tensor from another, and layers add: make the last convolution before the second one give its negative (negate its weights and bias), and add.");
        }

        return scope.IsConstant(0)
            ? Scales.Apply(scope, tensor, numbers, factor: _ => -1, shift: number => number)
            : Scales.Apply(scope, tensor, numbers, factor: _ => 1, shift: number => -number);
    }

    public static Tensor Div(NodeScope scope)
    {
        if (Constants(scope) is not var (tensor, numbers) || scope.IsConstant(0))
        {
            throw new Refusal("it divides by numbers that the network computes, which no layer does: if it is a norm at the end, cut the model before it with --output and divide in C#.");
        }

        return Scales.Apply(scope, tensor, numbers, factor: number => 1 / number, shift: _ => 0);
    }

    public static Tensor Neg(NodeScope scope)
        => Scales.Apply(scope, scope.Input(), Constant.Of([], [1f]), factor: _ => -1, shift: _ => 0);

    public static Tensor Sum(NodeScope scope)
        => scope.Node.Inputs.Length == 1 ? scope.Input()
            : scope.Node.Inputs.Length == 2 ? Add(scope)
            : Joins.Elementwise(scope, "Add", [.. Enumerable.Range(0, scope.Node.Inputs.Length).Select(scope.Operand)]);

    /// <summary>The computed operand and the known one; null where both are computed.</summary>
    private static (Tensor Tensor, Constant Numbers)? Constants(NodeScope scope)
        => scope.IsConstant(0) ? (scope.Input(1), scope.Constant(0, "numbers"))
            : scope.IsConstant(1) ? (scope.Input(0), scope.Constant(1, "numbers"))
            : null;
}
