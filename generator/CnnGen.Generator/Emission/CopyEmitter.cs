using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

internal static class CopyEmitter
{
    public static void Emit(SourceWriter writer, CopyStep step)
    {
        if (step.WholeAtOnce)
        {
            writer.Write(Move("input", "output", (int)step.Input.Shape.Length));
            return;
        }

        (int height, int width, int channels) = (step.Input.Shape.Height, step.Input.Shape.Width, step.Input.Shape.Channels);
        using (writer.Loop("y", height))
        {
            writer.Write($"float* source = input{SourceWriter.Times("y", height, step.Input.RowStride)};");
            writer.Write($"float* target = output{SourceWriter.Times("y", height, step.Output.RowStride)};");
            if (step.RowsAtOnce)
            {
                writer.Write(Move("source", "target", width * channels));
                return;
            }

            using (writer.Open($"for (int x = 0; x < {width}; x++)"))
            using (writer.Open($"for (int channel = 0; channel < {channels}; channel++)"))
            {
                writer.Write($"target[{Index(step.Output)}] = source[{Index(step.Input)}];");
            }
        }
    }

    private static string Index(Tensor tensor) => $"(x * {tensor.PixelStride}) + (channel * {tensor.ChannelStride})";

    private static string Move(string source, string target, int length)
        => $"new global::System.ReadOnlySpan<float>({source}, {length}).CopyTo(new global::System.Span<float>({target}, {length}));";
}
