using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace CnnGen.Benchmarks;

/// <summary>Shows measurements as tables or as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write(IAnsiConsole console, IReadOnlyList<Measurement> measurements, double peak)
    {
        Table table = new Table().Border(TableBorder.Ascii2);
        foreach (string column in new[] { "network", "MFLOP", "CnnGen us", "ONNX Runtime us", "ratio", "GFLOP/s", "of peak", "error", "allocated", "cold ms", "ORT cold ms", "batch on 2 cores", "one on 2 cores" })
        {
            table.AddColumn(new TableColumn(column) { Alignment = column == "network" ? Justify.Left : Justify.Right });
        }

        foreach (Measurement m in measurements)
        {
            table.AddRow(
                m.Network,
                Number(m.MultiplyAdds * 2e-6),
                Number(m.Microseconds),
                Number(m.OnnxMicroseconds),
                Times(m.Ratio),
                Number(m.Gigaflops),
                $"{Number(100 * m.Gigaflops / peak)} %",
                m.Error.ToString("0e0", CultureInfo.InvariantCulture),
                m.AllocatedBytes.ToString(CultureInfo.InvariantCulture),
                Number(m.ColdMilliseconds),
                Number(m.OnnxColdMilliseconds),
                Times(m.BatchSpeedup),
                Times(m.ParallelSpeedup));
        }

        console.WriteLine(Machine());
        console.WriteLine($"FMA peak of one core {Number(peak)} GFLOP/s. Batch 1, float32, one core.");
        console.Write(table);
        foreach (Measurement m in measurements.Where(m => !double.IsNaN(m.TorchMicroseconds)))
        {
            console.WriteLine($"{m.Network}: TorchSharp {Number(m.TorchMicroseconds)} us, {Times(m.TorchMicroseconds / m.Microseconds)} CnnGen's");
        }
    }

    private static string Times(double ratio) => double.IsNaN(ratio) ? "" : $"{Number(ratio)}x";

    public static void WriteJson(TextWriter writer, IReadOnlyList<Measurement> measurements, double peak)
        => writer.WriteLine(JsonSerializer.Serialize(new { Machine = Machine(), PeakGigaflops = peak, Networks = measurements }, _json));

    /// <summary>The processor as the system names it, and the widest vectors.</summary>
    public static string Machine()
    {
        const string file = "/proc/cpuinfo";
        string model = File.Exists(file)
            ? string.Join(", ", File.ReadLines(file).Where(line => line.StartsWith("model name", StringComparison.Ordinal) || line.StartsWith("cpu family", StringComparison.Ordinal) || line.StartsWith("model\t", StringComparison.Ordinal)).Take(3).Select(line => line.Replace("\t", "").Replace("model name: ", "")))
            : System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        string vectors = Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : "128-bit vectors";
        return $"{model}, {vectors}, .NET {Environment.Version}";
    }

    public static string Number(double value)
        => double.IsNaN(value) ? "" : value.ToString(Math.Abs(value) < 10 ? "0.00" : Math.Abs(value) < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
