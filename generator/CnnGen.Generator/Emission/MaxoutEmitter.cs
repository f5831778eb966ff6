using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

internal static class MaxoutEmitter
{
    public static void Emit(SourceWriter writer, MaxoutStep step)
    {
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write(Expressions.PixelPointer("source", "input", step, step.Input));
            writer.Write(Expressions.PixelPointer("target", "output", step, step.Output));
            using (writer.Open($"for (int channel = 0; channel < {step.Channels}; channel++)"))
            {
                writer.Write($"float largest = source[channel * {step.Pieces}];");
                using (writer.Open($"for (int piece = 1; piece < {step.Pieces}; piece++)"))
                {
                    writer.Write($"largest = global::System.MathF.Max(largest, source[(channel * {step.Pieces}) + piece]);");
                }

                writer.Write("target[channel] = largest;");
            }
        }
    }
}
