using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Arithmetic on numbers that are known. Whole numbers stay whole, and wrap as ONNX's do.</summary>
internal static class Arithmetic
{
    public static Constant? TryEvaluate(OnnxNode node, IReadOnlyList<Constant?> inputs) => (node.Operator, inputs) switch
    {
        ("Add", [{ } a, { } b]) => Pairwise(a, b, (x, y) => x + y, (x, y) => unchecked(x + y)),
        ("Sub", [{ } a, { } b]) => Pairwise(a, b, (x, y) => x - y, (x, y) => unchecked(x - y)),
        ("Mul", [{ } a, { } b]) => Pairwise(a, b, (x, y) => x * y, (x, y) => unchecked(x * y)),
        ("Div", [{ } a, { } b]) => Pairwise(a, b, (x, y) => x / y, (x, y) => y is 0 or -1 ? unchecked(-x * y) : x / y),
        ("Mod", [{ } a, { } b]) when a.Integers is not null => Pairwise(a, b, (x, y) => x % y, (x, y) => y is 0 or -1 ? 0 : x - (y * (long)Math.Floor((double)x / y))),
        ("Pow", [{ } a, { } b]) => Pairwise(a, b, MathF.Pow, (x, y) => (long)Math.Pow(x, y)),
        ("Equal", [{ } a, { } b]) => Truth(Pairwise(a, b, (x, y) => x == y ? 1 : 0, (x, y) => x == y ? 1 : 0)),
        ("Greater", [{ } a, { } b]) => Truth(Pairwise(a, b, (x, y) => x > y ? 1 : 0, (x, y) => x > y ? 1 : 0)),
        ("Less", [{ } a, { } b]) => Truth(Pairwise(a, b, (x, y) => x < y ? 1 : 0, (x, y) => x < y ? 1 : 0)),
        ("Max", [{ } a, { } b]) => Pairwise(a, b, Math.Max, Math.Max),
        ("Min", [{ } a, { } b]) => Pairwise(a, b, Math.Min, Math.Min),
        ("Where", [{ } condition, { } a, { } b]) => Where(condition, a, b),
        ("Neg", [{ } a]) => Each(a, x => -x, x => unchecked(-x)),
        ("Abs", [{ } a]) => Each(a, Math.Abs, x => x < 0 ? unchecked(-x) : x),
        ("Floor", [{ } a]) => Each(a, MathF.Floor, x => x),
        ("Ceil", [{ } a]) => Each(a, MathF.Ceiling, x => x),
        ("Sqrt", [{ IsFloat: true } a]) => Each(a, MathF.Sqrt, x => x),
        ("Exp", [{ IsFloat: true } a]) => Each(a, MathF.Exp, x => x),
        ("Log", [{ IsFloat: true } a]) => Each(a, MathF.Log, x => x),
        ("Reciprocal", [{ IsFloat: true } a]) => Each(a, x => 1 / x, x => x),
        ("Not", [{ } a]) => Each(a, x => x == 0 ? 1 : 0, x => x == 0 ? 1 : 0),
        _ => null,
    };

    private static Constant? Pairwise(Constant a, Constant b, Func<float, float, float> floats, Func<long, long, long> integers)
    {
        if (Broadcast.Shape(a.Dims, b.Dims) is not { } dims)
        {
            return null;
        }

        string name = a.Name.Length > 0 ? a.Name : b.Name;
        return a.Integers is { } left && b.Integers is { } right
            ? Constant.Of(dims, [.. Broadcast.To(left, a.Dims, dims).Zip(Broadcast.To(right, b.Dims, dims), integers)]) with { Name = name }
            : Constant.Of(dims, [.. Broadcast.To(a.ToFloats(), a.Dims, dims).Zip(Broadcast.To(b.ToFloats(), b.Dims, dims), floats)]) with { Name = name };
    }

    private static Constant Each(Constant a, Func<float, float> floats, Func<long, long> integers)
        => a.Floats is { } numbers ? Constant.Of(a.Dims, [.. numbers.Select(floats)]) : Constant.Of(a.Dims, [.. a.ToIntegers().Select(integers)]);

    private static Constant? Truth(Constant? result) => result is null ? null : Constant.Of(result.Dims, result.ToIntegers());

    private static Constant? Where(Constant condition, Constant a, Constant b)
    {
        if (Broadcast.Shape(a.Dims, b.Dims) is not { } pair || Broadcast.Shape(condition.Dims, pair) is not { } dims)
        {
            return null;
        }

        long[] chosen = Broadcast.To(condition.ToIntegers(), condition.Dims, dims);
        return a.Integers is { } left && b.Integers is { } right
            ? Constant.Of(dims, Choose(Broadcast.To(left, a.Dims, dims), Broadcast.To(right, b.Dims, dims)))
            : Constant.Of(dims, Choose(Broadcast.To(a.ToFloats(), a.Dims, dims), Broadcast.To(b.ToFloats(), b.Dims, dims)));

        T[] Choose<T>(T[] yes, T[] no) => [.. chosen.Select((choice, i) => choice != 0 ? yes[i] : no[i])];
    }
}
