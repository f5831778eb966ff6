using System.ComponentModel;
using System.Diagnostics;

namespace CnnGen.Runtime;

/// <summary>Times a network's steps. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Profiler
{
    /// <summary>A clock's tick is some 20 ns or more: shorter steps are repeated until they can be told from it.</summary>
    private const double LeastMicroseconds = 20;

    /// <summary>Each run's times are kept for the median.</summary>
    private const int MostRuns = 100_000;

    /// <summary>The median time of each step over <paramref name="runs"/> runs of the whole network.</summary>
    public static NetworkProfile Run(PlanSummary plan, Cores.Step run, ReadOnlySpan<float> input, int inputLength, int outputLength, float* arena, int runs)
    {
        float[] output = new float[outputLength];
        Guard.Spans(input, inputLength, output, outputLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, MostRuns);
        int[] repeats = new int[plan.Steps.Count];
        double[][] times = [.. plan.Steps.Select(_ => new double[runs])];
        fixed (float* from = input, to = output)
        {
            for (int step = 0; step < repeats.Length; step++)
            {
                repeats[step] = 1;
                run(step, Part.Whole, from, to, arena);
                repeats[step] = (int)Math.Clamp(LeastMicroseconds / Math.Max(0.01, Time(run, step, from, to, arena, 1)), 1, 1000);
            }

            for (int i = 0; i < runs; i++)
            {
                for (int step = 0; step < repeats.Length; step++)
                {
                    times[step][i] = Time(run, step, from, to, arena, repeats[step]);
                }
            }
        }

        return new NetworkProfile([.. plan.Steps.Select((step, i) => new StepProfile(step, Median(times[i])))]);
    }

    private static double Time(Cores.Step run, int step, float* input, float* output, float* arena, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            run(step, Part.Whole, input, output, arena);
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
    }

    private static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
