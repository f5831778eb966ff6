using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a step's method. Each kind of step has an emitter for its body.</summary>
internal static class StepEmitter
{
    /// <summary>Has the JIT compile a method once, at its best.</summary>
    public const string Optimize =
        "[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    /// <param name="bytes">The same step where it may read bytes, too.</param>
    public static string Emit(TypeDeclaration type, Step step, PrepareStep? bytes = null) => GeneratedFile.WriteKernels(type, writer =>
    {
        writer.Write($"// {step.Description}\n// reads  {string.Join(" and ", step.Inputs.Select(tensor => tensor.Layout))}\n// writes {step.Output.Layout}{(step.Targets.Any() ? "" : $"\n// {Estimate(step, Target.Vector256)}")}");
        if (step.Targets.Any())
        {
            VariantEmitter.EmitDispatch(writer, step);
        }
        else
        {
            using (OpenMethod(writer, step.Method, Parameters(step), "internal"))
            {
                EmitBody(writer, step);
                EmitSweep(writer, step);
                EmitHalo(writer, step.Output);
            }
        }

        if (bytes is not null)
        {
            writer.Write("\n// The same of bytes: each is its value / 255.");
            using (OpenMethod(writer, MethodOfBytes(bytes), "byte* input, float* output", "internal"))
            {
                PrepareEmitter.Emit(writer, bytes);
                EmitSweep(writer, bytes);
                EmitHalo(writer, bytes.Output);
            }
        }

        foreach (Target target in step.Targets)
        {
            VariantEmitter.Emit(writer, step, target);
        }
    });

    /// <summary>Opens a method that the JIT compiles once, at its best.</summary>
    public static SourceWriter.Block OpenMethod(SourceWriter writer, string name, string parameters, string access = "private")
    {
        writer.Write(Optimize);
        return writer.Open($"{access} static void {name}({parameters})");
    }

    /// <summary>The call of a step.</summary>
    /// <param name="scratch">The arena that its own memory is in: each core that shares a step has its own.</param>
    /// <param name="part">Which part of its work is done, of how many.</param>
    public static string Call(Step step, string scratch, string part)
    {
        string weights = step.WeightsOffset is { } offset ? $", {Expressions.Offset("weights", offset)}" : "";
        string own = step.ScratchLength > 0 ? $", {Expressions.Offset(scratch, step.ScratchOffset)}" : "";
        string parts = step.IsDivided ? $", {part}" : "";
        string order = step.ReadsFileOrder ? $", {RunEmitter.FileOrder}" : "";
        string others = string.Concat(step.Others.Select(other => $"{Address(other, other.Origin)}, "));
        return $"Kernels.{step.Method}({Address(step.Input, step.InputStart)}, {others}{Address(step.Output, step.Output.Origin)}{weights}{own}{order}{parts});";
    }

    /// <summary>The call of the step that reads bytes.</summary>
    public static string CallOfBytes(PrepareStep step) => Call(step with { Method = MethodOfBytes(step) }, "arena", "");

    private static string MethodOfBytes(Step step) => $"{step.Method}Bytes";

    internal static string Estimate(Step step, Target target)
        => $"estimated {CostModel.Microseconds(step.Cycles(target)).ToString("0.00", CultureInfo.InvariantCulture)} us at 3 GHz";

    internal static string Parameters(Step step)
        => string.Concat(Enumerable.Range(0, step.Others.Count + 1).Select(input => $"float* {InputName(input)}, ")) + "float* output" + (step.WeightsOffset is null ? "" : ", float* weights") + (step.ScratchLength > 0 ? ", float* scratch" : "")
            + (step.ReadsFileOrder ? ", bool channelsFirst" : "") + (step.IsDivided ? ", int part, int parts" : "");

    /// <summary>What the pointer to a step's first input, or to a further one, is called.</summary>
    internal static string InputName(int input) => input == 0 ? "input" : $"input{input}";

    private static void EmitBody(SourceWriter writer, Step step)
    {
        switch (step)
        {
            case PoolStep pool:
                PoolEmitter.Emit(writer, pool);
                break;
            case SoftmaxStep softmax:
                SoftmaxEmitter.Emit(writer, softmax);
                break;
            case LocalResponseNormStep norm:
                LocalResponseNormEmitter.Emit(writer, norm);
                break;
            case MaxoutStep maxout:
                MaxoutEmitter.Emit(writer, maxout);
                break;
            case ZeroPadStep pads:
                CopyEmitter.Emit(writer, pads);
                break;
            case CropStep crop:
                CopyEmitter.Emit(writer, crop);
                break;
            case UpSampleStep larger:
                CopyEmitter.Emit(writer, larger);
                break;
            case ShuffleStep shuffle:
                CopyEmitter.Emit(writer, shuffle);
                break;
            case PixelShuffleStep squares:
                CopyEmitter.Emit(writer, squares);
                break;
            case SliceStep slice:
                CopyEmitter.Emit(writer, slice);
                break;
            case ReshapeStep reshape:
                CopyEmitter.Emit(writer, reshape);
                break;
            case RepeatStep repeat:
                CopyEmitter.Emit(writer, repeat);
                break;
            case PReLUStep slopes:
                PReLUEmitter.Emit(writer, slopes);
                break;
            case ElementwiseStep join:
                ElementwiseEmitter.Emit(writer, join);
                break;
            case PrepareStep prepare:
                PrepareEmitter.Emit(writer, prepare);
                break;
            case CopyStep copy:
                CopyEmitter.Emit(writer, copy);
                break;
        }
    }

    internal static void EmitHalo(SourceWriter writer, Tensor output)
    {
        if (output.Halo is { IsPadding: true } halo)
        {
            writer.Write("\n// The padding of the layer that reads the output.");
            writer.Write(
                $"{GeneratedFile.Runtime}.Border.Fill({Expressions.Offset("output", output.Offset - output.Origin)}, {output.Shape.Height}, {output.Shape.Width}, "
                + $"{output.PixelStride}, {halo.Top}, {halo.Bottom}, {halo.Left}, {halo.Right}, {SourceWriter.Literal(halo.Value)});");
        }
    }

    internal static void EmitSweep(SourceWriter writer, Step step)
    {
        if (!step.Swept.Any())
        {
            return;
        }

        writer.Write($"// {string.Join(", then ", step.Swept.Select(function => function.Kind))}.");
        using (writer.Loop("y", step.Output.SweepRows))
        using (writer.Open($"for (int i = 0; i < {step.Output.SweepLength}; i += {Tensor.Lanes})"))
        {
            writer.Write($"float* numbers = output{SourceWriter.Times("y", step.Output.SweepRows, step.Output.RowStride)} + i;");
            writer.Write($"{Expressions.VectorOfFloat} x = {Expressions.Vector}.Load(numbers);");
            writer.Write($"{Expressions.Vector}.Store({Expressions.Apply(step.Swept, "x")}, numbers);");
        }
    }

    /// <summary>A step reads from its input's halo on, which is as wide as its padding, and writes inside its output's.</summary>
    private static string Address(Tensor tensor, int offset) => tensor.Storage switch
    {
        Storage.Input => "input",
        Storage.Output => "output",
        _ => Expressions.Offset("arena", offset),
    };
}
