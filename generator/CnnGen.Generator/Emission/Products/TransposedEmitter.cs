using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a transposed convolution: the calls of its phases, and a method for all those that are alike.</summary>
internal static class TransposedEmitter
{
    public static void Emit(SourceWriter writer, TransposedStep step, Target target)
    {
        if (step.HasGaps)
        {
            EmitBiases(writer, step);
        }

        foreach (PhaseSums phase in step.Phases)
        {
            string input = Expressions.Offset("input", phase.InputStart);
            string output = Expressions.Offset("output", phase.OutputStart);
            writer.Write($"{Method(step, phase.Kernel, target)}({input}, {output}, {Expressions.Offset("weights", phase.WeightsStart)});");
        }
    }

    public static void EmitProducts(SourceWriter writer, TransposedStep step, Target target)
    {
        foreach ((ProductStep kernel, int index) in step.Kernels.Select((kernel, index) => (kernel, index)))
        {
            writer.Write();
            using (StepEmitter.OpenMethod(writer, Method(step, index, target), "float* input, float* output, float* weights"))
            {
                ProductEmitter.Emit(writer, kernel, target);
            }
        }
    }

    /// <summary>What no tap reaches is its bias; the rest is overwritten.</summary>
    private static void EmitBiases(SourceWriter writer, TransposedStep step)
    {
        (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
        int channels = Tensor.WholeVectors(step.Output.Shape.Channels);
        string bias = step.Weights.UseBias ? $"{Expressions.Vector}.Load({Expressions.Offset("weights", step.Weights.BiasDistance)} + channel)" : $"{Expressions.VectorOfFloat}.Zero";
        writer.Write("// Pixels that no tap reaches are their bias.");
        using (writer.Loop("y", height))
        using (writer.Loop("x", width))
        using (writer.Open($"for (int channel = 0; channel < {channels}; channel += {Tensor.Lanes})"))
        {
            string pixel = $"output{SourceWriter.Times("y", height, step.Output.RowStride)}{SourceWriter.Times("x", width, step.Output.PixelStride)}";
            writer.Write($"{Expressions.Vector}.Store({Expressions.Fused(step, bias)}, {pixel} + channel);");
        }

        writer.Write();
    }

    private static string Method(TransposedStep step, int kernel, Target target) => $"{step.Method}Phase{kernel}{target.Name}";
}
