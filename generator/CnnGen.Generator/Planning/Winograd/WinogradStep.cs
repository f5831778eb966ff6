using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A convolution by <see cref="Planning.Winograd"/>'s tiles.</summary>
/// <param name="BlockRows">Rows of tiles that are computed together.</param>
/// <param name="Variants">How a plane's product is cut, for each target.</param>
internal sealed record WinogradStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PackedWeights Weights,
    Pool? Pool,
    Winograd Tiles,
    int BlockRows,
    EquatableArray<ProductVariant> Variants) : WeightedStep(Layer, Input, Output, Functions, Weights, Pool)
{
    /// <summary>Planes that lie a whole number of pages apart would all fall into the same few sets of the first cache.</summary>
    private const int PlanePadding = 16;

    /// <summary>The methods that transform its patches, and its sums.</summary>
    public PatchStage Patches { get; init; } = new("", Tiles.OutputSide);

    public TileStage OutputTiles { get; init; } = new("", Tiles.OutputSide, false, false, EquatableArray<Function>.Empty);

    public int BlockTiles => BlockRows * Tiles.TilesWide;

    public int Blocks => Tiles.TilesHigh / BlockRows;

    public int InputChannels => Tensor.WholeVectors(WeightedSum.Input.Channels);

    public int OutputChannels => Tensor.WholeVectors(WeightedSum.Output.Channels);

    /// <summary>Floats between two planes of the transformed input.</summary>
    public int PatchPlane => ArenaPlanner.Align(BlockTiles * InputChannels) + PlanePadding;

    /// <summary>Floats between two planes of the products.</summary>
    public int SumPlane => ArenaPlanner.Align(BlockTiles * OutputChannels) + PlanePadding;

    public int SumsOffset => Tiles.Planes * PatchPlane;

    /// <summary>Pixels of a stored tile's side.</summary>
    public int StoredSide => Tiles.OutputSide / (Pool?.Window.Rows.Kernel ?? 1);

    public override int ScratchLength => Tiles.Planes * (PatchPlane + SumPlane);

    public override int InputStart => Input.StartFor(WeightedSum.Window);

    public override string Algorithm => $"Winograd F({Tiles.OutputSide}x{Tiles.OutputSide},3x3){PoolText}";

    public override string TileText(Target target) => $"{VariantFor(target).Tile}, {VariantFor(target).Reduction.BodyText}";

    public override double Cycles(Target target) => VariantFor(target).Cycles;

    public override ParallelSplit SplitFor(Target target) => ParallelSplit.Of(Blocks, VariantFor(target).ChannelRuns[0].Count);

    /// <summary>By channels, each part transforms the patches for itself.</summary>
    public override double RepeatedCycles(Target target) => SplitFor(target).Axis == SplitAxis.Channels ? Tiles.PatchCycles(WeightedSum, target) : 0;

    public bool IsDividedByChannels(Target target) => IsDivided && SplitFor(target).Axis == SplitAxis.Channels;

    public ProductVariant VariantFor(Target target) => Variants.First(variant => variant.Target == target);

    public static WinogradStep Plan(Node node, Tensor input, Tensor output, int weightsOffset, TileSearch search)
    {
        WeightedSum weighted = (WeightedSum)node.Operation;
        Winograd tiles = Winograd.Of(weighted, node.WinogradSide);
        int blockRows = tiles.RowsOfBlock();
        TileArea area = Winograd.ProductArea(weighted, blockRows * tiles.TilesWide);
        EquatableArray<ProductVariant> variants = Target.All.Select(target => VariantOf(area, target, search.Choose(area, target).Tile, tiles.Cycles(weighted, target, node.WeightsIn, search))).ToEquatableArray();
        PackedWeights weights = PackedWeights.Place(node, node.WinogradSide, variants.Select(variant => variant.BlockChannels), weightsOffset);
        return new WinogradStep(node.Layer, input, output, node.Functions, weights, node.FusedPool, tiles, blockRows, variants);
    }

    private static ProductVariant VariantOf(TileArea area, Target target, Tile tile, double cycles)
    {
        Tensor patches = Tensor.Compact(Storage.Arena, Shape.Map(1, 1, (int)area.Reduction));
        EquatableArray<Run> columns = new Runs(area.Columns, tile.Columns).ToEquatableArray();
        EquatableArray<ChannelRun> channels = ProductPlanner.Channels(area.Channels, tile.Vectors * target.Lanes);
        int[] bodies = [.. from run in channels from column in columns select target.Cut(run.Channels).Sum(vector => vector.Count) * column.Size];
        EquatableArray<Run> rows = new[] { new Run(1, 1) }.ToEquatableArray();
        return new ProductVariant(target, tile, rows, columns, channels, Reduction.Of(Window.Point, patches, bodies, target, readsOnce: false), cycles);
    }
}
