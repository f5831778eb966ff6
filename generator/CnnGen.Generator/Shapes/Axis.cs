namespace CnnGen.Generator.Shapes;

/// <summary>A window along one side of a map. Sizes are 64-bit: nothing the user can type overflows.</summary>
internal readonly record struct Axis(int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter)
{
    private const int MostCounted = 1 << 20;

    /// <summary>A pixel alone.</summary>
    public static Axis Point { get; } = new(1, 1, 1, 0, 0);

    /// <summary>Pixels from the first tap to the last, both included.</summary>
    public long Extent => ((long)Dilation * (Kernel - 1)) + 1;

    public long Padded(int input) => (long)input + PadBefore + PadAfter;

    public bool Fits(int input) => Extent <= Padded(input);

    /// <summary>The kernel itself where it fits, or the largest one that would.</summary>
    public long LargestKernel(int input) => Math.Min(Kernel, ((Padded(input) - 1) / Dilation) + 1);

    /// <summary><c>floor((in + pads - dilation * (kernel - 1) - 1) / stride) + 1</c>.</summary>
    public int Output(int input) => (int)Math.Min(int.MaxValue, ((Padded(input) - Extent) / Stride) + 1);

    /// <summary>TensorFlow's SAME: <c>ceil(in / stride)</c> outputs, the odd pixel after.</summary>
    public Axis PaddedSame(int input)
    {
        long output = ((long)input + Stride - 1) / Stride;
        long pads = Math.Max(0, ((output - 1) * Stride) + Extent - input);
        int before = (int)Math.Min(int.MaxValue, pads / 2);
        return this with { PadBefore = before, PadAfter = (int)Math.Min(int.MaxValue, pads - before) };
    }

    /// <summary>How many real pixels no window reads, where it moves by more than one.</summary>
    public int Unread(int input)
    {
        // Counting taps one by one is cheap for kernels of any use.
        if (Stride == 1 || Kernel > MostCounted)
        {
            return 0;
        }

        // A tap reads every stride-th pixel. The taps that read pixels of the same remainder are tapStep apart.
        int outputs = Output(input);
        int divisor = Divisor.GreatestCommon(Stride, Dilation);
        (int tapStep, int pixelStep) = (Stride / divisor, Dilation / divisor);
        long read = 0;
        for (int tap = 0; tap < Math.Min(Kernel, tapStep); tap++)
        {
            long place = ((long)tap * Dilation) - PadBefore;
            long remainder = ((place % Stride) + Stride) % Stride;
            long first = (place - remainder) / Stride;
            long pixels = Math.Max(0, (input - remainder + Stride - 1) / Stride);
            int taps = ((Kernel - tap - 1) / tapStep) + 1;
            if (pixelStep <= outputs)
            {
                read += Inside(first, first + ((taps - 1L) * pixelStep) + outputs, pixels);
                continue;
            }

            for (int i = 0; i < taps; i++)
            {
                read += Inside(first + ((long)i * pixelStep), first + ((long)i * pixelStep) + outputs, pixels);
            }
        }

        return (int)(input - read);
    }

    private static long Inside(long start, long end, long length) => Math.Max(0, Math.Min(end, length) - Math.Max(start, 0));
}
