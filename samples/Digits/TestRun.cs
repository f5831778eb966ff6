using System.Diagnostics;
using Spectre.Console;

namespace Digits;

/// <summary>The network over all of MNIST's test images: what it reads, then how fast.</summary>
internal static class TestRun
{
    private const int TimedPasses = 5;

    public static void Start(LeNet5 net, MnistImages images)
    {
        Report.Summary();
        Reading[] readings = Read(net, images);
        Report.Accuracy(readings);
        Report.ConfusionMatrix(readings);
        Report.Speed(images.Count, Time(net, images));
        Report.Misread(readings, images);
    }

    private static Reading[] Read(LeNet5 net, MnistImages images) => AnsiConsole.Progress().Start(context =>
    {
        ProgressTask progress = context.AddTask($"Reading {images.Count:N0} digits", maxValue: images.Count);
        Reading[] readings = new Reading[images.Count];
        float[] scores = new float[LeNet5.OutputLength];
        for (int i = 0; i < readings.Length; i++)
        {
            net.Forward(images[i], scores);
            int digit = scores.IndexOf(scores.Max());
            readings[i] = new Reading(i, images.LabelOf(i), digit, scores[digit]);
            progress.Increment(1);
        }

        return readings;
    });

    /// <summary>The median time of a pass over all images on one thread. Reading them was the warm-up.</summary>
    private static TimeSpan Time(LeNet5 net, MnistImages images)
    {
        float[] scores = new float[LeNet5.OutputLength];
        TimeSpan[] passes = new TimeSpan[TimedPasses];
        for (int pass = 0; pass < passes.Length; pass++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < images.Count; i++)
            {
                net.Forward(images[i], scores);
            }

            passes[pass] = Stopwatch.GetElapsedTime(start);
        }

        Array.Sort(passes);
        return passes[TimedPasses / 2];
    }
}

/// <summary>A test image, the digit that it is, the digit that the network read, and the score that it gave to that.</summary>
internal readonly record struct Reading(int Image, int Label, int Digit, float Score)
{
    public bool IsRight => Label == Digit;
}
