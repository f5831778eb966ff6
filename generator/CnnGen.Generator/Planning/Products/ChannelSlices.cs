using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// The groups of a grouped convolution, each a direct product of its own: what one group's channels hold, NaN or an infinity too, does not
/// reach another group's outputs, and no weight is zero.
/// </summary>
/// <param name="Inputs">Input channels of a group.</param>
/// <param name="Outputs">Output channels of a group.</param>
/// <param name="Width">Output channels of a group as its weights are packed.</param>
internal sealed record ChannelSlices(int Groups, int Inputs, int Outputs, int Width)
{
    /// <summary>Floats of all biases, with room for the last group's to be read as a whole number of vectors.</summary>
    public int BiasLength => Tensor.WholeVectors(((Groups - 1) * Outputs) + Width);

    /// <summary>A group as a convolution of its own.</summary>
    public WeightedSum PartOf(WeightedSum weighted) => weighted with
    {
        Groups = 1,
        Input = weighted.Input with { Channels = Inputs },
        Output = weighted.Output with { Channels = Width },
    };

    /// <summary>Null where there are no groups, or each is a channel.</summary>
    public static ChannelSlices? Of(Operation operation)
        => operation is WeightedSum { Groups: > 1, IsChannelwise: false } weighted
            ? new ChannelSlices(weighted.Groups, weighted.ChannelsUnderWindow, weighted.GroupOutputs, weighted.PackedGroupOutputs)
            : null;
}
