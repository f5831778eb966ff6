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
    public static string Emit(TypeDeclaration type, Step step, PrepareStep? bytes, CancellationToken cancellation) => GeneratedFile.WriteKernels(type, cancellation, writer =>
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

    /// <summary>The type that says which part of a step is computed: generated code has its loops' bounds from it, and does no arithmetic with parts itself.</summary>
    public const string Part = $"{GeneratedFile.Runtime}.Part";

    /// <summary>Opens a method that the JIT compiles once, at its best.</summary>
    public static SourceWriter.Block OpenMethod(SourceWriter writer, string name, string parameters, string access = "private")
    {
        writer.Write(Optimize);
        return writer.Open($"{access} static void {name}({parameters})");
    }

    /// <summary>The call of a step.</summary>
    /// <param name="scratch">The arena that its own memory is in: each core that shares a step has its own.</param>
    /// <param name="part">Which part of its work is done.</param>
    public static string Call(Step step, string scratch, string part)
    {
        string weights = step.WeightsOffset is { } offset ? $", {Expressions.Offset("weights", offset)}" : "";
        string own = step.ScratchLength > 0 ? $", {Expressions.Offset(scratch, step.ScratchOffset)}" : "";
        string ofPart = step.IsDivided ? $", {part}" : "";
        string order = step.ReadsFileOrder ? $", {GeneratedMembers.FileOrder}" : "";
        string others = string.Concat(step.Others.Select(other => $"{Address(other, other.Origin)}, "));
        return $"{GeneratedMembers.Kernels}.{step.Method}({Address(step.Input, step.InputStart)}, {others}{Address(step.Output, step.Output.Origin)}{weights}{own}{order}{ofPart});";
    }

    /// <summary>The call of the step that reads bytes.</summary>
    public static string CallOfBytes(PrepareStep step) => Call(step with { Method = MethodOfBytes(step) }, "arena", "");

    private static string MethodOfBytes(Step step) => $"{step.Method}Bytes";

    internal static string Estimate(Step step, Target target)
        => $"estimated {CostModel.Microseconds(step.Cycles(target)).ToString("0.00", CultureInfo.InvariantCulture)} us at 3 GHz";

    internal static string Parameters(Step step)
        => string.Concat(Enumerable.Range(0, step.Others.Count + 1).Select(input => $"float* {InputName(input)}, ")) + "float* output" + (step.WeightsOffset is null ? "" : ", float* weights") + (step.ScratchLength > 0 ? ", float* scratch" : "")
            + (step.ReadsFileOrder ? ", bool channelsFirst" : "") + (step.IsDivided ? $", {Part} part" : "");

    /// <summary>What the pointer to a step's first input, or to a further one, is called.</summary>
    internal static string InputName(int input) => input == 0 ? "input" : $"input{input}";

    /// <summary>The emitter of each kind of step; the kinds that have a variant for each target are <see cref="VariantEmitter"/>'s.</summary>
    private static readonly Dictionary<Type, Action<SourceWriter, Step>> _emitters = new()
    {
        [typeof(CallStep)] = (writer, step) => CopyEmitter.Emit(writer, (CallStep)step),
        [typeof(CopyStep)] = (writer, step) => CopyEmitter.Emit(writer, (CopyStep)step),
        [typeof(ElementwiseStep)] = (writer, step) => ElementwiseEmitter.Emit(writer, (ElementwiseStep)step),
        [typeof(LocalResponseNormStep)] = (writer, step) => LocalResponseNormEmitter.Emit(writer, (LocalResponseNormStep)step),
        [typeof(MaxoutStep)] = (writer, step) => MaxoutEmitter.Emit(writer, (MaxoutStep)step),
        [typeof(PoolStep)] = (writer, step) => PoolEmitter.Emit(writer, (PoolStep)step),
        [typeof(PReLUStep)] = (writer, step) => PReLUEmitter.Emit(writer, (PReLUStep)step),
        [typeof(PrepareStep)] = (writer, step) => PrepareEmitter.Emit(writer, (PrepareStep)step),
        [typeof(ReshapeStep)] = (writer, step) => CopyEmitter.Emit(writer, (ReshapeStep)step),
        [typeof(SoftmaxStep)] = (writer, step) => SoftmaxEmitter.Emit(writer, (SoftmaxStep)step),
    };

    /// <summary>Whether there is an emitter for a kind of step; tests ask for all kinds.</summary>
    public static bool Writes(Type step) => _emitters.ContainsKey(step) || VariantEmitter.Writes(step);

    private static void EmitBody(SourceWriter writer, Step step)
    {
        if (!_emitters.TryGetValue(step.GetType(), out Action<SourceWriter, Step> emit))
        {
            throw new NotSupportedException($"No emitter writes a {step.GetType().Name}.");
        }

        emit(writer, step);
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
