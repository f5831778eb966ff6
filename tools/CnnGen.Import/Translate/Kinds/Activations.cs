using CnnGen.Import.Load;
using CnnGen.Import.Simplify;
using CnnGen.Import.Write;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Activations: a property of the layer with weights above them, or layers of their own.</summary>
internal static class Activations
{
    private const float Near = 1e-4f;

    /// <summary>One without a number.</summary>
    public static Operators.Translation Plain(string kind) => scope => Activate(scope, scope.Input(), kind);

    public static OnnxTensor LeakyRelu(NodeScope scope)
    {
        float slope = scope.Node.Float("alpha", 0.01f);
        return slope is < 0 or > 1 or float.NaN
            ? throw new UnsupportedNodeException($"its slope is {slope}, and a LeakyReLU's is from 0 to 1.")
            : slope == 0.01f ? Activate(scope, scope.Input(), "LeakyReLU") : scope.AddPointwise("LeakyReLU", scope.Input(), Numbers.Text(slope));
    }

    public static OnnxTensor Elu(NodeScope scope)
    {
        float alpha = scope.Node.Float("alpha", 1);
        return alpha <= 0
            ? throw new UnsupportedNodeException($"its alpha is {alpha}, and an ELU's is above 0.")
            : alpha == 1 ? Activate(scope, scope.Input(), "ELU") : scope.AddPointwise("ELU", scope.Input(), Numbers.Text(alpha));
    }

    /// <summary><c>alpha * ELU(x / alpha)</c>.</summary>
    public static OnnxTensor Celu(NodeScope scope) => Scaled(scope, "ELU", "CELU's", 1 / scope.Node.Float("alpha", 1));

    /// <summary><c>x * Sigmoid(alpha * x)</c>.</summary>
    public static OnnxTensor Swish(NodeScope scope) => Scaled(scope, "SiLU", "Swish's", scope.Node.Float("alpha", 1));

    public static OnnxTensor Selu(NodeScope scope)
    {
        float alpha = scope.Node.Float("alpha", 1.67326f);
        float gamma = scope.Node.Float("gamma", 1.0507f);
        if (Math.Abs(alpha - 1.67326f) < Near && Math.Abs(gamma - 1.0507f) < Near)
        {
            return Activate(scope, scope.Input(), "SELU");
        }

        return alpha > 0
            ? Scales.Linear(scope, scope.AddPointwise("ELU", scope.Input(), Numbers.Text(alpha)), gamma, 0)
            : throw new UnsupportedNodeException($"its alpha is {alpha}, and a SELU's is above 0.");
    }

    public static OnnxTensor HardSigmoid(NodeScope scope)
    {
        float alpha = scope.Node.Float("alpha", 0.2f);
        float beta = scope.Node.Float("beta", 0.5f);
        return Math.Abs(alpha - (1f / 6)) < 1e-5f && Math.Abs(beta - 0.5f) < 1e-5f
            ? Activate(scope, scope.Input(), "HardSigmoid")
            : Activate(scope, Scales.Linear(scope, scope.Input(), 6 * alpha, 6 * (beta - 0.5f)), "HardSigmoid");
    }

    public static OnnxTensor Gelu(NodeScope scope)
        => scope.Node.Text("approximate", "none") == "none" ? Activate(scope, scope.Input(), "GELU") : throw new UnsupportedNodeException("it approximates GELU by tanh, and the layer is the exact one: export with approximate='none' (the outputs differ by less than 0.001).");

    public static OnnxTensor Clip(NodeScope scope)
    {
        ClipBounds limits = ClipBounds.Of(scope.Node, index => scope.Constant(index, "limits"))
            ?? throw new UnsupportedNodeException("its limits are not single numbers: the file is damaged. Export it again.");
        return limits switch
        {
            { Low: 0, High: double.PositiveInfinity } => Activate(scope, scope.Input(), "ReLU"),
            { Low: 0, High: 6 } => AsReLU6(scope.Input()) ?? Activate(scope, scope.Input(), "ReLU6"),
            { Low: double.NegativeInfinity, High: double.PositiveInfinity } => scope.Input(),
            { High: double.PositiveInfinity } => Extremes.Larger(scope, scope.Input(), Constant.Of([], [(float)limits.Low])),
            { Low: double.NegativeInfinity } => Extremes.Smaller(scope, scope.Input(), Constant.Of([], [(float)limits.High])),
            _ when limits.High > limits.Low => Between(scope, (float)limits.Low, (float)limits.High),
            _ => throw new UnsupportedNodeException($"it keeps numbers between {limits.Low} and {limits.High}, where none are: the file is damaged. Export it again."),
        };
    }

    /// <summary>A ReLU6 whose 0 and 6 are moved to other limits.</summary>
    private static OnnxTensor Between(NodeScope scope, float low, float high)
    {
        float scale = (high - low) / 6;
        OnnxTensor kept = Activate(scope, Scales.Linear(scope, scope.Input(), 1 / scale, -low / scale), "ReLU6");
        return Scales.Linear(scope, kept, scale, low);
    }

    /// <summary>An activation of <c>factor * x</c>, divided by the factor.</summary>
    private static OnnxTensor Scaled(NodeScope scope, string kind, string whose, float factor)
        => factor is > 0 and < float.PositiveInfinity
            ? Scales.Linear(scope, Activate(scope, Scales.Linear(scope, scope.Input(), factor, 0), kind), 1 / factor, 0)
            : throw new UnsupportedNodeException($"its alpha is none of {whose}, which are above 0: the file is damaged. Export it again.");

    /// <summary>A ReLU that nothing else reads, cut at 6; null where there is none above.</summary>
    public static OnnxTensor? AsReLU6(OnnxTensor tensor)
    {
        Layer above = tensor.Layer;
        if (!above.IsSole || (above.Activation ?? above.Kind) != "ReLU")
        {
            return null;
        }

        (above.Kind, above.Activation) = above.Activation is null ? ("ReLU6", null) : (above.Kind, "ReLU6");
        return tensor;
    }

    public static OnnxTensor PRelu(NodeScope scope)
    {
        Constant slopes = scope.Constant(1, "slopes");
        OnnxTensor input = scope.Input();
        int channels = input.IsFlat ? input.Shape.Length : input.Shape.Channels;
        int[] dims = input.Dims;

        // Before opset 7 the slopes are those of the axis 1.
        if (scope.Opset < 7 && slopes.Dims is [> 1])
        {
            slopes = slopes with { Dims = [slopes.Count, .. Enumerable.Repeat(1, Math.Max(0, input.Rank - 2))] };
        }

        int place = slopes.Dims.Length - 1 - Array.FindLastIndex(slopes.Dims, side => side != 1);
        int axis = input.Rank - 1 - place;
        bool isPerChannel = slopes.Count == channels && slopes.Dims.Count(side => side != 1) <= 1 && axis >= 0 && axis < dims.Length && input.IsChannels(axis);
        if (slopes.Count != 1 && !isPerChannel && slopes.Dims.SequenceEqual(dims) && !input.IsFlat)
        {
            return PReluOfEach(scope, input, slopes);
        }

        if (slopes.Count != 1 && !isPerChannel)
        {
            throw new UnsupportedNodeException($"its slopes of {MessageText.Shape(slopes.Dims)} are not one for each channel, nor one for all: share them over height and width (shared_axes=[1, 2] in Keras).");
        }

        OnnxTensor result = scope.AddPointwise("PReLU", input);
        float[] values = slopes.ToFloats();
        Convolutions.AddWeights(scope, result.Layer, [slopes.Count], slopes.Count > 1 && input.IsFlat ? input.ToStorage(values) : values, null, slopes.Name);
        return result;
    }

    /// <summary>A slope for each number of a map, which is flat for that moment.</summary>
    private static OnnxTensor PReluOfEach(NodeScope scope, OnnxTensor input, Constant slopes)
    {
        OnnxTensor result = scope.AddPointwise("PReLU", scope.AsFlat(input));
        Convolutions.AddWeights(scope, result.Layer, [slopes.Count], input.ToStorage(slopes.ToFloats()), null, slopes.Name);
        return scope.AsShape(result, input.Shape);
    }

    public static OnnxTensor Activate(NodeScope scope, OnnxTensor input, string kind)
    {
        if (input.Layer is { IsWeighted: true, IsSole: true, Activation: null } above)
        {
            above.Activation = kind;
            return input;
        }

        return scope.AddPointwise(kind, input);
    }
}
