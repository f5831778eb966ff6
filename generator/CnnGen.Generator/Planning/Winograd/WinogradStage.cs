using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// A transform of Winograd's method, for tensors of any size: a method that all layers share which transform alike, so that it is
/// written, and compiled, once.
/// </summary>
/// <param name="Method">The method's name.</param>
/// <param name="OutputSide">Pixels of an output tile's side.</param>
internal abstract record WinogradStage(string Method, int OutputSide)
{
    public int PatchSide => OutputSide + 2;

    /// <summary>The transform in one dimension, which is applied down each column and then along each row.</summary>
    public abstract EquatableArray<TransformLine> Transform { get; }
}

/// <summary>Patches of a map into planes.</summary>
internal sealed record PatchStage(string Method, int OutputSide) : WinogradStage(Method, OutputSide)
{
    public override EquatableArray<TransformLine> Transform => WinogradTransform.For(OutputSide).Into;
}

/// <summary>Sums out of planes into tiles of a map, with what is done to them before they are stored.</summary>
/// <param name="Pools">Whether the largest of each 2x2 is taken.</param>
/// <param name="UseBias">Whether biases are added.</param>
/// <param name="Fused">Functions that are applied.</param>
internal sealed record TileStage(string Method, int OutputSide, bool Pools, bool UseBias, EquatableArray<Function> Fused) : WinogradStage(Method, OutputSide)
{
    public override EquatableArray<TransformLine> Transform => WinogradTransform.For(OutputSide).OutOf;

    public int StoredSide => Pools ? OutputSide / 2 : OutputSide;
}

/// <summary>Finds the stages that a network's steps share.</summary>
internal sealed class WinogradStages(MemberNames methods)
{
    private readonly List<WinogradStage> _stages = [];

    public IReadOnlyList<WinogradStage> All => _stages;

    public WinogradStep Give(WinogradStep step)
    {
        int side = step.Tiles.OutputSide;
        return step with
        {
            Patches = Find(new PatchStage("", side), $"winograd{side}-patches"),
            OutputTiles = Find(new TileStage("", side, step.Pool is not null, step.Weights.UseBias, step.Fused.ToEquatableArray()), $"winograd{side}-tiles"),
        };
    }

    private T Find<T>(T stage, string name)
        where T : WinogradStage
    {
        if (_stages.OfType<T>().FirstOrDefault(other => other with { Method = "" } == stage) is { } known)
        {
            return known;
        }

        T named = stage with { Method = methods.Next(name) };
        _stages.Add(named);
        return named;
    }
}
