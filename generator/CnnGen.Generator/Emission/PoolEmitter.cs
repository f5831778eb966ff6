using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

internal static class PoolEmitter
{
    private const string Vector = Expressions.Vector;

    public static void Emit(SourceWriter writer, PoolStep step)
    {
        using (writer.Loop("y", step.Output.Shape.Height))
        using (writer.Loop("x", step.Output.Shape.Width))
        {
            (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
            writer.Write($"float* window = input{SourceWriter.Times("y", height, step.RowStep)}{SourceWriter.Times("x", width, step.PixelStep)};");
            writer.Write($"float* target = output{SourceWriter.Times("y", height, step.Output.RowStride)}{SourceWriter.Times("x", width, step.Output.PixelStride)};");
            if (step.CountsPixels)
            {
                writer.Write("// How many real pixels the window holds: padding does not count.");
                writer.Write($"int realRows = {RealPixels("y", step.Pool.Window.Rows, step.Input.Shape.Height, height)};");
                writer.Write($"int realColumns = {RealPixels("x", step.Pool.Window.Columns, step.Input.Shape.Width, width)};");
            }

            using (writer.Open($"for (int channel = 0; channel < {step.Channels}; channel += {Tensor.Lanes}, window += {Tensor.Lanes})"))
            {
                writer.Write($"{Vector}<float> result = {Vector}.Load(window);");
                EmitTaps(writer, step);
                if (!step.Pool.IsMax)
                {
                    string scale = step.CountsPixels
                        ? "1f / (realRows * realColumns)"
                        : SourceWriter.Literal(step.Scale);
                    writer.Write($"result *= {scale};");
                }

                writer.Write($"{Vector}.Store({Expressions.Fused(step, "result")}, target + channel);");
            }
        }
    }

    /// <summary>Worked out, not looked up: a table of constants costs memory in a Debug build, where the JIT does not see through it.</summary>
    private static string RealPixels(string index, Axis axis, int input, int outputs)
    {
        string at = outputs > 1 ? $"({index} * {axis.Stride})" : "0";
        return $"global::System.Math.Min({at} + {axis.Kernel - axis.PadBefore}, {input}) - global::System.Math.Max({at} - {axis.PadBefore}, 0)";
    }

    /// <summary>The window's first pixel is in the result already.</summary>
    private static void EmitTaps(SourceWriter writer, PoolStep step)
    {
        Axis rows = step.Pool.Window.Rows;
        Axis columns = step.Pool.Window.Columns;
        string Fold(params string[] addresses)
        {
            string[] loads = [.. addresses.Select(address => $"{Vector}.Load({address})")];
            return step.Pool.IsMax ? $"result = {Expressions.Largest(["result", .. loads])};" : $"result += {string.Join(" + ", loads)};";
        }

        if (step.UnrollsTaps)
        {
            string[] taps =
            [
                .. from tap in Enumerable.Range(1, (int)step.Pool.Window.Taps - 1)
                   select Expressions.At("window", (tap / columns.Kernel * step.Input.RowStride) + (tap % columns.Kernel * step.Input.PixelStride)),
            ];

            // A maximum takes two taps at a time for little more than one.
            int first = step.Pool.IsMax ? taps.Length % 2 : taps.Length;
            foreach (string tap in taps.Take(first))
            {
                writer.Write(Fold(tap));
            }

            for (int tap = first; tap < taps.Length; tap += 2)
            {
                writer.Write(Fold(taps[tap], taps[tap + 1]));
            }

            return;
        }

        using (writer.Open($"for (int row = 0; row < {rows.Kernel}; row++)"))
        using (writer.Open($"for (int column = row == 0 ? 1 : 0; column < {columns.Kernel}; column++)"))
        {
            writer.Write(Fold($"window + (row * {step.Input.RowStride}) + (column * {step.Input.PixelStride})"));
        }
    }
}
