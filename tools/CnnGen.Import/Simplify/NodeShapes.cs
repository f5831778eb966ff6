using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>What is known of a node's inputs before the network runs.</summary>
/// <param name="Shapes">Their shapes; null where a shape is not known.</param>
/// <param name="Constants">Their elements; null where they are computed, or left out.</param>
internal sealed record NodeInputs(OnnxNode Node, IReadOnlyList<int[]?> Shapes, IReadOnlyList<Constant?> Constants)
{
    public int[]? Shape(int index) => Shapes.ElementAtOrDefault(index);

    /// <summary>An input of whole numbers, such as axes; null where it is not known.</summary>
    public long[]? Integers(int index) => Constants.ElementAtOrDefault(index) is { Fault: null } constant ? constant.ToIntegers() : null;

    /// <summary>Whole numbers that are an attribute in older opsets and an input in newer ones; null where they are left out.</summary>
    /// <param name="isUnknown">Whether they are computed.</param>
    public long[]? Listed(string attribute, int index, out bool isUnknown)
    {
        long[]? listed = Integers(index) ?? Node.Ints(attribute);
        isUnknown = listed is null && Node.HasInput(index);
        return listed;
    }
}

/// <summary>
/// The shapes of a node's outputs as ONNX defines them. Shape arithmetic of exporters is computed from them, and the translation's
/// shapes are compared with them: they share no code with it, so that neither repeats the other's mistake.
/// </summary>
internal static class NodeShapes
{
    /// <summary>The outputs' shapes, in order; null where they are not known.</summary>
    private delegate int[]?[]? Rule(NodeInputs inputs);

    /// <summary>Operators whose first output has the shape of the first input.</summary>
    private static readonly string[] _elementwise =
    [
        "Abs", "Acos", "Acosh", "ai.onnx.ml.Binarizer", "ai.onnx.ml.Imputer", "ai.onnx.ml.Normalizer", "ai.onnx.ml.Scaler", "Asin", "Asinh", "Atan", "Atanh", "Bernoulli", "Cast", "CastLike",
        "Ceil", "Celu", "Clip", "Cos", "Cosh", "CumSum", "DequantizeLinear", "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "Hardmax", "HardSigmoid", "HardSigmoid6", "HardSwish",
        "Identity", "InstanceNormalization", "IsInf", "IsNaN", "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "LRN", "MeanVarianceNormalization", "Mish", "Neg",
        "Not", "PRelu", "QuantizeLinear", "Reciprocal", "Relu", "RMSNormalization", "Round", "ScatterElements", "ScatterND", "Selu", "Shrink", "Sigmoid", "Sign", "SiLU", "Sin", "Sinh", "Softmax",
        "Softplus", "Softsign", "Sqrt", "Swish", "Tan", "Tanh", "ThresholdedRelu", "Trilu",
    ];

    private static readonly Dictionary<string, Rule> _rules = Table();

    /// <summary>Whether the shapes of an operator's outputs can be known.</summary>
    public static bool Knows(string name) => _rules.ContainsKey(name);

    /// <summary>The outputs' shapes; fewer than outputs, or null, where a shape is not known. Every side is at least 0.</summary>
    public static IReadOnlyList<int[]?> Of(NodeInputs inputs)
    {
        if (!_rules.TryGetValue(inputs.Node.Operator, out Rule? rule) || inputs.Shape(0) is null)
        {
            return [];
        }

        int[]?[] shapes = rule(inputs) ?? [];
        return [.. shapes.Select(shape => shape is not null && shape.All(side => side >= 0) ? shape : null)];
    }

    private static Dictionary<string, Rule> Table()
    {
        Dictionary<string, Rule> rules = new(StringComparer.Ordinal)
        {
            ["Conv"] = One(WindowShapes.Convolution),
            ["ConvTranspose"] = One(WindowShapes.Transposed),
            ["MaxPool"] = inputs => WindowShapes.Pool(inputs) is { } shape ? [shape, shape] : null,
            ["AveragePool"] = One(WindowShapes.Pool),
            ["LpPool"] = One(WindowShapes.Pool),
            ["Gemm"] = One(MatrixShapes.Gemm),
            ["MatMul"] = One(MatrixShapes.MatMul),
            ["Where"] = One(inputs => Broadcasted(inputs, 3)),
            ["BatchNormalization"] = One(inputs => inputs.Shape(0)),
            ["Dropout"] = inputs => [inputs.Shape(0), inputs.Shape(0)],
            ["Reshape"] = One(ViewShapes.Reshape),
            ["Flatten"] = One(ViewShapes.Flatten),
            ["Squeeze"] = One(ViewShapes.AxisChange),
            ["Unsqueeze"] = One(ViewShapes.AxisChange),
            ["Transpose"] = One(inputs => ConstantFolding.Order(inputs.Node, inputs.Shape(0)!.Length) is { } order ? [.. order.Select(axis => inputs.Shape(0)![axis])] : null),
            ["Expand"] = One(ViewShapes.Expand),
            ["Tile"] = One(ViewShapes.Tile),
            ["Shape"] = One(inputs => [ConstantFolding.Shape(inputs.Node, inputs.Shape(0)!).Count]),
            ["Size"] = One(_ => []),
            ["Concat"] = One(SelectionShapes.Concat),
            ["Slice"] = One(SelectionShapes.Slice),
            ["Split"] = SelectionShapes.Split,
            ["Gather"] = One(SelectionShapes.Gather),
            ["GatherElements"] = One(inputs => inputs.Shape(1)),
            ["TopK"] = SelectionShapes.TopK,
            ["Pad"] = One(SelectionShapes.Pad),
            ["Resize"] = One(ViewShapes.Resize),
            ["Upsample"] = One(ViewShapes.Resize),
            ["DepthToSpace"] = One(ViewShapes.DepthToSpace),
            ["SpaceToDepth"] = One(ViewShapes.SpaceToDepth),
            ["ArgMax"] = One(MatrixShapes.Arg),
            ["ArgMin"] = One(MatrixShapes.Arg),
        };
        foreach (string name in _elementwise)
        {
            rules[name] = One(inputs => inputs.Shape(0));
        }

        foreach (string name in new[] { "GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool" })
        {
            rules[name] = One(inputs => inputs.Shape(0) is { Length: >= 2 } shape ? [shape[0], shape[1], .. shape[2..].Select(_ => 1)] : null);
        }

        foreach (string name in Arithmetic.Binary)
        {
            rules[name] = One(inputs => inputs.Node.Opset < 7 && inputs.Node.Has("axis") ? inputs.Shape(0) : Broadcasted(inputs, 2));
        }

        foreach (string name in Arithmetic.Variadic)
        {
            rules[name] = One(inputs => Broadcasted(inputs, inputs.Node.Inputs.Length));
        }

        foreach (string name in Reduction.Operators)
        {
            rules[name] = One(MatrixShapes.Reduce);
        }

        return rules;
    }

    private static Rule One(Func<NodeInputs, int[]?> rule) => inputs => rule(inputs) is { } shape ? [shape] : null;

    private static int[]? Broadcasted(NodeInputs inputs, int count)
    {
        int[]? common = inputs.Shape(0);
        for (int i = 1; i < count && common is not null; i++)
        {
            common = inputs.Shape(i) is { } other ? Broadcast.Shape(common, other) : null;
        }

        return common;
    }
}
