using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a local response normalisation's loops: pixels, their squares, then the sums of neighbouring squares.</summary>
internal static class LocalResponseNormEmitter
{
    public static void Emit(SourceWriter writer, LocalResponseNormStep step)
    {
        writer.Write($$"""
            // The squares of a pixel's channels, between zeros.
            new global::System.Span<float>(scratch, {{step.ScratchLength}}).Clear();
            float* squares = {{Offset("scratch", step.Before)}};
            """);
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write($$"""
                {{PixelPointer("source", "input", step, step.Input)}}
                {{PixelPointer("target", "output", step, step.Output)}}
                for (int channel = 0; channel < {{step.Whole}}; channel += {{Tensor.Lanes}})
                {
                    {{VectorOfFloat}} numbers = {{Vector}}.Load(source + channel);
                    {{Vector}}.Store(numbers * numbers, squares + channel);
                }
                {{(step.Whole > step.Channels ? Beyond(step) : null)}}
                for (int channel = 0; channel < {{step.Whole}}; channel += {{Tensor.Lanes}})
                {
                    {{VectorOfFloat}} sum = {{Vector}}.Load(scratch + channel);
                    {{Taps(step)}}
                    sum = {{Vector}}.MultiplyAddEstimate(sum, {{Vector}}.Create({{step.Alpha}}), {{Vector}}.Create({{(float)step.Norm.Bias}}));
                    {{Vector}}.Store({{Fused(step, Quotient(step))}}, target + channel);
                }
                """);
        }
    }

    private static string Beyond(LocalResponseNormStep step) => $"""
        // What the last vector holds beyond the channels is no square of theirs.
        new global::System.Span<float>(squares + {step.Channels}, {step.Whole - step.Channels}).Clear();
        """;

    /// <summary>The taps after the window's first channel, which is in the sum already.</summary>
    private static IEnumerable<string> Taps(LocalResponseNormStep step)
        => step.UnrollsTaps
            ? Enumerable.Range(1, Math.Max(0, step.Taps - 1)).Select(tap => $"sum += {Vector}.Load(scratch + channel + {tap});")
            :
            [
                $$"""
                for (int tap = 1; tap < {{step.Taps}}; tap++)
                {
                    sum += {{Vector}}.Load(scratch + channel + tap);
                }
                """,
            ];

    private static string Quotient(LocalResponseNormStep step)
    {
        const string number = Vector + ".Load(source + channel)";
        return step.Power switch
        {
            ResponsePower.None => number,
            ResponsePower.Half => $"{number} / {Vector}.Sqrt(sum)",
            ResponsePower.ThreeQuarters => $"{number} / ({Vector}.Sqrt(sum) * {Vector}.Sqrt({Vector}.Sqrt(sum)))",
            ResponsePower.One => $"{number} / sum",
            ResponsePower.Other => $"{number} * {Vector}.Exp({Vector}.Log(sum) * {Literals.Float(-(float)step.Norm.Beta)})",
            _ => throw new NotSupportedException($"There is no code for the power {step.Power}."),
        };
    }
}
