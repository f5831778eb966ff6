using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a step's method. Each kind of step has an emitter for its body.</summary>
internal static class StepEmitter
{
    public const string Vector = GeneratedFile.Intrinsics + "::Vector256";
    public const string VectorOfFloat = Vector + "<float>";

    private const string Math = GeneratedFile.Runtime + "::VectorMath";

    public static string Emit(TypeDeclaration type, Step step) => GeneratedFile.Write(type, writer =>
    {
        using (writer.Open("private static unsafe partial class Kernels"))
        {
            writer.Write($"// {step.Algorithm}\n// reads  {step.Input}\n// writes {step.Output}");
            writer.Write("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
            using (writer.Open($"internal static void {step.Method}({Parameters(step)})"))
            {
                EmitHalo(writer, step.Output);
                EmitBody(writer, step);
                EmitSweep(writer, step);
            }
        }
    });

    /// <summary>The call in <c>Forward</c>.</summary>
    public static string Call(Step step)
    {
        string weights = step is ProductStep product ? $", {Offset("weights", product.Weights.Offset)}" : "";
        return $"Kernels.{step.Method}({Address(step.Input, step.Input.Offset)}, {Address(step.Output, step.Output.Origin)}{weights});";
    }

    /// <summary>The functions that are applied in registers, around an expression.</summary>
    public static string Fused(Step step, string sum) => step.Fused.Aggregate(sum, Apply);

    /// <summary>A pointer to the pixel at y and x.</summary>
    public static string PixelPointer(string name, string tensor, ChannelStep step, Tensor layout)
        => $"float* {name} = {tensor}{SourceWriter.Times("y", step.Height, layout.RowStride)}{SourceWriter.Times("x", step.Width, layout.PixelStride)};";

    private static string Parameters(Step step)
        => step is ProductStep ? "float* input, float* output, float* weights" : "float* input, float* output";

    private static void EmitBody(SourceWriter writer, Step step)
    {
        switch (step)
        {
            case ProductStep product:
                ProductEmitter.Emit(writer, product);
                break;
            case PoolStep pool:
                PoolEmitter.Emit(writer, pool);
                break;
            case SoftmaxStep softmax:
                SoftmaxEmitter.Emit(writer, softmax);
                break;
            case MaxoutStep maxout:
                MaxoutEmitter.Emit(writer, maxout);
                break;
            case CopyStep copy:
                CopyEmitter.Emit(writer, copy);
                break;
        }
    }

    private static void EmitHalo(SourceWriter writer, Tensor output)
    {
        if (output.Halo is { IsEmpty: false } halo)
        {
            writer.Write("// The padding of the layer that reads the output.");
            writer.Write(
                $"{GeneratedFile.Runtime}::Border.Fill({Offset("output", output.Offset - output.Origin)}, {output.Shape.Height}, {output.Shape.Width}, "
                + $"{output.PixelStride}, {halo.Top}, {halo.Bottom}, {halo.Left}, {halo.Right}, {SourceWriter.Literal(halo.Value)});\n");
        }
    }

    private static void EmitSweep(SourceWriter writer, Step step)
    {
        if (!step.Swept.Any())
        {
            return;
        }

        writer.Write();
        writer.Write($"// {string.Join(", then ", step.Swept.Select(function => function.Kind))}.");
        using (writer.Loop("y", step.Output.SweepRows))
        using (writer.Open($"for (int i = 0; i < {step.Output.SweepLength}; i += {Tensor.Lanes})"))
        {
            writer.Write($"float* numbers = output{SourceWriter.Times("y", step.Output.SweepRows, step.Output.RowStride)} + i;");
            writer.Write($"{VectorOfFloat} x = {Vector}.Load(numbers);");
            writer.Write($"{Vector}.Store({step.Swept.Aggregate("x", Apply)}, numbers);");
        }
    }

    private static string Apply(string x, Function function) => function.Kind switch
    {
        Activation.LeakyReLU or Activation.ELU => $"{Math}.{function.Kind}({x}, {SourceWriter.Literal(function.Parameter)})",
        _ => $"{Math}.{function.Kind}({x})",
    };

    /// <summary>A step reads from its input's halo on, which is as wide as its padding, and writes inside its output's.</summary>
    private static string Address(Tensor tensor, int offset) => tensor.Storage switch
    {
        Storage.Input => "input",
        Storage.Output => "output",
        _ => Offset("arena", offset),
    };

    public static string Offset(string pointer, int offset) => offset switch
    {
        0 => pointer,
        > 0 => $"{pointer} + {offset}",
        _ => $"{pointer} - {-(long)offset}",
    };
}
