using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a step that has a variant for each kind of machine: the choice between them, and each of them.</summary>
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

    public static void Emit(SourceWriter writer, Step step)
    {
        if (!_emitters.TryGetValue(step.GetType(), out (Emitter Body, Emitter? Methods) emitters))
        {
            throw new NotSupportedException($"No emitter writes a {step.GetType().Name}.");
        }

        EmitDispatch(writer, step);
        foreach (Target target in step.Targets)
        {
            string method = MethodOf(step, target);
            writer.Write($"""

                // {step.TileText(target)}; {KernelMethod.Estimate(step, target)}
                {(step.NoteFor(target) is { } note ? $"// {note}" : null)}
                """);
            using (KernelMethod.Open(writer, method, KernelMethod.Parameters(step)))
            {
                writer.Write($"{(step.IsDivided ? Units(step.SplitFor(target).Count) : null)}");
                emitters.Body(writer, step, target, method);
            }

            emitters.Methods?.Invoke(writer, step, target, method);
        }
    }

    /// <summary>The method of a step's variant.</summary>
    private static string MethodOf(Step step, Target target) => $"{step.Method}{target.Name}";

    /// <summary>The units of a part: see <see cref="SourceWriter.PartLoop"/>.</summary>
    private static string Units(int units) => $"""
        int first = part.First({units});
        int end = part.End({units});
        """;

    /// <summary>Chooses the machine's variant, by a condition that the JIT knows, and does what is the same for all.</summary>
    private static void EmitDispatch(SourceWriter writer, Step step)
    {
        using (writer.Open($"""
            {Inline}
            internal static void {step.Method}({string.Join(", ", KernelMethod.Parameters(step))})
            """))
        {
            using (step.IsDivided ? writer.Open("if (part.HasUnits)") : default)
            {
                EmitChoice(writer, step);
            }

            if (step.IsDivided && step.HasEnd)
            {
                writer.Write("\n// Several parts are completed by a call of their own.");
            }

            using (step.IsDivided && step.HasEnd ? writer.Open("if (part.Completes)") : default)
            {
                if (step.Swept.Any())
                {
                    writer.Write($"{(step.IsDivided ? "" : "\n")}{SweepOf(step)}(output);");
                }

                KernelMethod.EmitHalo(writer, step.Output);
            }
        }

        if (step.Swept.Any())
        {
            writer.Write();
            using (KernelMethod.Open(writer, SweepOf(step), Parameter.Floats("output")))
            {
                KernelMethod.EmitSweep(writer, step);
            }
        }
    }

    private static string SweepOf(Step step) => $"{step.Method}Sweep";

    private static void EmitChoice(SourceWriter writer, Step step)
    {
        Target[] targets = [.. step.Targets];
        for (int i = 0; i < targets.Length; i++)
        {
            string condition = i == targets.Length - 1
                ? "else"
                : $"{(i == 0 ? "" : "else ")}if ({GeneratedFile.Intrinsics}.{targets[i].Name}.IsHardwareAccelerated)";
            writer.Write($$"""
                {{condition}}
                {
                    {{MethodOf(step, targets[i])}}({{KernelMethod.Arguments(step)}});
                }
                """);
        }
    }
}
