using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>Writes a step's method. Each kind of step has an emitter for its body.</summary>
internal static class StepEmitter
{
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

    /// <param name="bytes">The same step where it may read bytes, too.</param>
    public static string Emit(TypeDeclaration type, Step step, PrepareStep? bytes, CancellationToken cancellation) => GeneratedFile.WriteKernels(type, cancellation, writer =>
    {
        writer.Write($"""
            // {step.Description}
            // reads  {string.Join(" and ", step.Inputs.Select(Places))}
            // writes {Places(step.Output)}
            {(step.HasVariants ? null : $"// {KernelMethod.Estimate(step, Target.Vector256)}")}
            """);
        if (step.HasVariants)
        {
            VariantEmitter.Emit(writer, step);
        }
        else
        {
            EmitMethod(writer, step, step.Method, KernelMethod.Parameters(step));
        }

        if (bytes is not null)
        {
            writer.Write("\n// The same of bytes: each is its value / 255.");
            EmitMethod(writer, bytes, StepCalls.MethodOfBytes(bytes), [new Parameter("byte*", "input"), new Parameter("float*", "output")]);
        }
    });

    /// <summary>Whether there is an emitter for a kind of step; tests ask for all kinds.</summary>
    public static bool Writes(Type step) => _emitters.ContainsKey(step) || VariantEmitter.Writes(step);

    private static string Places(Tensor tensor) => tensor.Strides is { } strides ? $"{tensor.Layout}: {strides}" : tensor.Layout;

    private static void EmitMethod(SourceWriter writer, Step step, string method, IEnumerable<Parameter> parameters)
    {
        if (!_emitters.TryGetValue(step.GetType(), out Action<SourceWriter, Step> emit))
        {
            throw new NotSupportedException($"No emitter writes a {step.GetType().Name}.");
        }

        using (KernelMethod.Open(writer, method, parameters, "internal"))
        {
            emit(writer, step);
            KernelMethod.EmitSweep(writer, step);
            KernelMethod.EmitHalo(writer, step.Output);
        }
    }
}
