using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// The output channels of a grouped convolution in slices as wide as suits the vectors. Each slice is a direct product that reads the
/// channels of every group it reaches into; among its weights are zeros, where an output is not of an input's group.
/// </summary>
/// <param name="GroupInputs">Input channels of a group.</param>
/// <param name="GroupOutputs">Output channels of a group.</param>
/// <param name="Width">Output channels of a slice, in whole vectors of eight.</param>
/// <param name="Count">Slices; together they are all output channels in whole vectors.</param>
/// <param name="GroupsRead">Groups whose channels a slice reads.</param>
internal sealed record ChannelSlices(int Groups, int GroupInputs, int GroupOutputs, int Width, int Count, int GroupsRead)
{
    private static readonly Target[] _targets = [Target.Vector512, Target.Vector256];

    /// <summary>Input channels that a slice reads.</summary>
    public int Inputs => GroupsRead * GroupInputs;

    /// <summary>The first group of the last slices, which may read a group before theirs so that all slices read as many.</summary>
    public int LastStart => Groups - GroupsRead;

    /// <summary>A slice as a convolution of its own.</summary>
    public WeightedSum PartOf(WeightedSum weighted) => weighted with
    {
        Groups = 1,
        Input = weighted.Input with { Channels = Inputs },
        Output = weighted.Output with { Channels = Width },
    };

    /// <summary>The slices that are best for all kinds of machines together; null where there are no groups, or each is a channel.</summary>
    public static ChannelSlices? Of(Node node, TileSearch search)
        => node.Operation is WeightedSum { Groups: > 1, IsChannelwise: false } weighted
            ? Widths(weighted).Where(slices => slices.GroupsRead <= WeightedSum.MostGroupsRead).OrderBy(slices => slices.Cycles(weighted, node.FusedPool, search)).First()
            : null;

    private static IEnumerable<ChannelSlices> Widths(WeightedSum weighted)
    {
        int outputs = weighted.Output.Channels;
        int groupOutputs = outputs / weighted.Groups;
        int vectors = Tensor.WholeVectors(outputs) / Tensor.Lanes;
        foreach (int count in Enumerable.Range(1, vectors).Where(count => vectors % count == 0))
        {
            int width = vectors / count * Tensor.Lanes;

            // The slices' places among the groups recur after so many slices at the latest.
            int read = Enumerable.Range(0, Math.Min(count, groupOutputs))
                .Max(slice => ((Math.Min((slice + 1) * width, outputs) - 1) / groupOutputs) - (slice * width / groupOutputs) + 1);
            yield return new ChannelSlices(weighted.Groups, weighted.ChannelsUnderWindow, groupOutputs, width, count, read);
        }
    }

    private double Cycles(WeightedSum weighted, Pool? pool, TileSearch search)
    {
        WeightedSum part = PartOf(weighted);
        return Count * _targets.Sum(target => ProductPlanner.ChooseTile(part, ProductPlanner.Area(part, pool), target, Cache.Second, search).Cycles);
    }
}
