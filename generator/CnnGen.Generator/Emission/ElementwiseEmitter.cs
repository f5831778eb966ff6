using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using static CnnGen.Generator.Emission.Expressions;
using static CnnGen.Generator.Emission.SourceWriter;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a sum or product of tensors: rows, pixels, vectors of channels.</summary>
internal static class ElementwiseEmitter
{
    public static void Emit(SourceWriter writer, ElementwiseStep step)
    {
        Tensor[] inputs = [.. step.Inputs];
        (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
        using (writer.Loop("y", height))
        {
            writer.Write($"""
                {inputs.Select((input, i) => $"float* source{i} = {KernelMethod.InputName(i)}{RowOf(step.Operands[i], input, height)};")}
                float* target = output{Times("y", height, step.Output.RowStride)};
                """);
            if (step.RunsOverRows)
            {
                writer.Write(Run(step, width * step.Channels));
                return;
            }

            using (writer.Loop("x", width))
            {
                writer.Write($"""
                    {Operands(step, broadcast => broadcast == Broadcast.Pixels, i => $"{VectorOfFloat} pixel{i} = {Vector}.Create(*source{i});")}
                    {Run(step, step.Channels)}
                    {Operands(step, broadcast => broadcast != Broadcast.Channels, i => Advance($"source{i}", inputs[i].PixelStride))}
                    {Advance("target", step.Output.PixelStride)}
                    """);
            }
        }
    }

    /// <summary>A row's offset; the one pixel of a number for each channel serves all rows.</summary>
    private static string RowOf(Operand operand, Tensor input, int height)
        => operand.Broadcast == Broadcast.Channels || input.RowStride == 0 ? "" : Times("y", height, input.RowStride);

    private static IEnumerable<string> Operands(ElementwiseStep step, Func<Broadcast, bool> which, Func<int, string> line)
        => Enumerable.Range(0, step.Operands.Count).Where(i => which(step.Operands[i].Broadcast)).Select(line);

    private static string Run(ElementwiseStep step, int length) => $$"""
        for (int i = 0; i < {{length}}; i += {{Tensor.Lanes}})
        {
            {{Vector}}.Store({{Fused(step, Result(step))}}, target + i);
        }
        """;

    private static string Result(ElementwiseStep step)
        => string.Join(
            step.IsSum ? " + " : " * ",
            step.Operands.Select((operand, i) => operand.Broadcast == Broadcast.Pixels ? $"pixel{i}" : $"{Vector}.Load(source{i} + i)"));
}
