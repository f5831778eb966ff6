using System.Diagnostics;
using System.Globalization;
using CnnGen.Onnx;

namespace CnnGen.Benchmarks;

/// <summary>From loading to the first result, in a process that has done nothing else.</summary>
internal static class ColdStart
{
    public const string Command = "cold-start";

    private const int Runs = 5;

    /// <summary>Milliseconds: the median of several fresh processes.</summary>
    public static double Measure(BenchmarkNetwork network, string engine, OnnxNetwork twin)
    {
        string folder = Directory.CreateTempSubdirectory("cnngen-").FullName;
        try
        {
            string file = Path.Combine(folder, "network");
            File.WriteAllBytes(file, engine == CnnGenEngine.EngineName ? BenchmarkNetwork.WeightsOf(twin) : twin.ToBytes());
            double[] times = [.. Enumerable.Range(0, Runs).Select(_ => InChild(network.Name, engine, file))];
            Array.Sort(times);
            return times[Runs / 2];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the child process does: prints the milliseconds.</summary>
    public static int RunChild(string name, string engine, string file)
    {
        BenchmarkNetwork network = BenchmarkNetwork.All.First(network => network.Name == name);
        (int inputs, int outputs) = network.Lengths;
        float[] input = new float[inputs];
        long start = Stopwatch.GetTimestamp();
        if (engine == CnnGenEngine.EngineName)
        {
            using FileStream stream = File.OpenRead(file);
            network.Load(stream).Forward(input, new float[outputs]);
        }
        else
        {
            OnnxRuntimeEngine.RunOnce(file, input);
        }

        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double InChild(string name, string engine, string file)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [Command, name, engine, file]) { RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        string printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return double.Parse(printed, CultureInfo.InvariantCulture);
    }
}
