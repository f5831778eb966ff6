using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CnnGen.Runtime;

/// <summary>Checks what callers pass to a network. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Checks the spans of <c>Forward</c>.</summary>
    public static void Spans(ReadOnlySpan<float> input, int inputLength, Span<float> output, int outputLength)
    {
        if (input.Length != inputLength)
        {
            throw new ArgumentException(
                $"The input has {input.Length} numbers, but the network takes exactly {inputLength} (InputLength).", nameof(input));
        }

        if (output.Length != outputLength)
        {
            throw new ArgumentException(
                $"The output has {output.Length} numbers, but the network gives exactly {outputLength} (OutputLength).", nameof(output));
        }

        if (input.Overlaps(output))
        {
            throw new ArgumentException("The output overlaps the input; layers would read what others have overwritten.", nameof(output));
        }
    }

    /// <summary>Checks the spans of the <c>Forward</c> that takes bytes.</summary>
    public static void Spans(ReadOnlySpan<byte> pixels, int inputLength, Span<float> output, int outputLength)
    {
        if (pixels.Length != inputLength)
        {
            throw new ArgumentException(
                $"The pixels have {pixels.Length} bytes, but the network takes exactly {inputLength} (InputLength).", nameof(pixels));
        }

        if (output.Length != outputLength)
        {
            throw new ArgumentException(
                $"The output has {output.Length} numbers, but the network gives exactly {outputLength} (OutputLength).", nameof(output));
        }

        if (pixels.Overlaps(MemoryMarshal.AsBytes(output)))
        {
            throw new ArgumentException("The output overlaps the pixels; layers would read what others have overwritten.", nameof(output));
        }
    }

    /// <summary>Checks how many cores may be used. This is the one place that bounds what a caller gives.</summary>
    /// <param name="maxDegreeOfParallelism">The caller's number.</param>
    /// <param name="most">More are of no use to the network.</param>
    /// <returns>The number of cores to use: at least 1, at most as many as there are processors, and at most <paramref name="most"/>.</returns>
    public static int Parallelism(int maxDegreeOfParallelism, int most = int.MaxValue)
    {
        if (maxDegreeOfParallelism is 0 or < -1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxDegreeOfParallelism), maxDegreeOfParallelism, "It must be at least 1, or -1 for all processors.");
        }

        int cores = Environment.ProcessorCount;
        return Math.Max(1, Math.Min(most, maxDegreeOfParallelism == -1 ? cores : Math.Min(maxDegreeOfParallelism, cores)));
    }

    /// <summary>Checks the arguments of <c>ForwardBatch</c>.</summary>
    /// <returns>The number of inputs, and of cores to use.</returns>
    public static (int Count, int Cores) Batch(
        ReadOnlySpan<float> inputs, int inputLength, Span<float> outputs, int outputLength, int maxDegreeOfParallelism)
    {
        int cores = Parallelism(maxDegreeOfParallelism);
        (int images, int rest) = Math.DivRem(inputs.Length, inputLength);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"The inputs have {inputs.Length} numbers, which is no multiple of {inputLength} (InputLength).", nameof(inputs));
        }

        long expected = (long)images * outputLength;
        if (outputs.Length != expected)
        {
            throw new ArgumentException(
                $"The outputs have {outputs.Length} numbers, but {images} inputs give exactly {expected} ({outputLength} each).",
                nameof(outputs));
        }

        if (inputs.Overlaps(outputs))
        {
            throw new ArgumentException("The outputs overlap the inputs; images would read what others have overwritten.", nameof(outputs));
        }

        return (images, cores);
    }
}
