using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Chooses how each convolution is computed. Everything after it, layouts first, hangs on that.</summary>
internal static class Algorithms
{
    /// <summary>
    /// The one algorithm has to do for all kinds of machines, because tensors lie as it wants them; it is chosen for the most common.
    /// </summary>
    private static readonly Target _target = Target.Vector256;

    public static void Choose(List<Node> nodes, bool allowsWinograd)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Operation is Product product && allowsWinograd && Winograd.Serves(product))
            {
                nodes[i] = nodes[i] with { WinogradSide = BestSide(product, nodes[i].FusedPool) };
            }
        }
    }

    private static int BestSide(Product product, Pool? pool)
    {
        (_, double least) = ProductPlanner.ChooseTile(product, pool, _target);
        int best = 0;
        foreach (int side in new[] { 2, 4 })
        {
            double cycles = Winograd.Of(product, side).Cycles(product, _target);
            if (cycles < least)
            {
                (best, least) = (side, cycles);
            }
        }

        return best;
    }
}
