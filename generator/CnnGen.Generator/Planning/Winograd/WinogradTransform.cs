using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Planning;

/// <summary>A value that is read, and what it is multiplied by.</summary>
/// <param name="Operand">An input, <c>x0</c> the first, or an earlier line.</param>
internal readonly record struct TransformTerm(string Operand, int Factor);

/// <summary>A sum, from the first term to the last.</summary>
/// <param name="Name">The number of the output that it is; of a sum that several outputs share, a letter.</param>
internal sealed record TransformLine(string Name, EquatableArray<TransformTerm> Terms)
{
    public bool IsOutput => char.IsDigit(Name[0]);

    /// <summary>A line as in <c>("1", ("x1", 1), ("x2", -1))</c>.</summary>
    public static TransformLine Of(string name, params (string Operand, int Factor)[] terms)
        => new(name, terms.Select(term => new TransformTerm(term.Operand, term.Factor)).ToEquatableArray());
}

/// <summary>
/// The one-dimensional transforms of F(m,3) as few additions and multiply-adds as can be: B^T before the products and A^T after them, by
/// the points 0, 1, -1 (2, -2) and infinity. Lavin and Gray, 2016.
/// </summary>
/// <param name="Into">The transform of a patch's column or row.</param>
/// <param name="OutOf">Likewise of a column or row of sums.</param>
internal sealed record WinogradTransform(EquatableArray<TransformLine> Into, EquatableArray<TransformLine> OutOf)
{
    private static readonly WinogradTransform _two = Of(
        into:
        [
            TransformLine.Of("0", ("x0", 1), ("x2", -1)),
            TransformLine.Of("1", ("x1", 1), ("x2", 1)),
            TransformLine.Of("2", ("x2", 1), ("x1", -1)),
            TransformLine.Of("3", ("x1", 1), ("x3", -1)),
        ],
        outOf:
        [
            TransformLine.Of("0", ("x0", 1), ("x1", 1), ("x2", 1)),
            TransformLine.Of("1", ("x1", 1), ("x2", -1), ("x3", -1)),
        ]);

    private static readonly WinogradTransform _four = Of(
        into:
        [
            TransformLine.Of("a", ("x4", 1), ("x2", -4)),
            TransformLine.Of("b", ("x3", 1), ("x1", -4)),
            TransformLine.Of("c", ("x4", 1), ("x2", -1)),
            TransformLine.Of("d", ("x3", 1), ("x1", -1)),
            TransformLine.Of("0", ("x4", 1), ("x2", -5), ("x0", 4)),
            TransformLine.Of("1", ("a", 1), ("b", 1)),
            TransformLine.Of("2", ("a", 1), ("b", -1)),
            TransformLine.Of("3", ("c", 1), ("d", 2)),
            TransformLine.Of("4", ("c", 1), ("d", -2)),
            TransformLine.Of("5", ("x5", 1), ("x3", -5), ("x1", 4)),
        ],
        outOf:
        [
            TransformLine.Of("a", ("x1", 1), ("x2", 1)),
            TransformLine.Of("b", ("x1", 1), ("x2", -1)),
            TransformLine.Of("c", ("x3", 1), ("x4", 1)),
            TransformLine.Of("d", ("x3", 1), ("x4", -1)),
            TransformLine.Of("0", ("x0", 1), ("a", 1), ("c", 1)),
            TransformLine.Of("1", ("b", 1), ("d", 2)),
            TransformLine.Of("2", ("a", 1), ("c", 4)),
            TransformLine.Of("3", ("b", 1), ("d", 8), ("x5", 1)),
        ]);

    public static WinogradTransform For(int outputSide) => outputSide switch
    {
        2 => _two,
        4 => _four,
        _ => throw new NotSupportedException($"There is no transform for tiles of {outputSide}x{outputSide}."),
    };

    private static WinogradTransform Of(TransformLine[] into, TransformLine[] outOf) => new(into.ToEquatableArray(), outOf.ToEquatableArray());
}
