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
            : Clipped(scope, Scales.Linear(scope, scope.Input(), alpha, beta), 0, 1);
    }

    public static OnnxTensor Gelu(NodeScope scope)
        => scope.Node.Text("approximate", "none") == "none" ? Activate(scope, scope.Input(), "GELU") : throw new UnsupportedNodeException("it approximates GELU by tanh, and the layer is the exact one: export with approximate='none' (the outputs differ by less than 0.001).");

    public static OnnxTensor Clip(NodeScope scope)
    {
        ClipBounds bounds = ClipBounds.Of(scope.Node, index => scope.Constant(index, "limits"))
            ?? throw new UnsupportedNodeException("its limits are not single numbers: the file is corrupt. Export it again.");
        return Clipped(scope, scope.Input(), bounds.Low, bounds.High);
    }

    /// <summary>Numbers kept between two limits, by ReLU and ReLU6 where it is these. A limit that no float passes is left out.</summary>
    public static OnnxTensor Clipped(NodeScope scope, OnnxTensor tensor, double low, double high)
    {
        if (double.IsNaN(low) || double.IsNaN(high))
        {
            throw new UnsupportedNodeException("a limit is not a number (NaN): the file is corrupt. Export it again.");
        }

        ClipBounds bounds = ClipBounds.Between(low, high);
        if (tensor.Layer is { IsSole: true, Clip: { } above })
        {
            // Two clips one after the other are one.
            ClipBounds both = ClipBounds.Between(Math.Min(Math.Max(above.Low, bounds.Low), bounds.High), Math.Min(Math.Max(above.High, bounds.Low), bounds.High));
            Write(tensor.Layer, both);
            return tensor;
        }

        switch (bounds)
        {
            case { Low: double.NegativeInfinity, High: double.PositiveInfinity }:
                return tensor;
            case { Low: <= 0, High: 6 } when AsReLU6(tensor) is { } kept:
                return kept;
            case { Low: 0, High: double.PositiveInfinity }:
                return Activate(scope, tensor, "ReLU");
            case { Low: 0, High: 6 }:
                return Activate(scope, tensor, "ReLU6");
        }

        OnnxTensor clipped = scope.AddPointwise("Clip", tensor);
        Write(clipped.Layer, bounds);
        return clipped;
    }

    private static void Write(Layer layer, ClipBounds bounds)
    {
        bool isNamed = bounds is { Low: 0, High: double.PositiveInfinity or 6 };
        layer.Kind = !isNamed ? "Clip" : double.IsInfinity(bounds.High) ? "ReLU" : "ReLU6";
        layer.Clip = isNamed ? null : bounds;
        layer.Arguments.Clear();
        layer.Arguments.AddRange(isNamed ? [] : [Numbers.OrInfinity(bounds.Low), Numbers.OrInfinity(bounds.High)]);
    }

    /// <summary>An activation of <c>factor * x</c>, divided by the factor.</summary>
    private static OnnxTensor Scaled(NodeScope scope, string kind, string whose, float factor)
        => factor is > 0 and < float.PositiveInfinity
            ? Scales.Linear(scope, Activate(scope, Scales.Linear(scope, scope.Input(), factor, 0), kind), 1 / factor, 0)
            : throw new UnsupportedNodeException($"its alpha is none of {whose}, which are above 0: the file is corrupt. Export it again.");

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

        // Before opset 7 the slopes are those of the axis 1.
        if (scope.Opset < 7 && slopes.Dims is [> 1])
        {
            slopes = slopes with { Dims = [slopes.Count, .. Enumerable.Repeat(1, Math.Max(0, input.Rank - 2))] };
        }

        ChannelNumbers known = ChannelNumbers.Of(scope, input, slopes);
        float[] values = slopes.Count == 1 ? slopes.ToFloats() : known.Numbers[0];
        OnnxTensor result = scope.AddPointwise("PReLU", known.Tensor);
        Convolutions.AddWeights(scope, result.Layer, [values.Length], values, null, slopes.Name);
        return ChannelNumbers.Restored(scope, result, input);
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
