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
            throw new UnsupportedNodeException("it is in training mode, and normalises by the numbers of each input: call model.eval() before exporting.");
        }

        if (scope.Node.Int("spatial", 1) == 0)
        {
            throw new UnsupportedNodeException("it normalises each number of the map by itself (spatial=0), and the layer each channel: export it with a newer opset.");
        }

        if (input.Rank < 2 || !input.IsChannels(1))
        {
            throw new UnsupportedNodeException("it normalises an axis that is not the channels, because the tensor was transposed or reshaped before it: move the Transpose behind it.");
        }

        int count = input.IsFlat ? input.Shape.Length : input.Shape.Channels;
        if (numbers.Any(number => number.Count != count))
        {
            throw new UnsupportedNodeException($"it has {string.Join(", ", numbers.Select((number, i) => $"{number.Count} {words[i]}"))} for {count} channels: the file is damaged. Export it again.");
        }

        Layer layer = scope.Add(new Layer("BatchNorm", input.Shape, input.Layer));
        float epsilon = scope.Node.Float("epsilon", 1e-5f);
        if (epsilon != 1e-5f)
        {
            layer.Properties.Add(("Epsilon", Numbers.Text(epsilon)));
        }

        layer.PreferredName = LayerNaming.Of(numbers[0].Name, scope.Node.Name);
        for (int i = 0; i < keys.Length; i++)
        {
            float[] values = numbers[i].ToFloats();
            layer.Weights[keys[i]] = new Weight([count], input.IsFlat ? input.ToStorage(values) : values);
        }

        return input.On(layer);
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
            throw new UnsupportedNodeException($"its size is {size}: the file is damaged. Export it again.");
        }

        OnnxTensor result = scope.AddPointwise("LocalResponseNorm", input, $"{size}");
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
