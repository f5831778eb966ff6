using System.Diagnostics;

namespace CnnGen.Benchmarks;

/// <summary>Times things that are to be compared: in turn, round after round, so that a machine that slows down slows all of them.</summary>
internal static class Timing
{
    /// <summary>A sample is long enough for the clock.</summary>
    private const double SampleMicroseconds = 500;

    private const int WarmUps = 50;

    /// <summary>For each action, the least of the rounds' medians: microseconds of one run.</summary>
    public static double[] Interleaved(IReadOnlyList<Action> actions, int rounds, double secondsOfRound)
    {
        int[] repeats = [.. actions.Select(Calibrate)];
        double[] best = [.. actions.Select(_ => double.MaxValue)];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < actions.Count; i++)
            {
                best[i] = Math.Min(best[i], Median(actions[i], repeats[i], secondsOfRound / actions.Count));
            }
        }

        return best;
    }

    public static double Sample(Action action, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repeats;
    }

    private static int Calibrate(Action action)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            action();
        }

        return (int)Math.Clamp(SampleMicroseconds / Sample(action, 10), 1, 1_000_000);
    }

    private static double Median(Action action, int repeats, double seconds)
    {
        List<double> samples = [];
        for (long start = Stopwatch.GetTimestamp(); samples.Count < 5 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;)
        {
            samples.Add(Sample(action, repeats));
        }

        samples.Sort();
        return samples[samples.Count / 2];
    }
}
