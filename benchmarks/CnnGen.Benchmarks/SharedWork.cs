using System.Diagnostics;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks;

/// <summary>What it costs to share a network's steps with a second core: the constants of the planner's ParallelPlan. Not to be asked of a process that is bound to one core.</summary>
internal static unsafe class SharedWork
{
    private const int Steps = 1000;

    /// <summary>Longer than a helper waits for work, so that it has gone to sleep, and its core too.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Microseconds to hand one of two parts to a helper that is awake, and to wait for its end.</summary>
    public static double HandOver()
    {
        int[] parts = [.. Enumerable.Repeat(2, Steps)];
        int last = -1;
        Cores.Step wait = (step, part, _, _, _) =>
        {
            // The caller's part takes until the helper's is done.
            if (part.First(2) == 1)
            {
                Volatile.Write(ref last, step);
            }
            else
            {
                while (part.HasUnits && Volatile.Read(ref last) != step)
                {
                    Thread.SpinWait(1);
                }
            }
        };
        return Timing.Interleaved([() => Cores.Run(wait, parts, 2, null, null, null)], rounds: 20, secondsOfRound: 0.05)[0] / Steps;
    }

    /// <summary>Microseconds from calling a sleeping helper until it has begun: the median.</summary>
    public static double WakeUp() => AfterPause(() =>
    {
        long start = Stopwatch.GetTimestamp();
        long begun = 0;
        Cores.Run(
            (_, part, _, _, _) =>
            {
                if (!part.HasUnits)
                {
                    return;
                }

                if (part.First(2) == 1)
                {
                    Volatile.Write(ref begun, Stopwatch.GetTimestamp());
                    return;
                }

                // The caller's part waits for the helper's to begin.
                while (Volatile.Read(ref begun) == 0)
                {
                    Thread.SpinWait(1);
                }
            },
            [2], 2, null, null, null);
        return Microseconds(start, begun);
    });

    /// <summary>Microseconds that the caller loses by calling a sleeping helper: the median.</summary>
    public static double Call()
    {
        Cores.Step nothing = (_, _, _, _, _) => { };
        return AfterPause(() =>
        {
            long start = Stopwatch.GetTimestamp();
            Cores.Run(nothing, [2], 2, null, null, null);
            return Microseconds(start, Stopwatch.GetTimestamp());
        });
    }

    /// <summary>
    /// Gigabytes a second at which a core reads what another has just written, and what it has written itself: <paramref name="bytes"/> of them.
    /// </summary>
    public static (double Others, double Own) GigabytesPerSecond(int bytes)
    {
        AlignedBuffer buffer = new(bytes / sizeof(float));
        int length = bytes / sizeof(float) / 64 * 64;
        List<double> othersTimes = [];
        List<double> ownTimes = [];
        for (int run = 0; run < 2000; run++)
        {
            // Step 0: each part writes its half. Step 1: the caller reads both, its own first.
            long[] times = new long[3];
            Cores.Run(
                (step, part, _, _, _) =>
                {
                    int half = length / 2;
                    if (step == 0 && part.HasUnits)
                    {
                        new Span<float>(buffer.Pointer + (part.First(2) * half), half).Fill(run);
                    }
                    else if (step == 1)
                    {
                        times[0] = Stopwatch.GetTimestamp();
                        Peak.Read(buffer.Pointer, half);
                        times[1] = Stopwatch.GetTimestamp();
                        Peak.Read(buffer.Pointer + half, half);
                        times[2] = Stopwatch.GetTimestamp();
                    }
                },
                [2, 1], 2, null, null, null);
            othersTimes.Add(Microseconds(times[1], times[2]));
            ownTimes.Add(Microseconds(times[0], times[1]));
        }

        return (bytes / 2 / Median(othersTimes) / 1000, bytes / 2 / Median(ownTimes) / 1000);
    }

    private static double Microseconds(long start, long end) => (end - start) * 1e6 / Stopwatch.Frequency;

    private static double AfterPause(Func<double> time)
    {
        List<double> samples = [];
        for (int i = 0; i < 100; i++)
        {
            Thread.Sleep(s_pause);
            samples.Add(time());
        }

        return Median(samples);
    }

    private static double Median(List<double> samples)
    {
        samples.Sort();
        return samples[samples.Count / 2];
    }
}
