using CnnGen.Import.Load;
using CnnGen.Import.Write;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>BatchNormalization and LRN.</summary>
internal static class Normalizations
{
    public static OnnxTensor BatchNormalization(NodeScope scope)
    {
        string[] keys = ["weight", "bias", "running_mean", "running_var"];
        string[] words = ["scales", "shifts", "means", "variances"];
        Constant[] numbers = [.. words.Select((what, i) => scope.Constant(i + 1, what))];
        OnnxTensor input = scope.Input();
        if (scope.Node.Int("training_mode", 0) != 0)
        {
            throw new UnsupportedNodeException("it is in training mode, and normalises by the statistics of each input: call model.eval() before exporting.");
        }

        if (scope.Node.Int("spatial", 1) == 0)
        {
            throw new UnsupportedNodeException("it normalises each number of the map by itself (spatial=0), and the layer each channel: export it with a newer opset.");
        }

        if (input.Rank < 2 || numbers.Any(number => number.Count != input.Dims[1]))
        {
            throw new UnsupportedNodeException($"it has {string.Join(", ", numbers.Select((number, i) => $"{number.Count} {words[i]}"))} for {(input.Rank < 2 ? 0 : input.Dims[1])} channels: the file is corrupt. Export it again.");
        }

        ChannelNumbers known = ChannelNumbers.Of(scope, input, [.. numbers.Select(number => number with { Dims = [number.Count, .. Enumerable.Repeat(1, input.Rank - 2)] })]);
        OnnxTensor result = scope.AddPointwise("BatchNorm", known.Tensor);
        float epsilon = scope.Node.Float("epsilon", 1e-5f);
        if (epsilon != 1e-5f)
        {
            result.Layer.Properties.Add(("Epsilon", Numbers.Text(epsilon)));
        }

        result.Layer.PreferredName = LayerNaming.Of(numbers[0].Name, scope.Node.Name);
        for (int i = 0; i < keys.Length; i++)
        {
            result.Layer.Weights[keys[i]] = new Weight([known.Numbers[i].Length], known.Numbers[i]);
        }

        return ChannelNumbers.Restored(scope, result, input);
    }

    /// <summary>scikit-learn's StandardScaler: <c>(x - offset) * scale</c>.</summary>
    public static OnnxTensor Scaler(NodeScope scope)
    {
        OnnxTensor input = scope.Input();
        float[] offsets = scope.Node.Floats("offset") ?? [0];
        float[] scales = scope.Node.Floats("scale") ?? [1];
        OnnxTensor shifted = Scales.Apply(scope, input, Constant.Of([offsets.Length], offsets), factor: _ => 1, shift: offset => -offset);
        return Scales.Apply(scope, shifted, Constant.Of([scales.Length], scales), factor: scale => scale, shift: _ => 0);
    }

    public static OnnxTensor LocalResponse(NodeScope scope)
    {
        OnnxTensor input = scope.AsMap(scope.Input());
        long size = scope.Node.Int("size", 0);
        if (size is < 1 or > int.MaxValue)
        {
            throw new UnsupportedNodeException($"its size is {size}: the file is corrupt. Export it again.");
        }

        OnnxTensor result = scope.AddPointwise("LocalResponseNorm", input, $"{size}");

        // ONNX has the odd channel of an even size behind the window's own; what PyTorch's exporter writes has it before.
        long usual = (size - 1) / 2;
        long before = scope.Node.Int("before", usual);
        if (before != usual)
        {
            result.Layer.Properties.Add(("ChannelsBefore", $"{before}"));
        }

        foreach ((string name, string attribute, float missing) in new[] { ("Alpha", "alpha", 1e-4f), ("Beta", "beta", 0.75f), ("Bias", "bias", 1f) })
        {
            float value = scope.Node.Float(attribute, missing);
            if (value != missing)
            {
                result.Layer.Properties.Add((name, Numbers.Text(value)));
            }
        }

        return result;
    }
}
