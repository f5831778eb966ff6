using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a PReLU's loops: pixels, then vectors of channels with their slopes.</summary>
internal static class PReLUEmitter
{
    public static void Emit(SourceWriter writer, PReLUStep step)
    {
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write($$"""
                {{PixelPointer("source", "input", step, step.Input)}}
                {{PixelPointer("target", "output", step, step.Output)}}
                float* slopes = {{Slopes(step)}};
                for (int channel = 0; channel < {{step.PixelLength}}; channel += {{Tensor.Lanes}})
                {
                    {{Vector}}.Store({{Fused(step, $"{GeneratedFile.Runtime}.VectorMath.PReLU({Vector}.Load(source + channel), {Vector}.Load(slopes + channel))")}}, target + channel);
                }
                """);
        }
    }

    /// <summary>Each pixel of a flattened map has slopes of its own; all pixels of a map share them.</summary>
    private static string Slopes(PReLUStep step)
        => step.Slopes.Positions == 1
            ? "weights"
            : $"weights{SourceWriter.Times("y", step.Height, step.Width * step.PixelLength)}{SourceWriter.Times("x", step.Width, step.PixelLength)}";
}
