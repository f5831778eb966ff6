using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>
/// A factor and a shift for each channel or unit: folded into the bias of the layer before, or a BatchNorm whose statistics are made up
/// (mean 0, variance 1, epsilon 0).
/// </summary>
internal static class Scales
{
    public static OnnxTensor Apply(NodeScope scope, OnnxTensor tensor, Constant numbers, Func<float, float> factor, Func<float, float> shift)
    {
        int[] dims = tensor.Dims;
        if (Broadcast.Shape(dims, numbers.Dims) is not { } common || common.Length > dims.Length && common[..^dims.Length].Any(side => side != 1))
        {
            throw new UnsupportedNodeException($"its numbers of {MessageText.Shape(numbers.Dims)} do not fit a tensor of {MessageText.Shape(dims)}: give the input's shape with --shape.");
        }

        if (!common[^dims.Length..].SequenceEqual(dims))
        {
            throw new UnsupportedNodeException($"its numbers of {MessageText.Shape(numbers.Dims)} make a larger tensor of {MessageText.Shape(dims)}, which no layer does.");
        }

        float[] values = numbers.ToFloats();
        int[] sides = [.. Enumerable.Repeat(1, Math.Max(0, dims.Length - numbers.Dims.Length)), .. numbers.Dims.TakeLast(dims.Length)];
        int[] varying = [.. Enumerable.Range(0, dims.Length).Where(axis => sides[axis] != 1)];
        int count = tensor.IsFlat || varying.Length > 1 ? tensor.Shape.Length : tensor.Shape.Channels;
        scope.Grow((4L * count) - (4L * values.Length));
        if (varying.Length == 0)
        {
            return Scale(scope, tensor, [.. Enumerable.Repeat(factor(values[0]), count)], [.. Enumerable.Repeat(shift(values[0]), count)]);
        }

        if (!tensor.IsFlat && varying is [var channels] && tensor.IsChannels(channels))
        {
            return Scale(scope, tensor, [.. values.Select(factor)], [.. values.Select(shift)]);
        }

        // For each number its own: of a map too, which is flat for that moment.
        float[] each = tensor.ToStorage(Broadcast.To(values, sides, dims));
        OnnxTensor flat = scope.AsFlat(tensor);
        OnnxTensor scaled = Scale(scope, flat, [.. each.Select(factor)], [.. each.Select(shift)]);
        return scope.AsShape(scaled, tensor.Shape);
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
