using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

internal static class PReLUEmitter
{
    private const string Vector = Expressions.Vector;

    public static void Emit(SourceWriter writer, PReLUStep step)
    {
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write(Expressions.PixelPointer("source", "input", step, step.Input));
            writer.Write(Expressions.PixelPointer("target", "output", step, step.Output));
            writer.Write($"float* slopes = {Slopes(step)};");
            using (writer.Open($"for (int channel = 0; channel < {step.PixelLength}; channel += {Tensor.Lanes})"))
            {
                string result = $"{GeneratedFile.Runtime}.VectorMath.PReLU({Vector}.Load(source + channel), {Vector}.Load(slopes + channel))";
                writer.Write($"{Vector}.Store({Expressions.Fused(step, result)}, target + channel);");
            }
        }
    }

    /// <summary>Of a flattened map each pixel has its own; of a map all share them.</summary>
    private static string Slopes(PReLUStep step)
        => step.Slopes.Positions == 1
            ? "weights"
            : $"weights{SourceWriter.Times("y", step.Height, step.Width * step.PixelLength)}{SourceWriter.Times("x", step.Width, step.PixelLength)}";
}
