namespace CnnGen.Generator.Planning;

/// <summary>Gives each tensor a place in the arena, so that two that are alive together do not overlap.</summary>
internal static class ArenaPlanner
{
    /// <summary>Sixteen floats: the 64 bytes of a cache line.</summary>
    public const int Alignment = 16;

    /// <summary>
    /// Greedy by size: the largest first, each at the lowest offset that is free while it lives. Pisarchyk and Lee, "Efficient Memory
    /// Management for Deep Neural Net Inference", 2020. Where tensors that live long come late in that order, they leave gaps: other orders
    /// are tried, too, and the shortest arena is taken.
    /// </summary>
    /// <param name="tensors">Floats, the first step that writes it and the last that reads it.</param>
    public static (int[] Offsets, int Length) Place(IReadOnlyList<(int Length, int First, int Last)> tensors)
    {
        int[] bySize = [.. Enumerable.Range(0, tensors.Count).OrderByDescending(i => tensors[i].Length)];
        IEnumerable<int>[] orders =
        [
            bySize,
            bySize.OrderByDescending(Life),
            bySize.OrderByDescending(i => (long)Life(i) * tensors[i].Length),
            bySize.OrderBy(i => tensors[i].First),
        ];
        return orders.Select(order => PlaceInOrder(tensors, order)).OrderBy(placed => placed.Length).First();

        int Life(int i) => tensors[i].Last - tensors[i].First + 1;
    }

    private static (int[] Offsets, int Length) PlaceInOrder(IReadOnlyList<(int Length, int First, int Last)> tensors, IEnumerable<int> order)
    {
        int[] offsets = new int[tensors.Count];
        List<int> placed = [];
        int total = 0;
        foreach (int index in order)
        {
            (int length, int first, int last) = tensors[index];
            if (length == 0)
            {
                continue;
            }

            int offset = 0;
            foreach (int other in placed.OrderBy(i => offsets[i]))
            {
                bool together = tensors[other].First <= last && first <= tensors[other].Last;
                if (together && checked(offset + length) > offsets[other])
                {
                    offset = Math.Max(offset, Align(offsets[other] + tensors[other].Length));
                }
            }

            offsets[index] = offset;
            placed.Add(index);
            total = Math.Max(total, checked(offset + length));
        }

        return (offsets, Align(total));
    }

    public static int Align(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
