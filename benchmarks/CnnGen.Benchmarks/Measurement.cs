using CnnGen.Onnx;

namespace CnnGen.Benchmarks;

/// <summary>What was measured of one network.</summary>
/// <param name="Microseconds">A forward pass of CnnGen.</param>
/// <param name="OnnxMicroseconds">A forward pass of ONNX Runtime, in the same rounds.</param>
/// <param name="Error">The largest difference of the two outputs, as a part of the largest output.</param>
/// <param name="AllocatedBytes">By a warm forward pass of CnnGen.</param>
/// <param name="ColdMilliseconds">From loading to the first result in a fresh process; not a number where it was not asked for.</param>
/// <param name="TorchMicroseconds">A forward pass of TorchSharp, in the same rounds; not a number where it was not built in.</param>
/// <param name="BatchSpeedup">How much faster a batch is on two cores than on one; not a number where there is only one.</param>
/// <param name="ParallelSpeedup">How much faster one image is on two cores than on one.</param>
internal sealed record Measurement(
    string Network,
    long MultiplyAdds,
    double Microseconds,
    double OnnxMicroseconds,
    double TorchMicroseconds,
    double EstimatedMicroseconds,
    double Error,
    long AllocatedBytes,
    double ColdMilliseconds,
    double OnnxColdMilliseconds,
    double BatchSpeedup,
    double ParallelSpeedup)
{
    private const double Tolerance = 1e-4;

    public double Ratio => OnnxMicroseconds / Microseconds;

    public double Gigaflops => MultiplyAdds * 2e-3 / Microseconds;

    /// <summary>Compares, then times, one network.</summary>
    public static Measurement Of(BenchmarkNetwork network, int rounds, double seconds, bool cold)
    {
        OnnxNetwork twin = network.Twin();
        byte[] weights = BenchmarkNetwork.WeightsOf(twin);
        float[] input = Input(twin);
        using MemoryStream stream = new(weights);
        LoadedNetwork loaded = network.Load(stream);
        using CnnGenEngine ours = new(loaded, twin, input);
        using OnnxRuntimeEngine theirs = new(twin, twin.ToBytes(), input);
        ours.Run();
        theirs.Run();
        double error = Difference(ours.Output(), theirs.Output());
        if (!(error < Tolerance))
        {
            throw new InvalidOperationException($"{network.Name}: the outputs differ by {error:0.0e0} of their scale.");
        }

        using IEngine? torch = TorchSharpEngine.Create(twin, input);
        double[] times = Timing.Interleaved(torch is null ? [ours.Run, theirs.Run] : [ours.Run, theirs.Run, torch.Run], rounds, seconds);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ours.Run();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        NetworkSummary summary = network.Summary();
        return new Measurement(
            network.Name,
            summary.MultiplyAddCount,
            times[0],
            times[1],
            torch is null ? double.NaN : times[2],
            summary.Plan.EstimatedMicroseconds,
            error,
            allocated,
            cold ? ColdStart.Measure(network, ours.Name, twin) : double.NaN,
            cold ? ColdStart.Measure(network, theirs.Name, twin) : double.NaN,
            double.NaN,
            double.NaN);
    }

    /// <summary>
    /// How much faster many inputs, and one, are computed on two cores than on one. Not to be asked of a process that is bound to one core.
    /// </summary>
    public static (double Batch, double Parallel) SpeedupOfTwoCores(BenchmarkNetwork network, int rounds, double seconds)
    {
        OnnxNetwork twin = network.Twin();
        using MemoryStream stream = new(BenchmarkNetwork.WeightsOf(twin));
        LoadedNetwork loaded = network.Load(stream);
        int images = (int)Math.Clamp(100_000_000 / network.Summary().MultiplyAddCount, 8, 512);
        float[] input = Input(twin);
        float[] inputs = [.. Enumerable.Range(0, images).SelectMany(_ => input)];
        float[] outputs = new float[images * network.Lengths.Outputs];
        float[] output = new float[network.Lengths.Outputs];
        double[] times = Timing.Interleaved(
            [
                () => loaded.ForwardBatch(inputs, outputs, 1),
                () => loaded.ForwardBatch(inputs, outputs, 2),
                () => loaded.Forward(input, output),
                () => loaded.ForwardParallel(input, output, 2),
            ],
            rounds,
            seconds);
        return (times[0] / times[1], times[2] / times[3]);
    }

    public static float[] Input(OnnxNetwork twin)
    {
        Random random = new(2);
        (int channels, int height, int width) = twin.Input;
        return [.. Enumerable.Range(0, channels * height * width).Select(_ => random.NextSingle())];
    }

    private static double Difference(float[] ours, float[] theirs)
    {
        double scale = theirs.Max(Math.Abs);
        return ours.Zip(theirs, (one, other) => Math.Abs((double)one - other)).Max() / scale;
    }
}
