using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using static CnnGen.Generator.Emission.Expressions;
using static CnnGen.Generator.Emission.SourceWriter;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a pool's loops: pixels, vectors of channels, then the window's taps.</summary>
internal static class PoolEmitter
{
    public static void Emit(SourceWriter writer, PoolStep step)
    {
        (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
        using (writer.Loop("y", height))
        using (writer.Loop("x", width))
        {
            writer.Write($$"""
                float* window = input{{Times("y", height, step.RowStep)}}{{Times("x", width, step.PixelStep)}};
                float* target = output{{Times("y", height, step.Output.RowStride)}}{{Times("x", width, step.Output.PixelStride)}};
                {{(step.CountsPixels ? CountOfPixels(step) : null)}}
                for (int channel = 0; channel < {{step.Channels}}; channel += {{Tensor.Lanes}}, window += {{Tensor.Lanes}})
                {
                    {{VectorOfFloat}} result = {{Vector}}.Load(window);
                    {{Taps(step)}}
                    {{(step.Pool.IsMax ? null : $"result *= {Scale(step)};")}}
                    {{Vector}}.Store({{Fused(step, "result")}}, target + channel);
                }
                """);
        }
    }

    private static string Scale(PoolStep step) => step.CountsPixels ? "1f / (realRows * realColumns)" : Literals.Float(step.Scale);

    private static string CountOfPixels(PoolStep step) => $"""
        // How many real pixels the window holds: padding does not count.
        int realRows = {RealPixels("y", step.Pool.Window.Rows, step.Input.Shape.Height, step.Output.Shape.Height)};
        int realColumns = {RealPixels("x", step.Pool.Window.Columns, step.Input.Shape.Width, step.Output.Shape.Width)};
        """;

    /// <summary>Computed, not looked up: a table of constants costs memory in a Debug build, where the JIT does not see through it.</summary>
    private static string RealPixels(string index, Axis axis, int input, int outputs)
    {
        string at = outputs > 1 ? $"({index} * {axis.Stride})" : "0";
        return $"global::System.Math.Min({at} + {axis.Kernel - axis.PadBefore}, {input}) - global::System.Math.Max({at} - {axis.PadBefore}, 0)";
    }

    /// <summary>The taps after the window's first, which is in the result already.</summary>
    private static IEnumerable<string> Taps(PoolStep step)
    {
        (Axis rows, Axis columns) = (step.Pool.Window.Rows, step.Pool.Window.Columns);
        if (!step.UnrollsTaps)
        {
            return
            [
                $$"""
                for (int row = 0; row < {{rows.Kernel}}; row++)
                {
                    for (int column = row == 0 ? 1 : 0; column < {{columns.Kernel}}; column++)
                    {
                        {{Fold(step, $"window + (row * {step.Input.RowStride}) + (column * {step.Input.PixelStride})")}}
                    }
                }
                """,
            ];
        }

        (string Address, string Place)[] taps =
        [
            .. from row in Enumerable.Range(0, rows.Kernel)
               from column in Enumerable.Range(0, columns.Kernel)
               where row + column > 0
               select (At("window", (row * step.Input.RowStride) + (column * step.Input.PixelStride)), $"row {row}, column {column}"),
        ];

        // A maximum takes two taps at a time for little more than one.
        int alone = step.Pool.IsMax ? taps.Length % 2 : taps.Length;
        return
        [
            .. taps.Take(alone).Select(tap => $"{Fold(step, tap.Address)} // {tap.Place}"),
            .. from first in Enumerable.Range(0, (taps.Length - alone) / 2).Select(pair => alone + (2 * pair))
               select $"{Fold(step, taps[first].Address, taps[first + 1].Address)} // {taps[first].Place}; {taps[first + 1].Place}",
        ];
    }

    private static string Fold(PoolStep step, params string[] addresses)
    {
        string[] loads = [.. addresses.Select(address => $"{Vector}.Load({address})")];
        return step.Pool.IsMax ? $"result = {Largest(["result", .. loads])};" : $"result += {string.Join(" + ", loads)};";
    }
}
