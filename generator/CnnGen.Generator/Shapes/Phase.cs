namespace CnnGen.Generator.Shapes;

/// <summary>
/// Along a side of a transposed convolution's output, the pixels <c>o = stride * q + First</c>. Input pixel i reaches output pixel
/// <c>i * stride + tap * dilation - padBefore</c>, so that they are all summed by the same taps, every <paramref name="TapStep"/>-th from
/// <paramref name="FirstTap"/> on, and <c>q</c> counts the places of a plain convolution of stride 1 with these taps turned round.
/// </summary>
/// <param name="First">The first of these pixels.</param>
/// <param name="Outputs">How many there are.</param>
/// <param name="Axis">The plain convolution; its kernel is 0 where no tap reaches these pixels, its pads are below 0 where it begins, or ends, inside the map.</param>
internal readonly record struct Phase(int First, int Outputs, int FirstTap, int TapStep, Axis Axis)
{
    /// <summary>The phases along a side, of which there are as many as the stride, or as pixels.</summary>
    public static IEnumerable<Phase> Of(Axis axis, int input, int output)
    {
        int divisor = Divisor.GreatestCommon(axis.Stride, axis.Dilation);
        (int tapStep, int dilation) = (axis.Stride / divisor, axis.Dilation / divisor);
        for (int first = 0; first < Math.Min(axis.Stride, output); first++)
        {
            int outputs = ((output - first - 1) / axis.Stride) + 1;
            long place = (long)first + axis.PadBefore;
            int tap = 0;
            while (tap < Math.Min(tapStep, axis.Kernel) && (place - ((long)tap * axis.Dilation)) % axis.Stride != 0)
            {
                tap++;
            }

            if (tap == Math.Min(tapStep, axis.Kernel))
            {
                yield return new Phase(first, outputs, 0, tapStep, new Axis(0, 1, 1, 0, 0));
                continue;
            }

            int taps = ((axis.Kernel - tap - 1) / tapStep) + 1;
            long last = (place - ((long)tap * axis.Dilation)) / axis.Stride;
            long before = ((long)dilation * (taps - 1)) - last;
            long after = last + outputs - input;
            yield return new Phase(first, outputs, tap, tapStep, new Axis(taps, 1, dilation, Clamped(before), Clamped(after)));
        }
    }

    /// <summary>The pads that all phases together read.</summary>
    public static Axis RequiredPadding(Axis axis, int input, int output)
    {
        (int before, int after) = (0, 0);
        foreach (Axis phase in Of(axis, input, output).Select(phase => phase.Axis))
        {
            (before, after) = (Math.Max(before, phase.PadBefore), Math.Max(after, phase.PadAfter));
        }

        return new Axis(1, 1, 1, before, after);
    }

    private static int Clamped(long pad) => (int)Math.Min(int.MaxValue, Math.Max(int.MinValue, pad));
}
