using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>All that was decided about a network. Emission writes it down.</summary>
/// <param name="Steps">In the order in which they run; empty where the network has faults.</param>
/// <param name="Stages">Methods that several steps call.</param>
/// <param name="Weights">Packed one after the other in this order.</param>
/// <param name="WeightsLength">Floats.</param>
/// <param name="ArenaLength">Floats of scratch memory a thread needs.</param>
/// <param name="Traces">Where each layer's output is, in the order of the steps.</param>
/// <param name="NotMaterialized">The layers, from 0, whose outputs are in no memory at any time.</param>
/// <param name="LeastArena">Floats of the largest set of tensors that must be alive together.</param>
internal sealed record NetworkPlan(
    ShapedNetwork Network,
    EquatableArray<Step> Steps,
    EquatableArray<WinogradStage> Stages,
    EquatableArray<PackedWeights> Weights,
    int WeightsLength,
    int ArenaLength,
    int LeastArena,
    EquatableArray<Trace> Traces,
    EquatableArray<int> NotMaterialized)
{
    /// <summary>Whether there is anything to run: a network with faults has members that throw.</summary>
    public bool IsRunnable => Steps.Count > 0;

    /// <summary>Whether the project's version of C# is too old for generated code: nothing runs, and members are written as C# always had them.</summary>
    public bool IsOldLanguage { get; init; }

    /// <summary>Bytes of scratch memory a thread needs.</summary>
    public long ArenaBytes => sizeof(float) * (long)ArenaLength;

    /// <summary>Bytes of the packed weights.</summary>
    public long WeightBytes => sizeof(float) * (long)WeightsLength;

    /// <summary>A step of each method: layers that are alike in all but their weights share one.</summary>
    public IEnumerable<Step> Kernels => Steps.GroupBy(step => step.Method).Select(alike => alike.First());

    /// <summary>
    /// The step that may read bytes from the caller's span instead of floats: the first, where it alone reads the span, and only to fill a
    /// buffer; null where there is none.
    /// </summary>
    public PrepareStep? BytesStep => PrepareStep.Of(Steps[0]) is { } first && Steps.Skip(1).All(step => step.Inputs.All(input => input.Storage != Storage.Input)) ? first : null;

    /// <summary>Whether what is computed apart from Forward needs the weights as the file has them, or the file's order.</summary>
    public bool TracesWeights => NotMaterialized.Any(layer => Network.Layers[layer].Operation is { Parameters: > 0 } or { HangsOnOrder: true });

    /// <summary>For each layer the step after which its output is there. A layer without memory of its own is computed with what reads it.</summary>
    public int[] StepsOfLayers()
    {
        if (!IsRunnable)
        {
            return [];
        }

        // What the last layer only hands on, the last step copies.
        int[] steps = [.. Network.Layers.Select(_ => int.MaxValue)];
        steps[steps.Length - 1] = Steps.Count - 1;
        foreach (Trace trace in Traces)
        {
            steps[trace.Layer] = trace.Step;
        }

        for (int layer = steps.Length - 1; layer >= 0; layer--)
        {
            foreach (int read in Network.Layers[layer].Reads.Where(read => read > 0))
            {
                steps[read - 1] = Math.Min(steps[read - 1], steps[layer]);
            }
        }

        return steps;
    }

    public static NetworkPlan Refused(ShapedNetwork network)
        => new(network, EquatableArray<Step>.Empty, EquatableArray<WinogradStage>.Empty, EquatableArray<PackedWeights>.Empty, 0, 0, 0, EquatableArray<Trace>.Empty, EquatableArray<int>.Empty);
}
