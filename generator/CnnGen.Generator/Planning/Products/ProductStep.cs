using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Blocks of output channels that a tile is as wide as: <paramref name="Count"/> of <paramref name="Channels"/>.</summary>
/// <param name="First">The first block's first channel.</param>
internal readonly record struct ChannelRun(int First, int Count, int Channels);

/// <summary>How a product is computed on one kind of machine.</summary>
/// <param name="RowRuns">How the rows are cut into tiles.</param>
/// <param name="ColumnRuns">How a row is cut.</param>
/// <param name="ChannelRuns">How the output channels are cut.</param>
/// <param name="Cycles">The estimated cycles.</param>
internal sealed record ProductVariant(
    Target Target,
    Tile Tile,
    EquatableArray<Run> RowRuns,
    EquatableArray<Run> ColumnRuns,
    EquatableArray<ChannelRun> ChannelRuns,
    Reduction Reduction,
    double Cycles)
{
    public ParallelSplit ParallelSplit => ParallelSplit.Of(RowRuns[0].Count, ChannelRuns[0].Count);

    /// <summary>The vectors of a tile's output channels: each one's first channel and lanes.</summary>
    public IReadOnlyList<(int Channel, int Lanes)> VectorsOf(int channels) =>
    [
        .. from run in Target.Cut(channels)
           from index in Enumerable.Range(0, run.Count)
           select (run.First + (index * run.Lanes), run.Lanes),
    ];

    /// <summary>Whether no tile of a row follows those of a run, which is one tile: then nothing has to be moved to the next.</summary>
    public bool IsLastTile(int run) => run == ColumnRuns.Count - 1 && ColumnRuns[run].Count == 1;

    /// <summary>How the sums of a tile are computed.</summary>
    public TileSums SumsOf(int pixels, int channels) => new(pixels, Target.Cut(channels).Sum(run => run.Count), Reduction.Body.Count);

    /// <summary>Channels of a block; the last may be narrower.</summary>
    public int BlockChannels => ChannelRuns[0].Channels;
}

/// <summary>A step that has weights.</summary>
internal abstract record WeightedStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, PackedWeights Weights, Pool? Pool)
    : Step(Layer, Input, Output, Functions)
{
    public WeightedSum WeightedSum => Weights.WeightedSum;

    public sealed override int? WeightsOffset => Weights.Offset;

    public sealed override IEnumerable<PackedWeights> AllWeights => [Weights];

    /// <summary>Whether it is a part of another step, which calls it.</summary>
    public bool IsInlined { get; init; }

    public sealed override IEnumerable<Target> Targets => Target.All;

    /// <summary>Not where each position has a kernel of its own: those are reached sequentially, one per position.</summary>
    public sealed override bool CanBeDivided => !IsInlined && WeightedSum.WeightKind != WeightKind.LocallyConnected;

    public sealed override Step MethodKey => (WeightedStep)base.MethodKey with { Weights = Weights.AtStart };

    public sealed override long MultiplyAdds => WeightedSum.MultiplyAdds;

    public sealed override string? NoteFor(Target target)
    {
        int channels = Weights.Slices?.Width ?? Weights.PaddedOutputs;
        return channels >= target.Lanes ? null : $"uses {Tensor.Lanes * 32}-bit vectors, because {channels} channels do not fill one of {target.Lanes * 32} bits";
    }

    /// <summary>The pool that is taken of the results while they are in registers: it costs no pass over memory.</summary>
    protected string PoolText => Pool is null ? "" : $", max of {Pool.Window.Rows.Kernel}x{Pool.Window.Columns.Kernel} in registers";

    protected string WindowText => WeightedSum.WeightKind switch
    {
        WeightKind.Dense => "dense",
        WeightKind.LocallyConnected => $"locally connected {WeightedSum.Window.Rows.Kernel}x{WeightedSum.Window.Columns.Kernel}",
        _ => $"{WeightedSum.Window.Rows.Kernel}x{WeightedSum.Window.Columns.Kernel}",
    };
}

/// <summary>A product of weights and a window, computed directly, tile by tile.</summary>
/// <param name="Variants">One for each target, in the order of <see cref="Target.All"/>.</param>
internal sealed record ProductStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PackedWeights Weights,
    Pool? Pool,
    EquatableArray<ProductVariant> Variants) : WeightedStep(Layer, Input, Output, Functions, Weights, Pool)
{
    /// <summary>Floats of the input between two rows of the sums.</summary>
    public int RowStep => WeightedSum.Window.Rows.Stride * Input.RowStride;

    /// <summary>Floats of the input between two pixels of the sums.</summary>
    public int PixelStep => WeightedSum.Window.Columns.Stride * Input.PixelStride;

    /// <summary>Rows and columns of the sums that one output is pooled from.</summary>
    public int PoolRows => Pool?.Window.Rows.Kernel ?? 1;

    public int PoolColumns => Pool?.Window.Columns.Kernel ?? 1;

    /// <summary>Channels of a block that are the output's: behind a group's last begin the next one's.</summary>
    public int StoredChannels(ChannelRun block)
        => Slices is { } slices && block.Count == 1 ? Math.Min(block.Channels, slices.Outputs - block.First) : block.Channels;

    /// <summary>Whether each position has a kernel of its own.</summary>
    public bool KernelPerPosition => WeightedSum.WeightKind == WeightKind.LocallyConnected;

    public override int InputStart => Input.StartFor(WeightedSum.Window);

    /// <summary>The groups of a grouped convolution; null where there are none.</summary>
    public ChannelSlices? Slices => Weights.Slices;

    public int GroupCount => Slices?.Groups ?? 1;

    public override string Algorithm => $"{(WeightedSum.WeightKind == WeightKind.Convolution ? "direct " : "")}{WindowText}{GroupsText}{PoolText}";

    public override string TileText(Target target) => $"{VariantFor(target).Tile}, {VariantFor(target).Reduction.BodyText}";

    public override double Cycles(Target target) => GroupCount * VariantFor(target).Cycles;

    public override ParallelSplit SplitFor(Target target) => VariantFor(target).ParallelSplit;

    private string GroupsText => Slices is null ? "" : $" of {Slices.Groups} groups, one after the other";

    public ProductVariant VariantFor(Target target) => Variants.First(variant => variant.Target == target);
}
