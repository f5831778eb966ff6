using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate;

/// <summary>An input of a node: its sides and, where it is known at import, its values.</summary>
internal readonly record struct KnownInput(int[] Dims, Constant? Constant)
{
    public long[]? Integers => Constant is { Fault: null } known ? known.ToIntegers() : null;

    public float[]? Floats => Constant is { Fault: null } known ? known.ToFloats() : null;
}

/// <summary>
/// The shapes that ONNX gives to outputs, also of nodes that no layer computes: so that the translation goes on behind such a node, and one
/// run finds every obstacle.
/// </summary>
internal static class OutputShapes
{
    private delegate int[]? Rule(OnnxNode node, KnownInput?[] inputs, int output);

    private static readonly Dictionary<string, Rule> _rules = Rules();

    /// <summary>An output's sides; null where they are not known.</summary>
    /// <param name="inputs">Null for an input that is left out, or whose shape is not known.</param>
    /// <param name="output">Which of the node's outputs.</param>
    public static int[]? Of(OnnxNode node, KnownInput?[] inputs, int output)
        => _rules.TryGetValue(node.Operator, out Rule? rule) && rule(node, inputs, output) is { } dims
            && Constant.TryLength(dims.Select(side => (long)side), int.MaxValue, out int length) && length > 0
            ? dims
            : null;

    private static Dictionary<string, Rule> Rules()
    {
        Dictionary<string, Rule> rules = new(StringComparer.Ordinal)
        {
            ["Pad"] = (node, inputs, _) => Pad(node, inputs),
            ["Conv"] = (node, inputs, _) => Convolution(node, First(inputs), inputs.ElementAtOrDefault(1)),
            ["ConvInteger"] = (node, inputs, _) => Convolution(node, First(inputs), inputs.ElementAtOrDefault(1)),
            ["QLinearConv"] = (node, inputs, _) => Convolution(node, First(inputs), inputs.ElementAtOrDefault(3)),
            ["ConvTranspose"] = (node, inputs, _) => TransposedConvolution(node, First(inputs), inputs.ElementAtOrDefault(1)),
            ["TopK"] = (node, inputs, _) => inputs is [{ } data, { Integers: [var count] }] ? WithSide(data.Dims, node.Int("axis", -1), count) : null,
            ["GatherElements"] = (_, inputs, _) => inputs is [_, { } indices] ? indices.Dims : null,
            ["Gather"] = (node, inputs, _) => inputs is [{ } data, { } indices] && Axis(node.Int("axis", 0), data.Dims) is { } axis
                ? [.. data.Dims[..axis], .. indices.Dims, .. data.Dims[(axis + 1)..]]
                : null,
            ["Slice"] = (node, inputs, _) => inputs is [{ } data, ..] && inputs.Skip(1).All(input => input is null or { Constant.Fault: null })
                ? Selection.Ranges(node, data.Dims, [.. inputs.Select(input => input?.Constant)])?.Select(range => range.Length).ToArray()
                : null,
            ["Split"] = Split,
            ["Concat"] = (node, inputs, _) => Concat(node, inputs),
            ["Tile"] = (_, inputs, _) => inputs is [{ } data, { Integers: { } repeats }] && repeats.Length == data.Dims.Length ? Sides(data.Dims.Zip(repeats, (side, repeat) => side * (double)repeat)) : null,
            ["Expand"] = (_, inputs, _) => inputs is [{ } data, { Integers: { } sides }] && Sides(sides.Select(side => (double)side)) is { } to ? Broadcast.Shape(data.Dims, to) : null,
            ["Reshape"] = (node, inputs, _) => inputs is [{ } data, { Integers: { } sides }] ? ConstantFolding.Reshaped(node, data.Dims, sides) : null,
            ["Transpose"] = (node, inputs, _) => First(inputs) is { } data && ConstantFolding.Order(node, data.Dims.Length) is { } order ? [.. order.Select(axis => data.Dims[axis])] : null,
            ["DepthToSpace"] = (node, inputs, _) => Blocks(node, First(inputs), isSpace: false),
            ["SpaceToDepth"] = (node, inputs, _) => Blocks(node, First(inputs), isSpace: true),
            ["MatMul"] = (_, inputs, _) => inputs is [{ } a, { } b] ? Product(a.Dims, b.Dims) : null,
            ["MatMulInteger"] = (_, inputs, _) => inputs is [{ } a, { } b, ..] ? Product(a.Dims, b.Dims) : null,
            ["Gemm"] = (node, inputs, _) => inputs is [{ Dims: [var a0, var a1] }, { Dims: [var b0, var b1] }, ..]
                ? [node.Int("transA", 0) != 0 ? a1 : a0, node.Int("transB", 0) != 0 ? b0 : b1]
                : null,
            ["GridSample"] = (_, inputs, _) => inputs is [{ Dims: [var batch, var channels, _, _] }, { Dims: [_, var height, var width, _] }] ? [batch, channels, height, width] : null,
            ["LSTM"] = (node, inputs, output) => Recurrent(node, inputs, output),
            ["GRU"] = (node, inputs, output) => Recurrent(node, inputs, output),
            ["RNN"] = (node, inputs, output) => Recurrent(node, inputs, output),
        };
        Add(rules, (node, inputs, output) => output == 0 ? First(inputs)?.Dims : null,
            "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BatchNormalization", "BitwiseNot", "Cast", "Ceil", "Celu", "Clip", "Cos", "Cosh", "CumSum", "DequantizeLinear", "Dropout",
            "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "HardSigmoid", "HardSwish", "Hardmax", "Identity", "InstanceNormalization", "IsInf", "IsNaN", "LayerNormalization", "LeakyRelu",
            "Log", "LogSoftmax", "LpNormalization", "LRN", "MeanVarianceNormalization", "Mish", "Neg", "Not", "QuantizeLinear", "Reciprocal", "Relu", "Round", "ScatterElements", "ScatterND",
            "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Trilu", "PRelu");
        Add(rules, (_, inputs, _) => inputs.All(input => input is not null) ? inputs.Select(input => input!.Value.Dims).Aggregate((int[]?)[], (shape, dims) => shape is null ? null : Broadcast.Shape(shape, dims)) : null,
            "Add", "And", "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Mean", "Min", "Mod", "Mul", "Or", "Pow",
            "Sub", "Sum", "Where", "Xor");
        Add(rules, (node, inputs, _) => Resized(node, inputs), "Resize", "Upsample");
        Add(rules, (node, inputs, _) => First(inputs) is { } data ? Windowed(node, data.Dims, node.Ints("kernel_shape"), data.Dims.ElementAtOrDefault(1)) : null, "MaxPool", "AveragePool", "LpPool");
        Add(rules, (_, inputs, _) => First(inputs) is { Dims: [var batch, var channels, .. var rest] } ? [batch, channels, .. rest.Select(_ => 1)] : null, "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
        Add(rules, (node, inputs, _) => First(inputs) is { } data ? Reduced(node, data.Dims, inputs.ElementAtOrDefault(1)?.Integers ?? node.Ints("axes")) : null,
            "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "ReduceSumSquare");
        Add(rules, (node, inputs, _) => First(inputs) is { } data ? Reduced(node, data.Dims, [node.Int("axis", 0)]) : null, "ArgMax", "ArgMin");
        Add(rules, (node, inputs, _) => First(inputs) is { } data ? AxisChanges.Apply(node, data.Dims, inputs.ElementAtOrDefault(1)?.Constant) : null, "Squeeze", "Unsqueeze");
        return rules;
    }

    private static void Add(Dictionary<string, Rule> rules, Rule rule, params string[] operators)
    {
        foreach (string name in operators)
        {
            rules.Add(name, rule);
        }
    }

    private static KnownInput? First(KnownInput?[] inputs) => inputs.ElementAtOrDefault(0);

    private static int? Axis(long axis, int[] dims) => AxisChanges.Normalized([axis], dims.Length) is [var found] ? found : null;

    /// <summary>The numbers as sides; null where one of them is none.</summary>
    private static int[]? Sides(IEnumerable<double> sides)
    {
        double[] all = [.. sides];
        return all.All(side => side is >= 0 and < int.MaxValue) ? [.. all.Select(side => (int)side)] : null;
    }

    private static int[]? WithSide(int[] dims, long axis, double side)
        => Axis(axis, dims) is { } place ? Sides(dims.Select((old, i) => i == place ? side : old)) : null;

    private static int[]? Pad(OnnxNode node, KnownInput?[] inputs)
    {
        if (First(inputs) is not { Dims: var dims } || (node.Ints("pads") ?? node.Ints("paddings") ?? inputs.ElementAtOrDefault(1)?.Integers) is not { } pads)
        {
            return null;
        }

        int[]? axes = inputs.ElementAtOrDefault(3)?.Integers is { } named ? AxisChanges.Normalized(named, dims.Length) : [.. Enumerable.Range(0, dims.Length)];
        return axes is not null && pads.Length == 2 * axes.Length
            ? Sides(dims.Select((side, i) => Array.IndexOf(axes, i) is >= 0 and var place ? (double)side + pads[place] + pads[place + axes.Length] : side))
            : null;
    }

    private static int[]? Resized(OnnxNode node, KnownInput?[] inputs)
    {
        if (First(inputs) is not { Dims: var dims })
        {
            return null;
        }

        KnownInput? scales = node.Operator == "Upsample" || inputs.Length == 2 ? inputs.ElementAtOrDefault(1) : inputs.ElementAtOrDefault(2);
        return inputs.ElementAtOrDefault(3)?.Integers is { } sizes && sizes.Length == dims.Length ? Sides(sizes.Select(side => (double)side))
            : (node.Floats("scales") ?? scales?.Floats) is { } factors && factors.Length == dims.Length ? Sides(dims.Zip(factors, (side, factor) => Math.Floor(side * (double)factor)))
            : null;
    }

    private static int[]? Convolution(OnnxNode node, KnownInput? data, KnownInput? weights)
        => (data, weights) is ({ Dims: var dims }, { Dims: [var filters, _, .. var kernel] }) ? Windowed(node, dims, [.. kernel.Select(side => (long)side)], filters) : null;

    /// <summary>What a window that slides over all axes behind the channels gives.</summary>
    private static int[]? Windowed(OnnxNode node, int[] dims, long[]? kernel, int channels)
    {
        int rank = dims.Length - 2;
        if (rank < 1 || kernel is null || kernel.Length != rank)
        {
            return null;
        }

        long[] strides = node.Ints("strides") ?? [.. kernel.Select(_ => 1L)];
        long[] dilations = node.Ints("dilations") ?? [.. kernel.Select(_ => 1L)];
        long[] pads = node.Ints("pads") ?? new long[2 * rank];
        if (strides.Length != rank || dilations.Length != rank || pads.Length != 2 * rank || strides.Any(stride => stride < 1))
        {
            return null;
        }

        bool isSame = node.Text("auto_pad", "").StartsWith("SAME", StringComparison.Ordinal);
        bool roundsUp = node.Int("ceil_mode", 0) != 0;
        return Sides(
        [
            dims[0],
            channels,
            .. Enumerable.Range(0, rank).Select(i =>
            {
                double span = dims[i + 2] + pads[i] + pads[i + rank] - ((double)dilations[i] * (kernel[i] - 1)) - 1;
                return isSame ? Math.Ceiling(dims[i + 2] / (double)strides[i]) : span < 0 ? 0 : (roundsUp ? Math.Ceiling(span / strides[i]) : Math.Floor(span / strides[i])) + 1;
            }),
        ]);
    }

    private static int[]? TransposedConvolution(OnnxNode node, KnownInput? data, KnownInput? weights)
    {
        if ((data, weights) is not ({ Dims: [var batch, _, .. var sides] }, { Dims: [_, var filters, .. var kernel] }) || kernel.Length != sides.Length)
        {
            return null;
        }

        int rank = sides.Length;
        long[] strides = node.Ints("strides") ?? [.. sides.Select(_ => 1L)];
        long[] dilations = node.Ints("dilations") ?? [.. sides.Select(_ => 1L)];
        long[] extra = node.Ints("output_padding") ?? new long[rank];
        long[] pads = node.Ints("pads") ?? new long[2 * rank];
        if (strides.Length != rank || dilations.Length != rank || extra.Length != rank || pads.Length != 2 * rank)
        {
            return null;
        }

        bool isSame = node.Text("auto_pad", "").StartsWith("SAME", StringComparison.Ordinal);
        double channels = filters * (double)node.Int("group", 1);
        return node.Ints("output_shape") is { } wanted && wanted.Length == rank ? Sides([batch, channels, .. wanted.Select(side => (double)side)]) : Sides(
        [
            batch,
            channels,
            .. sides.Select((side, i) => isSame ? side * (double)strides[i] : (strides[i] * (side - 1.0)) + extra[i] + (dilations[i] * (kernel[i] - 1.0)) + 1 - pads[i] - pads[i + rank]),
        ]);
    }

    private static int[]? Reduced(OnnxNode node, int[] dims, long[]? axes)
    {
        if (AxisChanges.Normalized(axes is null or [] ? [.. dims.Select((_, i) => (long)i)] : axes, dims.Length) is not { } reduced)
        {
            return null;
        }

        return node.Int("keepdims", 1) != 0
            ? [.. dims.Select((side, i) => reduced.Contains(i) ? 1 : side)]
            : [.. dims.Where((_, i) => !reduced.Contains(i))];
    }

    private static int[]? Split(OnnxNode node, KnownInput?[] inputs, int output)
        => First(inputs) is not { Dims: var dims } || Axis(node.Int("axis", 0), dims) is not { } axis ? null
            : (node.Ints("split") ?? inputs.ElementAtOrDefault(1)?.Integers) is { } sizes ? output < sizes.Length ? WithSide(dims, axis, sizes[output]) : null
            : Equal(node, dims[axis], output) is { } size ? WithSide(dims, axis, size) : null;

    /// <summary>One of equal parts; the last may be smaller.</summary>
    private static int? Equal(OnnxNode node, int side, int output)
    {
        int parts = (int)Math.Clamp(node.Int("num_outputs", node.Outputs.Length), 1, int.MaxValue);
        int part = (side + parts - 1) / parts;
        return Math.Min(part, side - (output * part));
    }

    private static int[]? Concat(OnnxNode node, KnownInput?[] inputs)
        => First(inputs) is { Dims: var dims } && inputs.All(input => input is { } part && part.Dims.Length == dims.Length) && Axis(node.Int("axis", 1), dims) is { } axis
            ? WithSide(dims, axis, inputs.Sum(input => (double)input!.Value.Dims[axis]))
            : null;

    private static int[]? Blocks(OnnxNode node, KnownInput? data, bool isSpace)
        => data is { Dims: [var batch, var channels, var height, var width] } && node.Int("blocksize", 0) is > 0 and < 1 << 12 and var block
            ? isSpace
                ? Sides([batch, channels * (double)(block * block), height / block, width / block])
                : Sides([batch, channels / (block * block), height * (double)block, width * (double)block])
            : null;

    /// <summary>Of matrices, and of stacks of them.</summary>
    private static int[]? Product(int[] a, int[] b)
        => a is [.. var stackA, var rows, _] && b is [.. var stackB, _, var columns] && Broadcast.Shape(stackA, stackB) is { } stack ? [.. stack, rows, columns] : null;

    /// <summary>The outputs of all steps, the last state, and LSTM's last cell.</summary>
    private static int[]? Recurrent(OnnxNode node, KnownInput?[] inputs, int output)
    {
        if (First(inputs) is not { Dims: [var steps, var batch, _] })
        {
            return null;
        }

        double directions = node.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        return output == 0 ? Sides([steps, directions, batch, node.Int("hidden_size", 0)]) : Sides([directions, batch, node.Int("hidden_size", 0)]);
    }
}
