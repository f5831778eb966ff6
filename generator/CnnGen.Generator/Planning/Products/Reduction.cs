using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A run of the reduction: <paramref name="Count"/> times, the input <paramref name="Stride"/> floats further each time.</summary>
/// <param name="Index">What it counts.</param>
internal readonly record struct ReductionLoop(string Index, int Count, int Stride);

/// <summary>
/// The taps that are summed for one output, as loops around an unrolled body. Weights are read one after the other.
/// </summary>
/// <param name="Loops">From the outside in.</param>
/// <param name="Body">The input's offsets of the unrolled taps, in each turn of the innermost loop.</param>
/// <param name="Tail">The remainder of the innermost loop, after its end.</param>
internal sealed record Reduction(EquatableArray<ReductionLoop> Loops, EquatableArray<int> Body, EquatableArray<int> Tail)
{
    /// <summary>The loops that the unrolled taps are of, from the outside in: one, or two where a short one fits into the body whole.</summary>
    public EquatableArray<ReductionLoop> Unrolled { get; init; }

    /// <summary>The length of the body, as people read it.</summary>
    public string BodyText => Body.Count == 1 ? "1 tap" : $"{Body.Count} taps";

    /// <summary>
    /// Which tap of the body, or of the tail, it is: <c>column 2 * group + 1</c>, <c>column 0, channel 2</c>; null where the loops around it
    /// say so.
    /// </summary>
    public string? TapName(int index, bool isTail)
    {
        ReductionLoop inner = Unrolled[Unrolled.Count - 1];
        if (Unrolled.Count > 1)
        {
            return $"{Unrolled[0].Index} {index / inner.Count}, {inner.Index} {index % inner.Count}";
        }

        int groups = Loops.Count > 0 && Loops[Loops.Count - 1] is { Index: Group } group ? group.Count : 0;
        return isTail ? $"{inner.Index} {(groups * Body.Count) + index}"
            : groups > 1 ? $"{inner.Index} {Body.Count} * {Group}{(index == 0 ? "" : $" + {index}")}"
            : Body.Count > 1 ? $"{inner.Index} {index}"
            : null;
    }

    /// <summary>Whether nothing follows the body, or the tail: it is in no loop that turns again.</summary>
    public bool EndsWith(bool isTail)
        => isTail ? Loops.Take(Loops.Count - 1).All(loop => loop.Count == 1) : Tail.Count == 0 && Loops.All(loop => loop.Count == 1);

    /// <summary>What the loop over groups of unrolled taps counts.</summary>
    private const string Group = "group";

    /// <summary>Multiply-adds in a row without a branch: fewer cost branches, more gain nothing.</summary>
    private const int WantedInBody = 100;

    /// <summary>The same where each weight is used once: there the weights' way from the cache is the limit, and compiling counts.</summary>
    private const int WantedInDenseBody = 32;

    /// <summary>Taps that are written out at once.</summary>
    public const int MostUnrolled = 8;
    private const int LeastUnrolled = 2;

    /// <summary>
    /// Multiply-adds written out in one method. The JIT stops optimising a method past 20,000 IL instructions or 8,000 references
    /// to locals, a multiply-add takes about ten of the one and six of the other; but each also costs time to compile.
    /// </summary>
    private const int MostWritten = 500;

    /// <summary>Rows, columns and channels of a window as loops; those that follow one another in memory become one.</summary>
    /// <param name="bodies">The multiply-adds of a tap in each of the method's tiles.</param>
    /// <param name="readsOnce">Whether each weight is used for one pixel only.</param>
    /// <param name="target">The kind of machine: the last, for all others, gets short methods rather than the last few percent.</param>
    public static Reduction Of(Window window, Tensor input, IReadOnlyCollection<int> bodies, Target target, bool readsOnce)
    {
        List<ReductionLoop> loops = [];
        Append(loops, new ReductionLoop("row", window.Rows.Kernel, window.Rows.Dilation * input.RowStride));
        Append(loops, new ReductionLoop("column", window.Columns.Kernel, window.Columns.Dilation * input.PixelStride));
        Append(loops, new ReductionLoop("channel", input.Shape.Channels, input.ChannelStride));

        int mostUnrolled = Math.Min(MostUnrolled, Math.Max(LeastUnrolled, (Wanted(target, readsOnce)) / bodies.Max()));
        mostUnrolled = Math.Max(1, Math.Min(mostUnrolled, MostWritten / bodies.Sum()));
        ReductionLoop inner = loops[loops.Count - 1];
        loops.RemoveAt(loops.Count - 1);
        int unrolled = Unroll(inner.Count, mostUnrolled);
        List<int> body = [.. Taps(inner, unrolled)];
        List<int> tail = [.. Taps(inner, inner.Count % unrolled)];
        ReductionLoop[] written = [inner];
        if (inner.Count > unrolled)
        {
            loops.Add(new ReductionLoop(unrolled == 1 ? inner.Index : Group, inner.Count / unrolled, inner.Stride * unrolled));
        }
        else if (loops.Count > 0 && loops[loops.Count - 1] is var outer && outer.Count * unrolled <= mostUnrolled)
        {
            // A short run of channels: a whole kernel row at once.
            loops.RemoveAt(loops.Count - 1);
            body = [.. from column in Taps(outer, outer.Count) from tap in body select column + tap];
            written = [outer, inner];
        }

        return new Reduction(loops.ToEquatableArray(), body.ToEquatableArray(), tail.ToEquatableArray()) { Unrolled = written.ToEquatableArray() };
    }

    private static int Wanted(Target target, bool readsOnce)
        => target == Target.Vector128 ? WantedInBody / 4 : readsOnce ? WantedInDenseBody : WantedInBody;

    private static void Append(List<ReductionLoop> loops, ReductionLoop loop)
    {
        int last = loops.Count - 1;
        if (last < 0)
        {
            loops.Add(loop);
        }
        else if (loop.Count == 1)
        {
            return;
        }
        else if (loops[last].Count == 1)
        {
            loops[last] = loop;
        }
        else if (loops[last].Stride == loop.Count * loop.Stride)
        {
            loops[last] = new ReductionLoop("tap", loops[last].Count * loop.Count, loop.Stride);
        }
        else
        {
            loops.Add(loop);
        }
    }

    private static IEnumerable<int> Taps(ReductionLoop loop, int count) => Enumerable.Range(0, count).Select(tap => tap * loop.Stride);

    /// <summary>The whole run where it is short, else the part with the smallest remainder, the largest of these.</summary>
    private static int Unroll(int count, int most)
        => count <= most
            ? count
            : Enumerable.Range(Math.Min(LeastUnrolled, most), Math.Max(1, most - LeastUnrolled + 1))
                .OrderBy(unrolled => count % unrolled)
                .ThenByDescending(unrolled => unrolled)
                .First();
}
