using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

internal static class LocalResponseNormEmitter
{
    private const string Vector = Expressions.Vector;

    public static void Emit(SourceWriter writer, LocalResponseNormStep step)
    {
        writer.Write("// The squares of a pixel's channels, between zeros.");
        writer.Write($"new global::System.Span<float>(scratch, {step.ScratchLength}).Clear();");
        writer.Write($"float* squares = {Expressions.Offset("scratch", step.Before)};");
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write(Expressions.PixelPointer("source", "input", step, step.Input));
            writer.Write(Expressions.PixelPointer("target", "output", step, step.Output));
            using (OpenLoop(writer, step))
            {
                writer.Write($"{Expressions.VectorOfFloat} numbers = {Vector}.Load(source + channel);");
                writer.Write($"{Vector}.Store(numbers * numbers, squares + channel);");
            }

            if (step.Whole > step.Channels)
            {
                writer.Write("// What the last vector holds beyond the channels is no square of theirs.");
                writer.Write($"new global::System.Span<float>(squares + {step.Channels}, {step.Whole - step.Channels}).Clear();");
            }

            using (OpenLoop(writer, step))
            {
                writer.Write($"{Expressions.VectorOfFloat} sum = {Vector}.Load(scratch + channel);");
                EmitTaps(writer, step);
                writer.Write($"sum = {Vector}.MultiplyAddEstimate(sum, {Constant(step.Alpha)}, {Constant((float)step.Norm.Bias)});");
                writer.Write($"{Vector}.Store({Expressions.Fused(step, Quotient(step))}, target + channel);");
            }
        }
    }

    /// <summary>The window's first channel is in the sum already.</summary>
    private static void EmitTaps(SourceWriter writer, LocalResponseNormStep step)
    {
        if (step.UnrollsTaps)
        {
            for (int tap = 1; tap < step.Taps; tap++)
            {
                writer.Write($"sum += {Vector}.Load(scratch + channel + {tap});");
            }

            return;
        }

        using (writer.Open($"for (int tap = 1; tap < {step.Taps}; tap++)"))
        {
            writer.Write($"sum += {Vector}.Load(scratch + channel + tap);");
        }
    }

    /// <summary>A root is exact to the last digit and costs less than a logarithm and an exponential, which any other power takes.</summary>
    private static string Quotient(LocalResponseNormStep step)
    {
        const string number = Vector + ".Load(source + channel)";
        return step.Norm.Beta switch
        {
            0 => number,
            0.5 => $"{number} / {Vector}.Sqrt(sum)",
            0.75 => $"{number} / ({Vector}.Sqrt(sum) * {Vector}.Sqrt({Vector}.Sqrt(sum)))",
            1 => $"{number} / sum",
            double beta => $"{number} * {Vector}.Exp({Vector}.Log(sum) * {SourceWriter.Literal(-(float)beta)})",
        };
    }

    private static SourceWriter.Block OpenLoop(SourceWriter writer, LocalResponseNormStep step)
        => writer.Open($"for (int channel = 0; channel < {step.Whole}; channel += {Tensor.Lanes})");

    private static string Constant(float value) => $"{Vector}.Create({SourceWriter.Literal(value)})";
}
