using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a sum or product of tensors: rows, pixels, vectors of channels.</summary>
internal static class ElementwiseEmitter
{
    private const string Vector = Expressions.Vector;

    public static void Emit(SourceWriter writer, ElementwiseStep step)
    {
        Tensor[] inputs = [.. step.Inputs];
        (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
        using (writer.Loop("y", height))
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                int stride = step.Operands[i].Broadcast == Broadcast.Channels ? 0 : inputs[i].RowStride;
                writer.Write($"float* source{i} = {StepEmitter.InputName(i)}{SourceWriter.Times("y", stride == 0 ? 1 : height, stride)};");
            }

            writer.Write($"float* target = output{SourceWriter.Times("y", height, step.Output.RowStride)};");
            if (step.RunsOverRows)
            {
                EmitRun(writer, step, width * step.Channels);
                return;
            }

            using (writer.Loop("x", width))
            {
                foreach (int i in Enumerable.Range(0, inputs.Length).Where(i => step.Operands[i].Broadcast == Broadcast.Pixels))
                {
                    writer.Write($"{Expressions.VectorOfFloat} pixel{i} = {Vector}.Create(*source{i});");
                }

                EmitRun(writer, step, step.Channels);
                foreach (int i in Enumerable.Range(0, inputs.Length).Where(i => step.Operands[i].Broadcast != Broadcast.Channels))
                {
                    writer.Write(SourceWriter.Advance($"source{i}", inputs[i].PixelStride));
                }

                writer.Write(SourceWriter.Advance("target", step.Output.PixelStride));
            }
        }
    }

    private static void EmitRun(SourceWriter writer, ElementwiseStep step, int length)
    {
        using (writer.Open($"for (int i = 0; i < {length}; i += {Tensor.Lanes})"))
        {
            IEnumerable<string> operands = step.Operands.Select((operand, i) => operand.Broadcast == Broadcast.Pixels ? $"pixel{i}" : $"{Vector}.Load(source{i} + i)");
            string result = string.Join(step.IsSum ? " + " : " * ", operands);
            writer.Write($"{Vector}.Store({Expressions.Fused(step, result)}, target + i);");
        }
    }
}
