using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>One method of the generated code: reads a tensor, writes a tensor.</summary>
/// <param name="Layer">The layer that it computes, as the user named it; what it is for, where it is no layer.</param>
/// <param name="Functions">Applied to each number of the output.</param>
internal abstract record Step(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions)
{
    /// <summary>The name of its method; empty until the planner gives it one, which steps of the same <see cref="MethodKey"/> share.</summary>
    public string Method { get; init; } = "";

    /// <summary>The algorithm, in a few words.</summary>
    public abstract string Algorithm { get; }

    /// <summary>The kinds of machines that it has a form of its own for; none, where one form serves all.</summary>
    public virtual IEnumerable<Target> Targets => [];

    /// <summary>Whether it has a form of its own for each kind of machine.</summary>
    public bool HasVariants => Targets.Any();

    /// <summary>The tensors that it reads beside the first.</summary>
    public EquatableArray<Tensor> Others { get; init; }

    /// <summary>All tensors that it reads.</summary>
    public IEnumerable<Tensor> Inputs => Others.Prepend(Input);

    /// <summary>The step with its tensors and its own memory in their places.</summary>
    public Step At(IReadOnlyList<Tensor> inputs, Tensor output, int scratch)
        => this with { Input = inputs[0], Others = inputs.Skip(1).ToEquatableArray(), Output = output, ScratchOffset = scratch };

    /// <summary>The first float that it reads.</summary>
    public virtual int InputStart => Input.Origin;

    /// <summary>Where the weights that it reads begin; null where it reads none.</summary>
    public virtual int? WeightsOffset => null;

    /// <summary>Whether it has to know in which order the weights file's framework counts a map's numbers.</summary>
    public virtual bool ReadsFileOrder => false;

    /// <summary>The weights of the layers that it computes.</summary>
    public virtual IEnumerable<PackedWeights> AllWeights => [];

    /// <summary>What each layer's packed weights take.</summary>
    public virtual IEnumerable<(string Layer, long Bytes)> WeightBytes
        => AllWeights.Select(packed => (packed.Layer, sizeof(float) * (long)(packed.End - packed.Offset)));

    /// <summary>Bytes of the arena that it writes: its output, where that lies there, and what it keeps to itself.</summary>
    public long BufferBytes
        => sizeof(float) * (ScratchLength + (Output.Storage != Storage.Arena ? 0 : Output.IsChannelView ? Output.Shape.Length : Output.Reserved));

    /// <summary>Floats of the arena that only this step uses.</summary>
    public virtual int ScratchLength => 0;

    /// <summary>Where they begin.</summary>
    public int ScratchOffset { get; init; }

    /// <summary>Functions applied while the numbers are still in registers: those that cost a few instructions.</summary>
    public IEnumerable<Function> Fused => Functions.TakeWhile(function => KeepsInRegisters && function.IsCheap);

    /// <summary>Functions applied in a sweep over the finished output: inlining an exponential per accumulator would swell the method.</summary>
    public IEnumerable<Function> Swept => Functions.Skip(Fused.Count());

    /// <summary>Whether the step has its results in vector registers before it stores them.</summary>
    protected virtual bool KeepsInRegisters => true;

    /// <summary>How a target's form is cut into tiles; empty where it is not.</summary>
    public virtual string TileText(Target target) => "";

    /// <summary>A remark on a target's form that explains what may surprise its reader; null where there is none.</summary>
    public virtual string? NoteFor(Target target) => null;

    /// <summary>The estimated cycles of a target: for a step that moves and compares, its loads and stores.</summary>
    public virtual double Cycles(Target target) => CostModel.Pass(Input.Shape.Length / (double)target.Lanes, 0, Output.Shape.Length / (double)target.Lanes);

    /// <summary>The same as a time, in microseconds.</summary>
    public double Microseconds(Target target) => CostModel.Microseconds(Cycles(target));

    /// <summary>Whether something is done to the finished output: a sweep over it, or its padding. Of a divided step, once for all parts.</summary>
    public bool HasEnd => Swept.Any() || Output.Halo.IsPadding;

    /// <summary>Whether its method can compute a part of its units, so that several cores share it.</summary>
    public virtual bool CanBeDivided => false;

    /// <summary>How it is cut into parts.</summary>
    public virtual ParallelSplit SplitFor(Target target) => default;

    /// <summary>Cycles of what each part computes for itself, where it is divided.</summary>
    public virtual double RepeatedCycles(Target target) => 0;

    /// <summary>Cores that it is worth sharing between; 1 where it is not divided. See <see cref="ParallelPlan"/>.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Whether its method takes a part: a step of the method is divided.</summary>
    public bool IsDivided { get; init; }

    /// <summary>Multiplications with a weight, as the layer has them.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>The step without its names and places: steps that are equal in this share a method.</summary>
    public virtual Step MethodKey => this with
    {
        Layer = "",
        Method = "",
        Input = Input.Anywhere,
        Others = Others.Select(tensor => tensor.Anywhere).ToEquatableArray(),
        Output = Output.Anywhere,
        ScratchOffset = 0,
        Cores = 1,
    };

    /// <summary>The algorithm and the functions after it.</summary>
    public string Description => $"{Algorithm}{string.Concat(Functions.Select(function => $", {function.Kind}"))}";

    public sealed override string ToString() => $"{Method}: {Description}; {Flow}";

    /// <summary>What it reads and writes.</summary>
    public string Flow => $"{string.Join(" and ", Inputs)} -> {Output}";
}
