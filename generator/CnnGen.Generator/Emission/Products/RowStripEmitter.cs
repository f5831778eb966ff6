using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes two products that are worked out together: the loop over the strips, and a method for each of them.</summary>
internal static class RowStripEmitter
{
    private static readonly Parameter[] _parameters = Parameter.Floats("input", "output", "weights");

    public static void Emit(SourceWriter writer, RowStripStep step, string method)
    {
        using (step.IsDivided ? writer.PartLoop("strip") : writer.Loop("strip", step.Strips))
        {
            writer.Write($"{method}Depthwise(input{SourceWriter.Times("strip", step.Strips, step.InputStep)}, scratch, weights);");
            writer.Write($"{method}Pointwise(scratch, output{SourceWriter.Times("strip", step.Strips, step.OutputStep)}, {Expressions.Offset("weights", step.SecondWeights)});");
        }
    }

    public static void EmitProducts(SourceWriter writer, RowStripStep step, Target target, string method)
    {
        writer.Write();
        using (KernelMethod.Open(writer, $"{method}Depthwise", _parameters))
        {
            DepthwiseEmitter.Emit(writer, step.First, target);
        }

        writer.Write();
        using (KernelMethod.Open(writer, $"{method}Pointwise", _parameters))
        {
            ProductEmitter.Emit(writer, step.Second, target);
        }
    }
}
