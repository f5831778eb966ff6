using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>Arithmetic on constants, element by element. Whole numbers stay whole, and wrap as ONNX's do.</summary>
internal static class Arithmetic
{
    private static readonly Dictionary<string, (Func<float, float> Floats, Func<long, long>? Integers)> _unary = new(StringComparer.Ordinal)
    {
        ["Abs"] = (Math.Abs, x => x < 0 ? unchecked(-x) : x),
        ["Neg"] = (x => -x, x => unchecked(-x)),
        ["Sign"] = (x => float.IsNaN(x) ? x : Math.Sign(x), x => Math.Sign(x)),
        ["Floor"] = (MathF.Floor, x => x),
        ["Ceil"] = (MathF.Ceiling, x => x),
        ["Round"] = (x => MathF.Round(x, MidpointRounding.ToEven), x => x),
        ["Sqrt"] = (MathF.Sqrt, null),
        ["Exp"] = (MathF.Exp, null),
        ["Log"] = (MathF.Log, null),
        ["Reciprocal"] = (x => 1 / x, null),
        ["Sin"] = (MathF.Sin, null),
        ["Cos"] = (MathF.Cos, null),
        ["Tanh"] = (MathF.Tanh, null),
        ["Sigmoid"] = (x => (float)(1 / (1 + Math.Exp(-(double)x))), null),
        ["Relu"] = (x => x < 0 ? 0 : x, x => Math.Max(0, x)),
        ["Softplus"] = (x => (float)(Math.Max(x, 0d) + Math.Log(1 + Math.Exp(-Math.Abs((double)x)))), null),
    };

    private static readonly Dictionary<string, (Func<float, float, float> Floats, Func<long, long, long>? Integers)> _binary = new(StringComparer.Ordinal)
    {
        ["Add"] = ((x, y) => x + y, (x, y) => unchecked(x + y)),
        ["Sub"] = ((x, y) => x - y, (x, y) => unchecked(x - y)),
        ["Mul"] = ((x, y) => x * y, (x, y) => unchecked(x * y)),
        ["Div"] = ((x, y) => x / y, (x, y) => y is 0 or -1 ? unchecked(-x * y) : x / y),
        ["Pow"] = (MathF.Pow, (x, y) => (long)Math.Pow(x, y)),
    };

    /// <summary>Comparisons give whole numbers: 0 and 1.</summary>
    private static readonly Dictionary<string, (Func<float, float, bool> Floats, Func<long, long, bool> Integers)> _comparisons = new(StringComparer.Ordinal)
    {
        ["Equal"] = ((x, y) => x == y, (x, y) => x == y),
        ["Greater"] = ((x, y) => x > y, (x, y) => x > y),
        ["GreaterOrEqual"] = ((x, y) => x >= y, (x, y) => x >= y),
        ["Less"] = ((x, y) => x < y, (x, y) => x < y),
        ["LessOrEqual"] = ((x, y) => x <= y, (x, y) => x <= y),
        ["And"] = ((x, y) => x != 0 && y != 0, (x, y) => x != 0 && y != 0),
        ["Or"] = ((x, y) => x != 0 || y != 0, (x, y) => x != 0 || y != 0),
        ["Xor"] = ((x, y) => (x != 0) != (y != 0), (x, y) => (x != 0) != (y != 0)),
    };

    /// <summary>Operators of two inputs that are broadcast to each other.</summary>
    public static IReadOnlyList<string> Binary { get; } = [.. _binary.Keys, .. _comparisons.Keys, "Mod"];

    /// <summary>Operators of any number of such inputs.</summary>
    public static IReadOnlyList<string> Variadic { get; } = ["Max", "Min", "Sum", "Mean"];

    /// <summary>The node's output; null where the operator is none of these, or the shapes do not fit.</summary>
    public static Constant? TryEvaluate(OnnxNode node, IReadOnlyList<Constant?> inputs)
    {
        if (inputs.OfType<Constant>().ToArray() is not [var first, ..] known || known.Length != inputs.Count)
        {
            return node.Operator == "Clip" && inputs[0] is { } clipped ? Clip(node, clipped, inputs) : null;
        }

        string name = node.Operator;
        if (known.Length == 1 && _unary.TryGetValue(name, out (Func<float, float> Floats, Func<long, long>? Integers) unary))
        {
            return Each(first, unary.Floats, unary.Integers);
        }

        if (known is [var left, var right] && !(node.Opset < 7 && node.Has("axis")))
        {
            if (_binary.TryGetValue(name, out (Func<float, float, float> Floats, Func<long, long, long>? Integers) binary))
            {
                return Pairwise(left, right, binary.Floats, binary.Integers);
            }

            if (_comparisons.TryGetValue(name, out (Func<float, float, bool> Floats, Func<long, long, bool> Integers) comparison))
            {
                return Pairwise(left, right, (x, y) => comparison.Floats(x, y) ? 1 : 0, (x, y) => comparison.Integers(x, y) ? 1 : 0) is { } truth ? Constant.Of(truth.Dims, truth.ToIntegers()) : null;
            }
        }

        return (name, known) switch
        {
            ("Max", _) => known.Skip(1).Aggregate((Constant?)first, (a, b) => a is null ? null : Pairwise(a, b, Math.Max, Math.Max)),
            ("Min", _) => known.Skip(1).Aggregate((Constant?)first, (a, b) => a is null ? null : Pairwise(a, b, Math.Min, Math.Min)),
            ("Sum", _) => Sum(known),
            ("Mean", _) => Sum(known) is { } sum ? Each(sum, x => x / known.Length, null) : null,
            ("Mod", [var a, var b]) => Mod(node, a, b),
            ("Not", [var a]) => Constant.Of(a.Dims, [.. a.ToFloats().Select(x => x == 0 ? 1L : 0)]),
            ("Where", [var condition, var a, var b]) => Where(condition, a, b),
            ("Clip", _) => Clip(node, first, inputs),
            _ => null,
        };
    }

    private static Constant? Sum(Constant[] terms)
        => terms.Skip(1).Aggregate((Constant?)terms[0], (a, b) => a is null ? null : Pairwise(a, b, (x, y) => x + y, (x, y) => unchecked(x + y)));

    /// <summary>With <c>fmod</c> the result has the sign of the dividend, else that of the divisor.</summary>
    private static Constant? Mod(OnnxNode node, Constant a, Constant b)
        => node.Int("fmod", 0) != 0
            ? Pairwise(a, b, (x, y) => x % y, (x, y) => y is 0 or -1 ? 0 : x % y)
            : a.Integers is null || b.Integers is null ? null : Pairwise(a, b, (x, _) => x, (x, y) => y is 0 or -1 ? 0 : ((x % y) + y) % y);

    private static Constant? Clip(OnnxNode node, Constant input, IReadOnlyList<Constant?> inputs)
        => ClipBounds.Of(node, index => inputs[index]) is { } limits
            ? Each(input, x => (float)Math.Min(Math.Max(x, limits.Low), limits.High), x => (long)Math.Min(Math.Max(x, limits.Low), limits.High))
            : null;

    private static Constant? Pairwise(Constant a, Constant b, Func<float, float, float> floats, Func<long, long, long>? integers)
    {
        if (Broadcast.Shape(a.Dims, b.Dims) is not { } dims)
        {
            return null;
        }

        string name = a.Name.Length > 0 ? a.Name : b.Name;
        return integers is not null && a.Integers is { } left && b.Integers is { } right
            ? Constant.Of(dims, [.. Broadcast.To(left, a.Dims, dims).Zip(Broadcast.To(right, b.Dims, dims), integers)]) with { Name = name }
            : Constant.Of(dims, [.. Broadcast.To(a.ToFloats(), a.Dims, dims).Zip(Broadcast.To(b.ToFloats(), b.Dims, dims), floats)]) with { Name = name };
    }

    private static Constant? Each(Constant a, Func<float, float> floats, Func<long, long>? integers)
        => a.Floats is { } elements ? Constant.Of(a.Dims, [.. elements.Select(floats)]) with { Name = a.Name }
            : integers is not null ? Constant.Of(a.Dims, [.. a.ToIntegers().Select(integers)]) with { Name = a.Name }
            : null;

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
