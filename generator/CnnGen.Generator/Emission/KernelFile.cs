using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Emission;

/// <summary>
/// A generated file of kernels: all that its text depends on, and nothing else. While one types, the files that are equal to those before
/// are not written again.
/// </summary>
/// <param name="Method">The method that the file is called after.</param>
internal abstract record KernelFile(TypeDeclaration Type, string Method)
{
    /// <exception cref="OperationCanceledException">The user typed on, and nobody waits for the file.</exception>
    public abstract string Write(CancellationToken cancellation);

    /// <summary>A file for each kernel of a network. Where tensors and weights lie is said by the calls, in the network's other file.</summary>
    public static IEnumerable<KernelFile> Of(NetworkPlan plan)
    {
        TypeDeclaration type = plan.Network.Type.WithoutMembers();
        PrepareStep? bytes = plan.IsRunnable ? plan.BytesStep : null;
        foreach (Step step in plan.Kernels)
        {
            yield return new StepFile(type, Placeless(step), bytes?.Method == step.Method ? (PrepareStep)Placeless(bytes) : null);
        }

        foreach (WinogradStage stage in plan.Stages)
        {
            yield return new StageFile(type, stage);
        }

        static Step Placeless(Step step) => step.MethodKey with { Method = step.Method };
    }
}

/// <param name="Bytes">The same step where it may read bytes, too.</param>
internal sealed record StepFile(TypeDeclaration Type, Step Step, PrepareStep? Bytes) : KernelFile(Type, Step.Method)
{
    public override string Write(CancellationToken cancellation) => StepEmitter.Emit(Type, Step, Bytes, cancellation);
}

internal sealed record StageFile(TypeDeclaration Type, WinogradStage Stage) : KernelFile(Type, Stage.Method)
{
    public override string Write(CancellationToken cancellation) => WinogradStageEmitter.Emit(Type, Stage, cancellation);
}
