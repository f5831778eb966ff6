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

    public static Tensor LeakyRelu(NodeScope scope)
    {
        float slope = scope.Node.Float("alpha", 0.01f);
        return slope is < 0 or > 1 or float.NaN
            ? throw new Refusal($"its slope is {slope}, and a LeakyReLU's is from 0 to 1.")
            : slope == 0.01f ? Activate(scope, scope.Input(), "LeakyReLU") : scope.AddPointwise("LeakyReLU", scope.Input(), Numbers.Text(slope));
    }

    public static Tensor Elu(NodeScope scope)
    {
        float alpha = scope.Node.Float("alpha", 1);
        return alpha <= 0
            ? throw new Refusal($"its alpha is {alpha}, and an ELU's is above 0.")
            : alpha == 1 ? Activate(scope, scope.Input(), "ELU") : scope.AddPointwise("ELU", scope.Input(), Numbers.Text(alpha));
    }

    public static Tensor Celu(NodeScope scope)
        => scope.Node.Float("alpha", 1) == 1 ? Activate(scope, scope.Input(), "ELU") : throw new Refusal("its alpha is not 1, and then no layer computes it: train with ELU.");

    public static Tensor Swish(NodeScope scope)
        => scope.Node.Float("alpha", 1) == 1 ? Activate(scope, scope.Input(), "SiLU") : throw new Refusal("its alpha is not 1, and SiLU's is: train with SiLU.");

    public static Tensor Selu(NodeScope scope)
        => Math.Abs(scope.Node.Float("alpha", 1.67326f) - 1.67326f) < Near && Math.Abs(scope.Node.Float("gamma", 1.0507f) - 1.0507f) < Near
            ? Activate(scope, scope.Input(), "SELU")
            : throw new Refusal("its alpha and gamma are not those of SELU's authors, 1.67326 and 1.0507: train with SELU as it is.");

    public static Tensor HardSigmoid(NodeScope scope)
    {
        float alpha = scope.Node.Float("alpha", 0.2f);
        float beta = scope.Node.Float("beta", 0.5f);
        return Math.Abs(alpha - (1f / 6)) < 1e-5f && Math.Abs(beta - 0.5f) < 1e-5f
            ? Activate(scope, scope.Input(), "HardSigmoid")
            : throw new Refusal($"its slope is {alpha} and its middle {beta}, and the layer's are 1/6 and 0.5, as PyTorch's and Keras 3's are: train with one of these.");
    }

    public static Tensor Gelu(NodeScope scope)
        => scope.Node.Text("approximate", "none") == "none" ? Activate(scope, scope.Input(), "GELU") : throw new Refusal("it approximates GELU by tanh, and the layer is the exact one: export with approximate='none' (the outputs differ by less than 0.001).");

    public static Tensor Clip(NodeScope scope)
    {
        Limits limits = Limits.Of(scope.Node, index => scope.Constant(index, "limits"))
            ?? throw new Refusal("its limits are not single numbers: the file is damaged. Export it again.");
        return limits switch
        {
            { Low: 0, High: double.PositiveInfinity } => Activate(scope, scope.Input(), "ReLU"),
            { Low: 0, High: 6 } => AsReLU6(scope.Input()) ?? Activate(scope, scope.Input(), "ReLU6"),
            { Low: double.NegativeInfinity, High: double.PositiveInfinity } => scope.Input(),
            _ => throw new Refusal($"it keeps numbers between {limits.Low} and {limits.High}, and layers between 0 and infinity (ReLU) or 0 and 6 (ReLU6): train with one of these; if it stands at the end, cut the model before it with --output and clip in C#."),
        };
    }

    public static Tensor Max(NodeScope scope)
        => Other(scope) is var (tensor, number) && number == 0
            ? Activate(scope, tensor, "ReLU")
            : throw new Refusal("it takes the larger of two tensors, which layers do with 0 only (ReLU).");

    public static Tensor Min(NodeScope scope)
    {
        if (Other(scope) is var (tensor, number) && number == 6 && AsReLU6(tensor) is { } result)
        {
            return result;
        }

        throw new Refusal("it takes the smaller of two tensors, which layers do only behind a ReLU, with 6 (ReLU6).");
    }

    /// <summary>A ReLU that nothing else reads, cut at 6; null where there is none above.</summary>
    private static Tensor? AsReLU6(Tensor tensor)
    {
        Layer above = tensor.Layer;
        if (!above.IsSole || (above.Activation ?? above.Kind) != "ReLU")
        {
            return null;
        }

        (above.Kind, above.Activation) = above.Activation is null ? ("ReLU6", null) : (above.Kind, "ReLU6");
        return tensor;
    }

    public static Tensor PRelu(NodeScope scope)
    {
        Constant slopes = scope.Constant(1, "slopes");
        Tensor input = scope.Input();
        int channels = input.IsFlat ? input.Shape.Length : input.Shape.Channels;
        int[] dims = input.Dims;
        int place = slopes.Dims.Length - 1 - Array.FindLastIndex(slopes.Dims, side => side != 1);
        int axis = input.Rank - 1 - place;
        bool isPerChannel = slopes.Count == channels && slopes.Dims.Count(side => side != 1) <= 1 && axis >= 0 && axis < dims.Length && input.IsChannels(axis);
        if (slopes.Count != 1 && !isPerChannel)
        {
            throw new Refusal($"its slopes of {Words.Shape(slopes.Dims)} are not one for each channel, nor one for all: share them over height and width (shared_axes=[1, 2] in Keras).");
        }

        Tensor result = scope.AddPointwise("PReLU", input);
        float[] values = slopes.ToFloats();
        Convolutions.AddWeights(scope, result.Layer, [slopes.Count], slopes.Count > 1 && input.IsFlat ? input.ToStorage(values) : values, null, slopes.Name);
        return result;
    }

    public static Tensor Softmax(NodeScope scope)
    {
        Tensor input = scope.Input();
        string kind = scope.Node.Operator;

        // Before opset 13 the axis and all behind it are one.
        bool isOld = scope.Opset < 13;
        if (AxisChanges.Normalized([scope.Node.Int("axis", isOld ? 1 : -1)], input.Rank) is not [var axis])
        {
            throw new Refusal("its axis is not one of the tensor's: the file is damaged. Export it again.");
        }

        Atom[][] over = isOld ? input.Axes[axis..] : [input.Axes[axis]];
        int count = Tensor.SizeOf(over.SelectMany(atoms => atoms));
        if (count == input.Shape.Length)
        {
            return scope.AddPointwise(kind, input.Shape.Height * input.Shape.Width == 1 ? input : scope.AsFlat(input));
        }

        int channels = isOld ? axis + Array.FindIndex(over, atoms => atoms.Length > 0) : axis;
        return !input.IsFlat && count == Tensor.SizeOf(input.Axes[Math.Max(channels, 0)]) && input.IsChannels(Math.Max(channels, 0)) && count > 1
            ? scope.AddPointwise(kind, input)
            : throw new Refusal($"it runs over the axis {axis}, which is not the channels, and the layer runs over channels, pixel by pixel.");
    }

    public static Tensor Log(NodeScope scope)
    {
        Tensor input = scope.Input();
        if (input.Layer is not { Kind: "Softmax", IsSole: true })
        {
            throw new Refusal("a logarithm is a layer only of a Softmax (LogSoftmax): if it stands at the end, cut the model before it with --output and take it in C#.");
        }

        input.Layer.Kind = "LogSoftmax";
        return input;
    }

    private static Tensor Activate(NodeScope scope, Tensor input, string kind)
    {
        if (input.Layer is { IsWeighted: true, IsSole: true, Activation: null } above)
        {
            above.Activation = kind;
            return input;
        }

        return scope.AddPointwise(kind, input);
    }

    private static (Tensor Tensor, float Number)? Other(NodeScope scope)
    {
        if (scope.Node.Inputs.Length != 2 || scope.IsConstant(0) == scope.IsConstant(1))
        {
            return null;
        }

        int constant = scope.IsConstant(0) ? 0 : 1;
        return scope.Constant(constant, "number") is { Count: 1 } number ? (scope.Input(1 - constant), number.ToFloats()[0]) : null;
    }
}
