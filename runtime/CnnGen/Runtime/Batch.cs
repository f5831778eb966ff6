using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>Runs a network on many inputs at once. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Batch
{
    /// <summary>A network's work on one input.</summary>
    public delegate void Network(float* input, float* output);

    /// <summary>Runs <paramref name="network"/> on each input, on up to <paramref name="maxDegreeOfParallelism"/> threads at once.</summary>
    public static void Run(
        Network network, float* inputs, int inputLength, float* outputs, int outputLength, int count, int maxDegreeOfParallelism)
        // The caller holds the spans fixed until all are done.
        => Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism }, i =>
            network(inputs + ((nint)i * inputLength), outputs + ((nint)i * outputLength)));
}
