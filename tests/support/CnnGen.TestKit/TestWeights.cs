namespace CnnGen.TestKit;

/// <summary>Weights for a <see cref="TestNetwork"/>, by key, in PyTorch's layout.</summary>
public static class TestWeights
{
    /// <summary>He's initialisation, so that values keep their size from layer to layer, and biases that are not zero.</summary>
    public static Dictionary<string, Tensor> Random(TestNetwork network, int seed)
    {
        Random random = new(seed);
        Dictionary<string, Tensor> tensors = [];
        foreach (TestStep step in network.Steps())
        {
            int[] weight = step.Weights.Select(w => w.Shape).FirstOrDefault() ?? [];
            int fanIn = step.Layer switch
            {
                ConvLayer or DepthwiseLayer => Tensor.LengthOf(weight[^3..]),
                // Of a kernel's taps, one in each stride falls on a pixel.
                TransposedConvLayer conv => Math.Max(1, step.Input.Channels / conv.Groups * weight[^1] * weight[^2] / (conv.Stride * (conv.StrideWidth ?? conv.Stride))),
                _ => step.Input.Channels,
            };
            foreach ((string key, int[] shape) in step.Weights)
            {
                if (step.Layer is BatchNormLayer)
                {
                    // Around 1 what is multiplied with, around 0 what is added.
                    float middle = key.EndsWith(".weight", StringComparison.Ordinal) || key.EndsWith("_var", StringComparison.Ordinal) ? 1 : 0;
                    tensors[key] = new Tensor(shape, [.. Uniform(random, Tensor.LengthOf(shape), 0.5).Select(value => middle + value)]);
                    continue;
                }

                double scale = key.EndsWith(".bias", StringComparison.Ordinal) ? 0.3 : step.Layer is PReLULayer ? 1 : Math.Sqrt(6.0 / fanIn);
                tensors[key] = new Tensor(shape, Uniform(random, Tensor.LengthOf(shape), scale));
            }
        }

        return tensors;
    }

    public static float[] Uniform(Random random, int length, double scale)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)((2 * random.NextDouble() - 1) * scale);
        }

        return values;
    }

    /// <summary>The same weights as Keras stores them.</summary>
    public static Dictionary<string, Tensor> ToKeras(TestNetwork network, IReadOnlyDictionary<string, Tensor> weights)
    {
        Dictionary<string, Tensor> keras = [];
        foreach (TestStep step in network.Steps())
        {
            foreach ((string key, _) in step.Weights)
            {
                bool bias = key.EndsWith(".bias", StringComparison.Ordinal);
                keras[key] = (step.Layer, bias) switch
                {
                    (BatchNormLayer, _) => Units(weights[key], step.Flattened),
                    (_, true) => weights[key],
                    (ConvLayer { Local: true }, _) => Local(weights[key]),
                    (PReLULayer, _) => Slopes(weights[key], step),
                    (ConvLayer or TransposedConvLayer, _) => Transpose(weights[key], 2, 3, 1, 0),
                    (DepthwiseLayer depthwise, _) => Depthwise(weights[key], depthwise.Multiplier),
                    _ => Dense(weights[key], step.Flattened),
                };
            }
        }

        return keras;
    }

    /// <summary>A number for each unit: behind a Flatten, PyTorch has them channel by channel.</summary>
    private static Tensor Units(Tensor tensor, Shape? flattened) => flattened is { } map
        ? Transpose(tensor with { Shape = [map.Channels, map.Height, map.Width] }, 1, 2, 0) with { Shape = tensor.Shape }
        : tensor;

    private static Tensor Depthwise(Tensor tensor, int multiplier)
    {
        int[] s = tensor.Shape;
        return Transpose(tensor, 2, 3, 0, 1) with { Shape = [s[2], s[3], s[0] / multiplier, multiplier] };
    }

    private static Tensor Local(Tensor tensor)
    {
        Tensor moved = Transpose(tensor, 0, 1, 4, 5, 3, 2);
        int[] s = moved.Shape;
        return moved with { Shape = [s[0] * s[1], s[2] * s[3] * s[4], s[5]] };
    }

    /// <summary>Those of a map as <c>shared_axes=[1, 2]</c> has them.</summary>
    private static Tensor Slopes(Tensor tensor, TestStep step)
    {
        if (!step.Input.Flat)
        {
            return tensor with { Shape = [1, 1, tensor.Shape[0]] };
        }

        return step.Flattened is { } map
            ? Transpose(tensor with { Shape = [map.Channels, map.Height, map.Width] }, 1, 2, 0) with { Shape = tensor.Shape }
            : tensor;
    }

    private static Tensor Dense(Tensor tensor, Shape? flattened)
    {
        if (flattened is not { } map)
        {
            return Transpose(tensor, 1, 0);
        }

        int units = tensor.Shape[0];
        Tensor byPixel = tensor with { Shape = [units, map.Channels, map.Height, map.Width] };
        return Transpose(byPixel, 2, 3, 1, 0) with { Shape = [tensor.Shape[1], units] };
    }

    private static Tensor Transpose(Tensor tensor, params int[] axes)
    {
        int rank = axes.Length;
        int[] strides = new int[rank];
        for (int axis = rank - 1, stride = 1; axis >= 0; stride *= tensor.Shape[axis--])
        {
            strides[axis] = stride;
        }

        int[] shape = [.. axes.Select(axis => tensor.Shape[axis])];
        float[] values = new float[tensor.Values.Length];
        int[] index = new int[rank];
        for (int i = 0; i < values.Length; i++)
        {
            int source = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                source += index[axis] * strides[axes[axis]];
            }

            values[i] = tensor.Values[source];
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return new Tensor(shape, values);
    }
}
