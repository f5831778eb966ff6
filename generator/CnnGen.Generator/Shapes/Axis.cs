namespace CnnGen.Generator.Shapes;

/// <summary>A window along one side of a map. Sizes are 64-bit: nothing the user can type overflows.</summary>
internal readonly record struct Axis(int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter)
{
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

    /// <summary>How many real pixels no window reads.</summary>
    public int Unread(int input)
    {
        // At stride 1 every pixel is read. Counting the rest one by one is cheap for maps of any use; beyond, nobody asked.
        int outputs = Output(input);
        if (Stride == 1 || Math.Max(input, (long)outputs * Kernel) > 4_000_000)
        {
            return 0;
        }

        bool[] read = new bool[input];
        for (int output = 0; output < outputs; output++)
        {
            for (int tap = 0; tap < Kernel; tap++)
            {
                long pixel = ((long)output * Stride) + ((long)tap * Dilation) - PadBefore;
                if (pixel >= 0 && pixel < input)
                {
                    read[pixel] = true;
                }
            }
        }

        return read.Count(isRead => !isRead);
    }
}
