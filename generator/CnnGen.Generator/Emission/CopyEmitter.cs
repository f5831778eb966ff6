using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

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

    public static void Emit(SourceWriter writer, RepeatStep step) => EmitCall(writer, step, "Pixels.RepeatChannels", $"{step.Times}");

    public static void Emit(SourceWriter writer, ShuffleStep step) => EmitCall(writer, step, "Pixels.ShuffleChannels", $"{step.Groups}");

    public static void Emit(SourceWriter writer, PixelShuffleStep step) => EmitCall(writer, step, "Resize.PixelShuffle", $"{step.Factor}");

    public static void Emit(SourceWriter writer, SliceStep step) => EmitPart(writer, step, step.First);

    public static void Emit(SourceWriter writer, CropStep step)
        => EmitPart(writer, step, (step.Crop.Top * step.Input.RowStride) + (step.Crop.Left * step.Input.PixelStride));

    public static void Emit(SourceWriter writer, ZeroPadStep step)
        => EmitCall(writer, step, "Resize.ZeroPad", $"{step.Pads.Top}, {step.Pads.Bottom}, {step.Pads.Left}, {step.Pads.Right}");

    public static void Emit(SourceWriter writer, UpSampleStep step)
        => EmitCall(writer, step, step.IsBilinear ? "Resize.Bilinear" : "Resize.UpSample", $"{step.Larger.Factor}{(step.IsBilinear ? ", scratch" : "")}");

    public static void Emit(SourceWriter writer, ReshapeStep step)
    {
        string order = step.ReadsFileOrder ? "channelsFirst" : "false";
        writer.Write($"{GeneratedFile.Runtime}.Reshape.Copy(input, {Map(step.Input, step.Counts.Input)}, output, {Map(step.Output, step.Counts.Output)}, {order});");
    }

    private static string Map(Tensor tensor, Shape shape) => $"{Strides(tensor, CopyStrategy.Elements)}, {shape.Height}, {shape.Width}, {shape.Channels}";

    private static void EmitCall(SourceWriter writer, Step step, string method, string arguments)
    {
        (int height, int width, int channels) = (step.Input.Shape.Height, step.Input.Shape.Width, step.Input.Shape.Channels);
        writer.Write($"{GeneratedFile.Runtime}.{method}(input, {Strides(step.Input, CopyStrategy.Vectors)}, output, {Strides(step.Output, CopyStrategy.Vectors)}, {height}, {width}, {channels}, {arguments});");
    }

    /// <summary>The output is a part of the input, which begins so many floats behind its first number.</summary>
    private static void EmitPart(SourceWriter writer, Step step, int first)
    {
        (int height, int width, int channels) = (step.Output.Shape.Height, step.Output.Shape.Width, step.Output.Shape.Channels);
        string source = Expressions.Offset("input", first);
        writer.Write($"{GeneratedFile.Runtime}.Pixels.CopyChannels({source}, {Strides(step.Input, CopyStrategy.Channels)}, output, {Strides(step.Output, CopyStrategy.Channels)}, {height}, {width}, {channels});");
    }

    private static string Strides(Tensor tensor, CopyStrategy way)
        => $"{tensor.RowStride}, {tensor.PixelStride}{(way == CopyStrategy.Elements ? $", {tensor.ChannelStride}" : "")}";

    private static string Move(string source, string target, int length)
        => $"new global::System.ReadOnlySpan<float>({source}, {length}).CopyTo(new global::System.Span<float>({target}, {length}));";
}
