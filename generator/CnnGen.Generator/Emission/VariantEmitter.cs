using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a step that has a form for each kind of machine: the choice between them, and each of them.</summary>
internal static class VariantEmitter
{
    private const string Inline =
        "[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>The emitter of each kind of step, and that of the further methods that its variant calls.</summary>
    private static readonly Dictionary<Type, (Emitter Body, Emitter? Methods)> _emitters = new()
    {
        [typeof(ProductStep)] = ((writer, step, target, _) => ProductEmitter.Emit(writer, (ProductStep)step, target), null),
        [typeof(DepthwiseStep)] = ((writer, step, target, _) => DepthwiseEmitter.Emit(writer, (DepthwiseStep)step, target), null),
        [typeof(RowStripStep)] = (
            (writer, step, target, method) => RowStripEmitter.Emit(writer, (RowStripStep)step, method),
            (writer, step, target, method) => RowStripEmitter.EmitProducts(writer, (RowStripStep)step, target, method)),
        [typeof(TransposedStep)] = (
            (writer, step, target, _) => TransposedEmitter.Emit(writer, (TransposedStep)step, target),
            (writer, step, target, _) => TransposedEmitter.EmitProducts(writer, (TransposedStep)step, target)),
        [typeof(WinogradStep)] = (
            (writer, step, target, method) => WinogradEmitter.Emit(writer, (WinogradStep)step, target, method),
            (writer, step, target, method) => WinogradEmitter.EmitProducts(writer, (WinogradStep)step, target, method)),
    };

    private delegate void Emitter(SourceWriter writer, Step step, Target target, string method);

    public static bool Writes(Type step) => _emitters.ContainsKey(step);

    /// <summary>Chooses the machine's form, by a condition that the JIT knows, and does what is the same for all.</summary>
    public static void EmitDispatch(SourceWriter writer, Step step)
    {
        writer.Write(Inline);
        using (writer.Open($"internal static void {step.Method}({StepEmitter.Parameters(step)})"))
        {
            using (step.IsDivided ? writer.Open("if (part.HasUnits)") : default)
            {
                EmitChoice(writer, step);
            }

            bool ends = step.Swept.Any() || step.Output.Halo.IsPadding;
            if (step.IsDivided && ends)
            {
                writer.Write("\n// Several parts are completed by a call of their own.");
            }

            using (step.IsDivided && ends ? writer.Open("if (part.Completes)") : default)
            {
                if (step.Swept.Any())
                {
                    writer.Write($"{(step.IsDivided ? "" : "\n")}{step.Method}Sweep(output);");
                }

                StepEmitter.EmitHalo(writer, step.Output);
            }
        }

        if (step.Swept.Any())
        {
            writer.Write();
            using (StepEmitter.OpenMethod(writer, $"{step.Method}Sweep", "float* output"))
            {
                StepEmitter.EmitSweep(writer, step);
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
                : $"{(i == 0 ? "" : "else ")}if ({GeneratedFile.Intrinsics}.{targets[i].Name}.IsHardwareAccelerated)";
            using (writer.Open(condition))
            {
                writer.Write($"{step.Method}{targets[i].Name}({Arguments(step)});");
            }
        }
    }

    /// <summary>The form of one kind of machine.</summary>
    public static void Emit(SourceWriter writer, Step step, Target target)
    {
        string method = $"{step.Method}{target.Name}";
        if (!_emitters.TryGetValue(step.GetType(), out (Emitter Body, Emitter? Methods) emitters))
        {
            throw new NotSupportedException($"No emitter writes a {step.GetType().Name}.");
        }

        writer.Write($"\n// {step.TileText(target)}; {StepEmitter.Estimate(step, target)}");
        using (StepEmitter.OpenMethod(writer, method, StepEmitter.Parameters(step)))
        {
            if (step.IsDivided)
            {
                int units = step.SplitFor(target).Count;
                writer.Write($"int first = part.First({units});\nint end = part.End({units});");
            }

            emitters.Body(writer, step, target, method);
        }

        emitters.Methods?.Invoke(writer, step, target, method);
    }

    private static string Arguments(Step step) => StepEmitter.Parameters(step).Replace("float* ", "").Replace("int ", "").Replace($"{StepEmitter.Part} ", "");
}
