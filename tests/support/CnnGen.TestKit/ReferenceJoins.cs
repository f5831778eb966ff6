namespace CnnGen.TestKit;

/// <summary>The layers that read several tensors.</summary>
internal static class ReferenceJoins
{
    /// <param name="operands">In height, width, channel order.</param>
    public static double[] Apply(JoinLayer layer, TestStep step, double[][] operands)
    {
        double[] y = new double[step.Output.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int pixel = i / step.Output.Channels;
            int channel = i % step.Output.Channels;
            y[i] = layer is ConcatLayer ? Concat(step, operands, pixel, channel) : Combine((ArithmeticLayer)layer, step, operands, pixel, channel);
        }

        return y;
    }

    private static double Concat(TestStep step, double[][] operands, int pixel, int channel)
    {
        int operand = 0;
        while (channel >= step.Operands[operand].Shape.Channels)
        {
            channel -= step.Operands[operand++].Shape.Channels;
        }

        return operands[operand][(pixel * step.Operands[operand].Shape.Channels) + channel];
    }

    private static double Combine(ArithmeticLayer layer, TestStep step, double[][] operands, int pixel, int channel)
    {
        double result = layer.Multiply ? 1 : 0;
        for (int i = 0; i < operands.Length; i++)
        {
            // An operand with one pixel, or with one channel, has the same number for all.
            Shape shape = step.Operands[i].Shape;
            int ownPixel = shape is { Height: 1, Width: 1 } ? 0 : pixel;
            int ownChannel = shape.Channels == 1 ? 0 : channel;
            double value = operands[i][(ownPixel * shape.Channels) + ownChannel];
            result = layer.Multiply ? result * value : result + value;
        }

        return result;
    }
}
