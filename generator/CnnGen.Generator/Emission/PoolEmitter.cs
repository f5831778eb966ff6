using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

internal static class PoolEmitter
{
    private const string Vector = StepEmitter.Vector;

    public static void Emit(SourceWriter writer, PoolStep step)
    {
        if (step.CountsPixels)
        {
            writer.Write("// How many real pixels the windows hold: padding does not count.");
            writer.Write($"global::System.ReadOnlySpan<int> realRows = new int[] {{ {string.Join(", ", step.RealRows)} }};");
            writer.Write($"global::System.ReadOnlySpan<int> realColumns = new int[] {{ {string.Join(", ", step.RealColumns)} }};");
        }

        using (writer.Loop("y", step.Output.Shape.Height))
        using (writer.Loop("x", step.Output.Shape.Width))
        {
            (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
            writer.Write($"float* window = input{SourceWriter.Times("y", height, step.RowStep)}{SourceWriter.Times("x", width, step.PixelStep)};");
            writer.Write($"float* target = output{SourceWriter.Times("y", height, step.Output.RowStride)}{SourceWriter.Times("x", width, step.Output.PixelStride)};");
            using (writer.Open($"for (int channel = 0; channel < {step.Channels}; channel += {Tensor.Lanes}, window += {Tensor.Lanes})"))
            {
                writer.Write($"{Vector}<float> result = {Vector}.Load(window);");
                EmitTaps(writer, step);
                if (!step.Pool.IsMax)
                {
                    string scale = step.CountsPixels
                        ? $"1f / (realRows[{(height > 1 ? "y" : "0")}] * realColumns[{(width > 1 ? "x" : "0")}])"
                        : SourceWriter.Literal(step.Scale);
                    writer.Write($"result *= {scale};");
                }

                writer.Write($"{Vector}.Store({StepEmitter.Fused(step, "result")}, target + channel);");
            }
        }
    }

    /// <summary>The window's first pixel is in the result already.</summary>
    private static void EmitTaps(SourceWriter writer, PoolStep step)
    {
        Axis rows = step.Pool.Window.Rows;
        Axis columns = step.Pool.Window.Columns;
        string Fold(string address) => step.Pool.IsMax
            ? $"result = {Vector}.MaxNative(result, {Vector}.Load({address}));"
            : $"result += {Vector}.Load({address});";

        if (step.UnrollsTaps)
        {
            for (int tap = 1; tap < step.Pool.Window.Taps; tap++)
            {
                int offset = (tap / columns.Kernel * step.Input.RowStride) + (tap % columns.Kernel * step.Input.PixelStride);
                writer.Write(Fold($"window + {offset}"));
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
