using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>
/// A factor and a shift for each channel or unit: folded into the bias of the layer before, or a BatchNorm whose statistics are made up
/// (mean 0, variance 1, epsilon 0).
/// </summary>
internal static class Scales
{
    public static OnnxTensor Apply(NodeScope scope, OnnxTensor tensor, Constant numbers, Func<float, float> factor, Func<float, float> shift)
    {
        ChannelNumbers known = ChannelNumbers.Of(scope, tensor, numbers);
        OnnxTensor scaled = Scale(scope, known.Tensor, [.. known.Numbers[0].Select(factor)], [.. known.Numbers[0].Select(shift)]);
        return ChannelNumbers.Restored(scope, scaled, tensor);
    }

    /// <summary><c>factor * x + shift</c>, the same for all numbers.</summary>
    public static OnnxTensor Linear(NodeScope scope, OnnxTensor tensor, float factor, float shift)
        => factor == 1 && shift == 0 ? tensor : Apply(scope, tensor, Constant.Of([], [0f]), _ => factor, _ => shift);

    private static OnnxTensor Scale(NodeScope scope, OnnxTensor tensor, float[] factors, float[] shifts)
    {
        Layer above = tensor.Layer;
        bool isFree = above is { IsSole: true, Activation: null } && shifts.Length == (above.Output.IsFlat ? above.Output.Length : above.Output.Channels);
        if (isFree && above.IsWeighted && factors.All(factor => factor == 1))
        {
            float[] bias = above.Weights.TryGetValue("bias", out Weight? own) ? [.. own.Values.Zip(shifts, (a, b) => a + b)] : shifts;
            above.Weights["bias"] = new Weight([bias.Length], bias);
            above.Value = null;
            return tensor;
        }

        if (isFree && above is { Kind: "BatchNorm", PreferredName: null })
        {
            Weight weight = above.Weights["weight"];
            Weight bias = above.Weights["bias"];
            above.Weights["weight"] = weight with { Values = [.. weight.Values.Zip(factors, (a, b) => a * b)] };
            above.Weights["bias"] = bias with { Values = [.. bias.Values.Zip(factors, (a, b) => a * b).Zip(shifts, (a, b) => a + b)] };
            above.Value = null;
            return tensor;
        }

        Layer layer = scope.Add(new Layer("BatchNorm", tensor.Shape, above));
        layer.Properties.Add(("Epsilon", "0"));
        int[] dims = [factors.Length];
        layer.Weights["weight"] = new Weight(dims, factors);
        layer.Weights["bias"] = new Weight(dims, shifts);
        layer.Weights["running_mean"] = new Weight(dims, new float[factors.Length]);
        layer.Weights["running_var"] = new Weight(dims, [.. Enumerable.Repeat(1f, factors.Length)]);
        return tensor.On(layer);
    }
}
