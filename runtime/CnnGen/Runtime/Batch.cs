using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Runs a network on many inputs at once. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Batch
{
    /// <summary>A network's work on one input.</summary>
    public delegate void Network(float* input, float* output);

    /// <summary>Each thread takes this many runs of inputs, one after the other: few enough to cost nothing, many enough to end together.</summary>
    private const int RunsPerThread = 8;

    /// <summary>Runs <paramref name="network"/> on each input, on up to <paramref name="cores"/> threads at once.</summary>
    public static void Run(
        Network network, float* inputs, int inputLength, float* outputs, int outputLength, int count, int cores)
    {
        int runs = (int)Math.Min(count, (long)cores * RunsPerThread);

        // The caller holds the spans fixed until all are done.
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = cores }, run =>
        {
            int end = (int)((run + 1L) * count / runs);
            for (int i = (int)((long)run * count / runs); i < end; i++)
            {
                network(inputs + ((nint)i * inputLength), outputs + ((nint)i * outputLength));
            }
        });
    }
}
