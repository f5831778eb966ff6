using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>
/// How the output channels of a grouped convolution are cut: each slice reads the input channels of several groups, with zeros for weights
/// where an output is not of an input's group. For generated code.
/// </summary>
/// <param name="Groups">Groups of the convolution.</param>
/// <param name="Width">Output channels of a slice.</param>
/// <param name="GroupsRead">Groups whose input channels a slice reads.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ChannelSlices(int Groups, int Width, int GroupsRead)
{
    /// <summary>Of the groups that an output's slice reads, the place of its own.</summary>
    internal int PlaceOf(int output, int outputs)
    {
        int groupOutputs = outputs / Groups;
        int first = Math.Min(output / Width * Width / groupOutputs, Groups - GroupsRead);
        return (output / groupOutputs) - first;
    }
}
