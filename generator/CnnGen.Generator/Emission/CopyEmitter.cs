using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the steps that move elements: copies, and calls of the runtime.</summary>
internal static class CopyEmitter
{
    public static void Emit(SourceWriter writer, CopyStep step)
    {
        (int height, int width, int channels) = (step.Input.Shape.Height, step.Input.Shape.Width, step.Input.Shape.Channels);
        switch (step.Strategy)
        {
            case CopyStrategy.Whole:
                writer.Write(Move("input", "output", (int)step.Input.Shape.Length));
                break;
            case CopyStrategy.Rows:
                using (writer.Loop("y", height))
                {
                    string source = $"input{SourceWriter.Times("y", height, step.Input.RowStride)}";
                    string target = $"output{SourceWriter.Times("y", height, step.Output.RowStride)}";
                    writer.Write(Move(source, target, width * channels));
                }

                break;
            default:
                writer.Write($"{GeneratedFile.Runtime}.Pixels.Copy{step.Strategy}(input, {Strides(step.Input, step.Strategy)}, output, {Strides(step.Output, step.Strategy)}, {height}, {width}, {channels});");
                break;
        }
    }

    public static void Emit(SourceWriter writer, CallStep step)
    {
        string[] arguments =
        [
            Expressions.Offset("input", step.Call.Start), Strides(step.Input, CopyStrategy.Vectors),
            "output", Strides(step.Output, CopyStrategy.Vectors),
            $"{step.Size.Height}", $"{step.Size.Width}", $"{step.Size.Channels}",
            .. step.Call.Numbers.Select(number => $"{number}"),
            .. step.Call.Value is { } value ? [Literals.Float(value)] : Array.Empty<string>(),
            .. step.ScratchLength > 0 ? ["scratch"] : Array.Empty<string>(),
        ];
        writer.Write($"{GeneratedFile.Runtime}.{step.Call.Method}({string.Join(", ", arguments)});");
    }

    public static void Emit(SourceWriter writer, ReshapeStep step)
    {
        string order = step.ReadsFileOrder ? "channelsFirst" : "false";
        writer.Write($"{GeneratedFile.Runtime}.Reshape.Copy(input, {Map(step.Input, step.Counts.Input)}, output, {Map(step.Output, step.Counts.Output)}, {order});");
    }

    private static string Map(Tensor tensor, Shape shape) => $"{Strides(tensor, CopyStrategy.Elements)}, {shape.Height}, {shape.Width}, {shape.Channels}";

    private static string Strides(Tensor tensor, CopyStrategy way)
        => $"{tensor.RowStride}, {tensor.PixelStride}{(way == CopyStrategy.Elements ? $", {tensor.ChannelStride}" : "")}";

    private static string Move(string source, string target, int length)
        => $"new global::System.ReadOnlySpan<float>({source}, {length}).CopyTo(new global::System.Span<float>({target}, {length}));";
}
