namespace CnnGen;

/// <summary>
/// Marks a <c>partial class</c> as a network and gives the shape of its input. The layers are the attributes that follow.
/// </summary>
/// <param name="height">Rows of the input map.</param>
/// <param name="width">Columns of the input map.</param>
/// <param name="channels">Channels of the input map: 1 for grey, 3 for colour.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(int height, int width, int channels) : Attribute
{
    /// <summary>Rows of the input map.</summary>
    public int Height { get; } = height;

    /// <summary>Columns of the input map.</summary>
    public int Width { get; } = width;

    /// <summary>Channels of the input map.</summary>
    public int Channels { get; } = channels;

    /// <summary>The order of a map's numbers in the spans, of the input and of a map that comes out.</summary>
    public Layout Layout { get; set; }

    /// <summary>
    /// The order of the colours in the input's spans; the network itself counts red, green, blue. BGR is for three or four channels.
    /// </summary>
    public ChannelOrder ChannelOrder { get; set; }
}
