using CnnGen.Generator.Planning;
using static CnnGen.Generator.Emission.Expressions;
using static CnnGen.Generator.Emission.SourceWriter;

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
            string input = Offset("input", phase.InputStart);
            string output = Offset("output", phase.OutputStart);
            writer.Write($"{Method(step, phase.Kernel, target)}({input}, {output}, {Offset("weights", phase.WeightsStart)});");
        }
    }

    public static void EmitProducts(SourceWriter writer, TransposedStep step, Target target)
    {
        foreach ((ProductStep kernel, int index) in step.Kernels.Select((kernel, index) => (kernel, index)))
        {
            writer.Write();
            using (KernelMethod.Open(writer, Method(step, index, target), Parameter.Floats("input", "output", "weights")))
            {
                ProductEmitter.Emit(writer, kernel, target);
            }
        }
    }

    /// <summary>What no tap reaches is its bias; the rest is overwritten.</summary>
    private static void EmitBiases(SourceWriter writer, TransposedStep step)
    {
        (int height, int width) = (step.Output.Shape.Height, step.Output.Shape.Width);
        string bias = step.Weights.UseBias ? $"{Vector}.Load({Offset("weights", step.Weights.BiasDistance)} + channel)" : $"{VectorOfFloat}.Zero";
        writer.Write("// Pixels that no tap reaches are their bias.");
        using (writer.Loop("y", height))
        using (writer.Loop("x", width))
        {
            writer.Write($$"""
                for (int channel = 0; channel < {{Tensor.WholeVectors(step.Output.Shape.Channels)}}; channel += {{Tensor.Lanes}})
                {
                    {{Vector}}.Store({{Fused(step, bias)}}, output{{Times("y", height, step.Output.RowStride)}}{{Times("x", width, step.Output.PixelStride)}} + channel);
                }
                """);
        }

        writer.Write();
    }

    private static string Method(TransposedStep step, int kernel, Target target) => $"{step.Method}Phase{kernel}{target.Name}";
}
