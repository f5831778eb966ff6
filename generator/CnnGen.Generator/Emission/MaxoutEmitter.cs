using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a maxout's loops: pixels, channels, then the pieces of a channel.</summary>
internal static class MaxoutEmitter
{
    public static void Emit(SourceWriter writer, MaxoutStep step)
    {
        using (writer.Loop("y", step.Height))
        using (writer.Loop("x", step.Width))
        {
            writer.Write($$"""
                {{PixelPointer("source", "input", step, step.Input)}}
                {{PixelPointer("target", "output", step, step.Output)}}
                for (int channel = 0; channel < {{step.Channels}}; channel++)
                {
                    float largest = source[channel * {{step.Pieces}}];
                    for (int piece = 1; piece < {{step.Pieces}}; piece++)
                    {
                        largest = global::System.MathF.Max(largest, source[(channel * {{step.Pieces}}) + piece]);
                    }
                    target[channel] = largest;
                }
                """);
        }
    }
}
