using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Chooses how each convolution is computed. Later passes, layout first, depend on it.</summary>
internal static class Algorithms
{
    /// <summary>
    /// One algorithm has to do for all kinds of machines, because tensors lie as it wants them: the one that is best for those with AVX2
    /// and those with AVX-512 together.
    /// </summary>
    private static readonly Target[] _targets = [Target.Vector512, Target.Vector256];

    public static void Choose(List<Node> nodes, bool allowsWinograd, TileSearch search)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            nodes[i] = nodes[i] with { Slices = ChannelSlices.Of(nodes[i].Operation) };
        }

        // Transformed kernels are larger, and all weights together decide which cache they come from: if they outgrow one, choose again.
        Cache direct = WeightsIn(nodes);
        ChooseFor(nodes, allowsWinograd, direct, search);
        Cache chosen = WeightsIn(nodes);
        if (chosen != direct)
        {
            ChooseFor(nodes, allowsWinograd, chosen, search);
            chosen = WeightsIn(nodes);
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            nodes[i] = nodes[i] with { WeightsIn = chosen };
        }
    }

    private static void ChooseFor(List<Node> nodes, bool allowsWinograd, Cache weightsIn, TileSearch search)
    {
        // All weights share an array.
        long spare = Limits.MaxWeights - nodes.Sum(node => WeightsLength(node, 0));
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Operation is WeightedSum weighted && allowsWinograd && Winograd.Serves(weighted))
            {
                int side = BestSide(weighted, nodes[i].FusedPool, weightsIn, search);
                long more = WeightsLength(nodes[i], side) - WeightsLength(nodes[i], 0);
                side = more <= spare ? side : 0;
                nodes[i] = nodes[i] with { WinogradSide = side };
                spare -= side > 0 ? more : 0;
            }
        }
    }

    private static Cache WeightsIn(List<Node> nodes)
        => CostModel.CacheOf(sizeof(float) * nodes.Sum(node => WeightsLength(node, node.WinogradSide)));

    /// <summary>Floats of the weights and biases as they are packed.</summary>
    private static long WeightsLength(Node node, int winogradSide)
    {
        if (node.Operation is not WeightedSum weighted)
        {
            return 0;
        }

        long taps = winogradSide > 0 ? (long)Winograd.Of(weighted, winogradSide).Planes * weighted.Input.Channels
            : weighted.Reduction;
        return node.Slices is { } slices
            ? (taps * slices.Groups * slices.Width) + slices.BiasLength
            : weighted.Kernels * (taps + 1) * Tensor.WholeVectors(weighted.Output.Channels);
    }

    private static int BestSide(WeightedSum weighted, Pool? pool, Cache weightsIn, TileSearch search)
    {
        double least = _targets.Sum(target => ProductPlanner.ChooseTile(weighted, ProductPlanner.Area(weighted, pool), target, weightsIn, search).Cycles);
        int best = 0;
        foreach (int side in new[] { 2, 4 })
        {
            double cycles = _targets.Sum(target => Winograd.Of(weighted, side).Cycles(weighted, target, weightsIn, search));
            if (cycles < least)
            {
                (best, least) = (side, cycles);
            }
        }

        return best;
    }
}
