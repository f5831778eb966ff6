using CnnGen.Onnx;
using CnnGen.TestKit;
using Spectre.Console;

namespace CnnGen.Benchmarks;

/// <summary>
/// Single convolutions of many shapes beside ONNX Runtime, generated and compiled on the spot: shows where the planner's choices are weak.
/// </summary>
internal static class Sweep
{
    /// <summary>Side, input channels, filters, kernel, stride.</summary>
    private static readonly (int Side, int Channels, int Filters, int Kernel, int Stride)[] _shapes =
    [
        (28, 1, 8, 5, 1), (28, 1, 32, 3, 1), (64, 1, 13, 3, 1), (96, 1, 16, 7, 2), (32, 3, 16, 3, 1), (32, 3, 64, 3, 1), (64, 3, 24, 5, 2),
        (96, 3, 8, 3, 2), (224, 3, 64, 7, 2), (224, 3, 64, 3, 2),
        (16, 8, 8, 3, 1), (32, 16, 16, 3, 1), (16, 32, 32, 3, 1), (8, 64, 64, 3, 1), (31, 26, 26, 3, 1), (13, 19, 37, 3, 1), (7, 128, 128, 3, 1), (56, 64, 64, 3, 1),
        (32, 16, 32, 3, 2), (16, 32, 64, 3, 2), (56, 64, 128, 3, 2), (9, 13, 5, 3, 2),
        (14, 6, 16, 5, 1), (16, 32, 32, 5, 1), (12, 48, 20, 5, 1), (10, 24, 24, 7, 1),
        (32, 16, 32, 1, 1), (16, 64, 64, 1, 1), (8, 128, 128, 1, 1), (48, 8, 16, 1, 1), (6, 256, 64, 1, 1), (28, 13, 7, 1, 1), (56, 64, 64, 1, 1), (3, 256, 256, 1, 1),
        (14, 512, 128, 1, 2), (7, 512, 512, 3, 1), (5, 16, 120, 5, 1),
    ];

    public static void Run(IAnsiConsole console, double peak, double seconds)
    {
        TestNetwork[] networks = [.. _shapes.Select((shape, i) => new TestNetwork(
            $"Sweep{i}",
            new Shape(shape.Side, shape.Side, shape.Channels),
            Layout.ChannelsLast,
            [new ConvLayer(shape.Filters, new Window(shape.Kernel, shape.Kernel) { Stride = shape.Stride, Same = true }) { Activation = Activation.ReLU }]))];
        CompiledNetworks compiled = NetworkCompiler.Compile(networks);
        Table table = new Table().Border(TableBorder.Ascii2);
        foreach (string column in new[] { "convolution", "algorithm", "tile", "MFLOP", "CnnGen us", "ONNX Runtime us", "ratio", "GFLOP/s", "of peak", "estimated us" })
        {
            table.AddColumn(column);
        }

        for (int i = 0; i < networks.Length; i++)
        {
            (int side, int channels, int filters, int kernel, int stride) = _shapes[i];
            OnnxNetwork twin = new OnnxNetwork(side, side, channels).Conv(filters, kernel, stride, same: true, relu: true);
            float[] input = Measurement.Input(twin);
            CompiledNetwork network = compiled[networks[i].ClassName];
            NetworkInstance instance = network.Load(new MemoryStream(BenchmarkNetwork.WeightsOf(twin)));
            float[] output = new float[network.OutputLength];
            using OnnxRuntimeEngine theirs = new(twin, twin.ToBytes(), input);
            double[] times = Timing.Interleaved([() => instance.Forward(input, output), theirs.Run], 3, seconds);
            PlanSummary plan = network.Summary.Plan;
            StepSummary step = plan.Steps.First(step => step.MultiplyAdds > 0);
            double gigaflops = step.MultiplyAdds * 2e-3 / times[0];
            table.AddRow(
                $"{side}x{side}x{channels} {kernel}x{kernel}/{stride} -> {filters}",
                step.Algorithm,
                step.Tile,
                Report.Number(step.MultiplyAdds * 2e-6),
                Report.Number(times[0]),
                Report.Number(times[1]),
                Report.Number(times[1] / times[0]),
                Report.Number(gigaflops),
                Report.Number(100 * gigaflops / peak) + " %",
                Report.Number(plan.EstimatedMicroseconds));
        }

        console.Write(table);
    }
}
