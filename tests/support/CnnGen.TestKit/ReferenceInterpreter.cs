namespace CnnGen.TestKit;

/// <summary>
/// Runs a <see cref="TestNetwork"/> by plain loops in double precision. It shares no code with the generator: shapes come
/// from the formulas of the contract, written down once more in <see cref="Window"/>.
/// </summary>
public static class ReferenceInterpreter
{
    /// <summary>Input and output are in the order of the network's layout; weights are in PyTorch's.</summary>
    /// <param name="counting">The framework as which Reshape, and Maxout and joins of units, count the numbers of a map.</param>
    public static double[] Run(
        TestNetwork network, IReadOnlyDictionary<string, Tensor> weights, ReadOnlySpan<float> input, WeightLayout counting = WeightLayout.PyTorch)
    {
        double[] last = Outputs(network, weights, input, counting)[^1];
        Shape output = network.Output;
        return network.Layout == Layout.ChannelsFirst && !output.Flat ? ToChannelsFirst(last, output) : last;
    }

    /// <summary>What each layer gives: maps in height, width, channel order.</summary>
    public static IReadOnlyList<double[]> Outputs(
        TestNetwork network, IReadOnlyDictionary<string, Tensor> weights, ReadOnlySpan<float> input, WeightLayout counting = WeightLayout.PyTorch)
    {
        double[] values = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            values[i] = input[i];
        }

        // Between the layers a map is in height, width, channel order; a flat tensor in the order of its units.
        if (network.Layout == Layout.ChannelsFirst)
        {
            values = ToChannelsLast(values, network.Input);
        }

        if (network.ChannelOrder == ChannelOrder.BGR)
        {
            values = [.. values.Chunk(network.Input.Channels).SelectMany(pixel => new[] { pixel[2], pixel[1], pixel[0] }.Concat(pixel[3..]))];
        }

        // All of them are kept, whoever reads them.
        List<double[]> outputs = [];
        foreach (TestStep step in network.Steps())
        {
            double[][] operands = [.. step.Operands.Select(operand => operand.Step < 0 ? values : outputs[operand.Step])];
            if (step.CountsUnits)
            {
                // Only a Reshape counts the numbers of a map that is not flattened.
                operands = [.. operands.Zip(step.Operands, (x, operand) => operand.Shape.Flat || step.Layer is ReshapeLayer ? Counted(x, operand, network.Layout, counting) : x)];
            }

            outputs.Add(step.Layer is ReshapeLayer ? counting == WeightLayout.PyTorch ? ToChannelsLast(operands[0], step.Output) : operands[0]
                : step.Layer is JoinLayer join
                ? ReferenceJoins.Apply(join, step, operands)
                : Apply(network.Layout, step, operands[0], weights));
        }

        return outputs;
    }

    private static double[] Apply(Layout layout, TestStep step, double[] x, IReadOnlyDictionary<string, Tensor> weights)
    {
        Tensor? weight = weights.GetValueOrDefault($"{step.Name}.weight");
        Tensor? bias = step.Layer is WeightedLayer { UseBias: true } ? weights[$"{step.Name}.bias"] : null;
        int channels = step.Output.Channels;
        return step.Layer switch
        {
            ConvLayer conv => Activate(ReferenceLayers.Convolve(conv, step, x, weight!.Values, bias?.Values), conv, channels),
            DepthwiseLayer depthwise => Activate(ReferenceLayers.Convolve(depthwise, step, x, weight!.Values, bias?.Values), depthwise, channels),
            TransposedConvLayer conv => Activate(ReferenceLayers.Convolve(conv, step, x, weight!.Values, bias?.Values), conv, channels),
            GlobalPoolLayer pool => ReferenceLayers.Pool(pool, step.Input, x),
            NormalizeLayer normalize => normalize.Apply(x, step.Input.Channels),
            BatchNormLayer norm => Normalize(layout, norm, step, x, suffix => weights[$"{step.Name}.{suffix}"].Values),
            DenseLayer dense => Activate(Dense(layout, step, x, weight!.Values, bias?.Values), dense, channels),
            PoolLayer pool => ReferenceLayers.Pool(pool, step, x),
            LocalResponseNormLayer norm => [.. x.Chunk(channels).SelectMany(norm.Apply)],
            ZeroPadLayer pads => ReferenceLayers.Resize(step, x, (row, column) => (row - pads.Top, column - pads.Left)),
            PadLayer pads => ReferenceLayers.Resize(step, x, (row, column) => (pads.Source(row - pads.Top, step.Input.Height), pads.Source(column - pads.Left, step.Input.Width)), pads.Value),
            CropLayer crop => ReferenceLayers.Resize(step, x, (row, column) => (row + crop.Top, column + crop.Left)),
            UpSampleLayer { Bilinear: true } larger => ReferenceLayers.Interpolate(larger.Factor, step, x),
            UpSampleLayer larger => ReferenceLayers.Resize(step, x, (row, column) => (row / larger.Factor, column / larger.Factor)),
            MaxoutLayer maxout => [.. x.Chunk(maxout.Pieces).Select(pieces => pieces.Aggregate(Math.Max))],
            PReLULayer => PReLU(layout, step, x, weight!.Values),
            ActivationLayer a => Activate(x, a.Function, a.Parameter, channels),
            FlattenLayer when layout == Layout.ChannelsFirst => ToChannelsFirst(x, step.Input),
            FlattenLayer or DropoutLayer => x,
            _ => throw new NotSupportedException(step.Layer.Kind),
        };
    }

    /// <summary>A map's numbers, or units that are them, channel by channel for PyTorch, pixel by pixel for Keras.</summary>
    private static double[] Counted(double[] x, TestValue value, Layout layout, WeightLayout counting)
    {
        bool isByChannel = value.Shape.Flat && layout == Layout.ChannelsFirst;
        return (value.Shape.Flat ? value.Flattened : value.Shape) is not { } map || isByChannel == (counting == WeightLayout.PyTorch) ? x
            : isByChannel ? ToChannelsLast(x, map)
            : ToChannelsFirst(x, map);
    }

    private static double[] Normalize(Layout layout, BatchNormLayer norm, TestStep step, double[] x, Func<string, float[]> numbers)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++)
        {
            // PyTorch flattens channel, height, width; the units behind a Flatten may be height, width, channel.
            int unit = step.Flattened is { } map && layout == Layout.ChannelsLast
                ? (i % map.Channels * map.Height * map.Width) + (i / map.Channels)
                : i % step.Input.Channels;
            double deviation = Math.Sqrt(numbers("running_var")[unit] + (norm.Epsilon ?? 1e-5));
            y[i] = ((x[i] - numbers("running_mean")[unit]) / deviation * numbers("weight")[unit]) + numbers("bias")[unit];
        }

        return y;
    }

    private static double[] Dense(Layout layout, TestStep step, double[] x, float[] weight, float[]? bias)
    {
        // PyTorch's columns are channel, height, width; the units behind a Flatten may be height, width, channel.
        if (step.Flattened is { } map && layout == Layout.ChannelsLast)
        {
            x = ToChannelsFirst(x, map);
        }

        double[] y = new double[step.Output.Channels];
        for (int unit = 0; unit < y.Length; unit++)
        {
            double sum = bias?[unit] ?? 0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += weight[unit * x.Length + i] * x[i];
            }

            y[unit] = sum;
        }

        // What follows sees units, not pixels: no order to restore.
        return y;
    }

    private static double[] Activate(double[] x, WeightedLayer layer, int channels) =>
        Activate(x, layer.Activation, parameter: null, channels);

    private static double[] Activate(double[] x, Activation function, double? parameter, int channels) => function switch
    {
        Activation.Softmax => [.. x.Chunk(channels).SelectMany(ReferenceActivations.Softmax)],
        Activation.LogSoftmax => [.. x.Chunk(channels).SelectMany(ReferenceActivations.LogSoftmax)],
        _ => [.. x.Select(value => ReferenceActivations.Apply(function, value, parameter))],
    };

    private static double[] PReLU(Layout layout, TestStep step, double[] x, float[] slopes)
    {
        // PyTorch's slopes are in channel, height, width order; the units behind a Flatten may be height, width, channel.
        int pixels = step.Flattened is { } map && layout == Layout.ChannelsLast ? map.Height * map.Width : 1;
        int channels = slopes.Length / pixels;
        return [.. x.Select((value, i) => value > 0 ? value : value * slopes[(i % channels * pixels) + (i / channels % pixels)])];
    }

    private static double[] ToChannelsFirst(double[] x, Shape map)
    {
        double[] y = new double[x.Length];
        int pixels = map.Height * map.Width;
        for (int i = 0; i < x.Length; i++)
        {
            y[i % map.Channels * pixels + i / map.Channels] = x[i];
        }

        return y;
    }

    private static double[] ToChannelsLast(double[] x, Shape map)
    {
        double[] y = new double[x.Length];
        int pixels = map.Height * map.Width;
        for (int i = 0; i < x.Length; i++)
        {
            y[i % pixels * map.Channels + i / pixels] = x[i];
        }

        return y;
    }
}
