using System.CommandLine;
using System.Diagnostics;
using CnnGen.Benchmarks;
using Spectre.Console;

if (args is [ColdStart.Command, string child, string engine, string file])
{
    return ColdStart.RunChild(child, engine, file);
}

if (args is [SampleModel.Command, string safetensors, string onnx])
{
    return SampleModel.Write(safetensors, onnx);
}

Option<string[]> names = new("--network") { Description = "Networks to measure, by the beginning of their names; all if not given.", AllowMultipleArgumentsPerToken = true };
Option<int> rounds = new("--rounds") { Description = "Rounds; of each engine, the least of their medians counts.", DefaultValueFactory = _ => 5 };
Option<double> seconds = new("--seconds") { Description = "Seconds of a round.", DefaultValueFactory = _ => 0.5 };
Option<bool> layers = new("--layers") { Description = "Each network a step at a time: measured beside estimated." };
Option<bool> plan = new("--plan") { Description = "The plan of each network." };
Option<bool> sweep = new("--sweep") { Description = "Convolutions of many shapes instead of the networks." };
Option<bool> peak = new("--peak") { Description = "What this core can do: the constants of the planner's cost model." };
Option<bool> typing = new("--typing") { Description = "What an edit costs in an editor, in the generator and in the analyzer." };
Option<int> edits = new("--edits") { Description = "With --typing: edits of each kind, of which the medians are printed.", DefaultValueFactory = _ => 21 };
Option<bool> json = new("--json") { Description = "Prints JSON instead of a table." };
Option<bool> quick = new("--quick") { Description = "Leaves out cold starts and the use of two cores." };

RootCommand root = new("Times CnnGen's networks beside ONNX Runtime: same weights, outputs compared, interleaved in one run, on one core.")
{
    names, rounds, seconds, layers, plan, sweep, peak, typing, edits, json, quick,
};
root.SetAction(parsed =>
{
    BenchmarkNetwork[] networks = [.. BenchmarkNetwork.All.Where(network => parsed.GetValue(names) is not { Length: > 0 } wanted || wanted.Any(name => network.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)))];
    if (parsed.GetValue(peak))
    {
        WritePeak();
    }
    else if (parsed.GetValue(typing))
    {
        string[] wanted = parsed.GetValue(names) is { Length: > 0 } given ? given : [""];
        Typing.Run(Wide(), TypedNetwork.All.Where(network => wanted.Any(name => network.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))), parsed.GetValue(edits));
    }
    else if (parsed.GetValue(sweep))
    {
        BindToOneCore();
        Sweep.Run(Wide(), Peak.Gigaflops(), parsed.GetValue(seconds));
    }
    else if (parsed.GetValue(plan))
    {
        foreach (BenchmarkNetwork network in networks)
        {
            Console.WriteLine($"{network.Name}\n{network.Summary().Plan}");
        }
    }
    else if (parsed.GetValue(layers))
    {
        BindToOneCore();
        foreach (BenchmarkNetwork network in networks)
        {
            using MemoryStream weights = new(BenchmarkNetwork.WeightsOf(network.Twin()));
            Console.WriteLine($"{network.Name}\n{network.Load(weights).Profile(Measurement.Input(network.Twin()), 200)}");
        }
    }
    else
    {
        Measure(networks, parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(json), !parsed.GetValue(quick));
    }
});
return root.Parse(args).Invoke();

static void Measure(BenchmarkNetwork[] networks, int rounds, double seconds, bool json, bool whole)
{
    (double Batch, double Parallel)[] speedups = [.. networks.Select(network => whole && Environment.ProcessorCount > 1 ? Measurement.SpeedupOfTwoCores(network, rounds, seconds) : (double.NaN, double.NaN))];
    BindToOneCore();
    double peak = Peak.Gigaflops();
    List<Measurement> measurements = [];
    foreach ((BenchmarkNetwork network, (double Batch, double Parallel) speedup) in networks.Zip(speedups))
    {
        measurements.Add(Measurement.Of(network, rounds, seconds, whole) with { BatchSpeedup = speedup.Batch, ParallelSpeedup = speedup.Parallel });
    }

    if (json)
    {
        Report.WriteJson(Console.Out, measurements, peak);
    }
    else
    {
        Report.Write(Wide(), measurements, peak);
    }
}

/// <summary>A console that breaks no row of a table, also where the output is a file.</summary>
static IAnsiConsole Wide()
{
    IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
    console.Profile.Width = Math.Max(console.Profile.Width, 180);
    return console;
}

static void WritePeak()
{
    WriteSharedWork();
    BindToOneCore();
    Console.WriteLine(Report.Machine());
    Console.WriteLine($"FMA, 256 bits          {Report.Number(Peak.Gigaflops256())} GFLOP/s");
    if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
    {
        Console.WriteLine($"FMA, 512 bits          {Report.Number(Peak.Gigaflops512())} GFLOP/s");
    }

    Console.WriteLine($"FMA latency            {Report.Number(Peak.LatencyNanoseconds())} ns");
    foreach (int kilobytes in new[] { 16, 256, 4096, 262_144 })
    {
        Console.WriteLine($"loads of {kilobytes,7} KB    {Report.Number(Peak.GigabytesPerSecond(kilobytes * 1024))} GB/s");
    }
}

static void WriteSharedWork()
{
    if (Environment.ProcessorCount < 2)
    {
        return;
    }

    Console.WriteLine($"part handed over       {Report.Number(SharedWork.HandOver())} us");
    Console.WriteLine($"helper called          {Report.Number(SharedWork.Call())} us");
    Console.WriteLine($"helper woken after     {Report.Number(SharedWork.WakeUp())} us");
    foreach (int kilobytes in new[] { 16, 64, 256 })
    {
        (double others, double own) = SharedWork.GigabytesPerSecond(kilobytes * 1024);
        Console.WriteLine($"half of {kilobytes,3} KB         {Report.Number(others)} GB/s where another core has written it, {Report.Number(own)} where this one has");
    }
}

/// <summary>The scheduler would move the program between cores, whose caches are cold then.</summary>
static void BindToOneCore()
{
    if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
    {
        using Process process = Process.GetCurrentProcess();
        process.ProcessorAffinity = 1 << (Environment.ProcessorCount - 1);
    }
}
