using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes how the caller's numbers become the first buffer's: floats, or bytes, which the called methods tell by the pointer.</summary>
internal static class PrepareEmitter
{
    private const string Class = $"{GeneratedFile.Runtime}.Prepare";

    public static void Emit(SourceWriter writer, PrepareStep step)
    {
        Shape shape = step.Input.Shape;
        (Tensor from, Tensor to, Preparation preparation) = (step.Input, step.Output, step.Preparation);
        string alike = $"{Literals.Float(preparation.Means[0])}, {Literals.Float(preparation.Factors[0])}";
        switch (step.Strategy)
        {
            case PrepareStrategy.Whole:
                writer.Write($"{Class}.Run(input, output, {shape.Length}, {alike});");
                return;
            case PrepareStrategy.Rows:
                using (writer.Loop("y", shape.Height))
                {
                    writer.Write(
                        $"{Class}.Run(input{SourceWriter.Times("y", shape.Height, from.RowStride)}, output{SourceWriter.Times("y", shape.Height, to.RowStride)}, "
                        + $"{shape.Width * shape.Channels}, {alike});");
                }

                return;
        }

        EmitNumbers(writer, "means", preparation.Means);
        EmitNumbers(writer, "factors", preparation.Factors);
        string rest = $"{shape.Height}, {shape.Width}, {shape.Channels}, {Span("means", preparation.Means)}, {Span("factors", preparation.Factors)}, {Literals.Bool(preparation.IsBgr)}";
        writer.Write(step.Strategy == PrepareStrategy.Colours
            ? $"{Class}.Colours(input, output, {to.RowStride}, {to.PixelStride}, {rest});"
            : $"{Class}.Elements(input, {from.RowStride}, {from.PixelStride}, {from.ChannelStride}, output, {to.RowStride}, {to.PixelStride}, {to.ChannelStride}, {rest});");
    }

    /// <summary>On the stack: a span over constants is made by a call that allocates, where the JIT does not optimise.</summary>
    private static void EmitNumbers(SourceWriter writer, string name, EquatableArray<float> numbers)
        => writer.Write($"float* {name} = stackalloc float[] {{ {string.Join(", ", numbers.Select(Literals.Float))} }};");

    private static string Span(string name, EquatableArray<float> numbers) => $"new global::System.ReadOnlySpan<float>({name}, {numbers.Count})";
}
