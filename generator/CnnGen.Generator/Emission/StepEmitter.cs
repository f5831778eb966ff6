using System.Globalization;
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

    /// <summary>Has the JIT compile a method once, at its best.</summary>
    public const string Optimize =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    private const string Inline =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    public static string Emit(TypeDeclaration type, Step step) => GeneratedFile.Write(type, writer =>
    {
        using (writer.Open("private static unsafe partial class Kernels"))
        {
            writer.Write($"// {step.Description}\n// reads  {step.Input.Layout}\n// writes {step.Output.Layout}{(step.Targets.Any() ? "" : $"\n// {Estimate(step, Target.Vector256)}")}");
            if (step.Targets.Any())
            {
                EmitDispatch(writer, step);
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

            foreach (Target target in step.Targets)
            {
                EmitForm(writer, step, target);
            }
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
        string weights = step.WeightsOffset is { } offset ? $", {Offset("weights", offset)}" : "";
        string own = step.ScratchLength > 0 ? $", {Offset(scratch, step.ScratchOffset)}" : "";
        string parts = step.IsDivided ? $", {part}" : "";
        return $"Kernels.{step.Method}({Address(step.Input, step.InputStart)}, {Address(step.Output, step.Output.Origin)}{weights}{own}{parts});";
    }

    /// <summary>The functions that are applied in registers, around an expression.</summary>
    public static string Fused(Step step, string sum) => Apply(step.Fused, sum);

    /// <summary>Functions around an expression.</summary>
    public static string Apply(IEnumerable<Function> functions, string x) => functions.Aggregate(x, Apply);

    /// <summary>A pointer to the pixel at y and x.</summary>
    public static string PixelPointer(string name, string tensor, ChannelStep step, Tensor layout)
        => $"float* {name} = {tensor}{SourceWriter.Times("y", step.Height, layout.RowStride)}{SourceWriter.Times("x", step.Width, layout.PixelStride)};";

    /// <summary>The largest of some expressions.</summary>
    public static string Largest(string type, IReadOnlyList<string> sums)
        => sums.Count == 1
            ? sums[0]
            : $"{type}.MaxNative({Largest(type, [.. sums.Take(sums.Count / 2)])}, {Largest(type, [.. sums.Skip(sums.Count / 2)])})";

    private static string Estimate(Step step, Target target)
        => $"estimated {CostModel.Microseconds(step.Cycles(target)).ToString("0.00", CultureInfo.InvariantCulture)} us at 3 GHz";

    private static string Parameters(Step step)
        => "float* input, float* output" + (step.WeightsOffset is null ? "" : ", float* weights") + (step.ScratchLength > 0 ? ", float* scratch" : "")
            + (step.IsDivided ? ", int part, int parts" : "");

    private static string Arguments(Step step) => Parameters(step).Replace("float* ", "").Replace("int ", "");

    /// <summary>Chooses the machine's form, by a condition that the JIT knows, and does what is the same for all.</summary>
    private static void EmitDispatch(SourceWriter writer, Step step)
    {
        writer.Write(Inline);
        using (writer.Open($"internal static void {step.Method}({Parameters(step)})"))
        {
            using (step.IsDivided ? writer.Open("if (parts > 0)") : default)
            {
                EmitChoice(writer, step);
            }

            bool ends = step.Swept.Any() || step.Output.Halo.IsPadding;
            if (step.IsDivided && ends)
            {
                writer.Write("\n// Several parts are ended by a call of their own, with parts = 0.");
            }

            using (step.IsDivided && ends ? writer.Open("if (parts < 2)") : default)
            {
                if (step.Swept.Any())
                {
                    writer.Write($"{(step.IsDivided ? "" : "\n")}{step.Method}Sweep(output);");
                }

                EmitHalo(writer, step.Output);
            }
        }

        if (step.Swept.Any())
        {
            writer.Write();
            using (OpenMethod(writer, $"{step.Method}Sweep", "float* output"))
            {
                EmitSweep(writer, step);
            }
        }
    }

    private static void EmitChoice(SourceWriter writer, Step step)
    {
        Target[] targets = [.. step.Targets];
        for (int i = 0; i < targets.Length; i++)
        {
            string condition = i == targets.Length - 1
                ? "else"
                : $"{(i == 0 ? "" : "else ")}if ({GeneratedFile.Intrinsics}::{targets[i].Name}.IsHardwareAccelerated)";
            using (writer.Open(condition))
            {
                writer.Write($"{step.Method}{targets[i].Name}({Arguments(step)});");
            }
        }
    }

    private static void EmitForm(SourceWriter writer, Step step, Target target)
    {
        string method = $"{step.Method}{target.Name}";
        writer.Write($"\n// {step.TileText(target)}; {Estimate(step, target)}");
        using (OpenMethod(writer, method, Parameters(step)))
        {
            if (step.IsDivided)
            {
                int units = step.DivisionFor(target).Count;
                writer.Write($"int first = part * {units} / parts;\nint end = (part + 1) * {units} / parts;");
            }

            switch (step)
            {
                case ProductStep product:
                    ProductEmitter.Emit(writer, product, target);
                    break;
                case StripStep strips:
                    StripEmitter.Emit(writer, strips, method);
                    break;
                case DepthwiseStep depthwise:
                    DepthwiseEmitter.Emit(writer, depthwise, target);
                    break;
                case WinogradStep winograd:
                    WinogradEmitter.Emit(writer, winograd, target, method);
                    break;
            }
        }

        if (step is StripStep joined)
        {
            StripEmitter.EmitProducts(writer, joined, target, method);
        }
        else if (step is WinogradStep tiles)
        {
            WinogradEmitter.EmitProducts(writer, tiles, target, method);
        }
    }

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
            case UpSampleStep larger:
                CopyEmitter.Emit(writer, larger);
                break;
            case RepeatStep repeat:
                CopyEmitter.Emit(writer, repeat);
                break;
            case PReLUStep slopes:
                PReLUEmitter.Emit(writer, slopes);
                break;
            case CopyStep copy:
                CopyEmitter.Emit(writer, copy);
                break;
        }
    }

    private static void EmitHalo(SourceWriter writer, Tensor output)
    {
        if (output.Halo is { IsPadding: true } halo)
        {
            writer.Write("\n// The padding of the layer that reads the output.");
            writer.Write(
                $"{GeneratedFile.Runtime}::Border.Fill({Offset("output", output.Offset - output.Origin)}, {output.Shape.Height}, {output.Shape.Width}, "
                + $"{output.PixelStride}, {halo.Top}, {halo.Bottom}, {halo.Left}, {halo.Right}, {SourceWriter.Literal(halo.Value)});");
        }
    }

    private static void EmitSweep(SourceWriter writer, Step step)
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
            writer.Write($"{VectorOfFloat} x = {Vector}.Load(numbers);");
            writer.Write($"{Vector}.Store({Apply(step.Swept, "x")}, numbers);");
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
