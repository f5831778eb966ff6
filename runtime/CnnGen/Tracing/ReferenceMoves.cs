using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>The same numbers. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceCopy : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights) => inputs[0].Numbers.CopyTo(output.Numbers, 0);
}

/// <summary>Each number comes from another place, or from none. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ReferenceMove : ReferenceOperation
{
    private protected ReferenceMove()
    {
    }

    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int channel = 0; channel < output.Channels; channel++)
                {
                    (int top, int left, int from) = Source(inputs[0], y, x, channel);
                    bool isReal = top >= 0 && top < inputs[0].Height && left >= 0 && left < inputs[0].Width;
                    output[y, x, channel] = isReal ? inputs[0][top, left, from] : Outside;
                }
            }
        }
    }

    /// <summary>What a number is that comes from no place of the input.</summary>
    private protected virtual float Outside => 0;

    private protected abstract (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel);
}

/// <summary>A number around a map. For generated code.</summary>
/// <param name="top">Rows above.</param>
/// <param name="left">Columns before.</param>
/// <param name="value">The number.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferencePad(int top, int left, float value) : ReferenceMove
{
    private protected override float Outside => value;

    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel) => (y - top, x - left, channel);
}

/// <summary>A map mirrored at its outermost pixels, or these repeated around it. For generated code.</summary>
/// <param name="top">Rows above.</param>
/// <param name="left">Columns before.</param>
/// <param name="isReflected">Whether it is mirrored.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceMirror(int top, int left, bool isReflected) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel)
        => (Inside(y - top, input.Height), Inside(x - left, input.Width), channel);

    private int Inside(int place, int side)
    {
        int last = side - 1;
        return !isReflected ? Math.Clamp(place, 0, last) : last - Math.Abs(last - Math.Abs(place));
    }
}

/// <summary>A map without some rows and columns at its sides. For generated code.</summary>
/// <param name="top">Rows cut off above.</param>
/// <param name="left">Columns cut off before.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceCrop(int top, int left) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel) => (y + top, x + left, channel);
}

/// <summary>Each pixel as a square of pixels. For generated code.</summary>
/// <param name="factor">Pixels of a side.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceUpSample(int factor) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel) => (y / factor, x / factor, channel);
}

/// <summary>The channels of several groups, one of each in turn. For generated code.</summary>
/// <param name="groups">How many.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceShuffle(int groups) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel)
        => (y, x, (channel % groups * (input.Channels / groups)) + (channel / groups));
}

/// <summary>Squares of pixels out of consecutive channels. For generated code.</summary>
/// <param name="factor">Pixels of a side.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferencePixelShuffle(int factor) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel)
        => (y / factor, x / factor, (channel * factor * factor) + (y % factor * factor) + (x % factor));
}

/// <summary>Some consecutive channels. For generated code.</summary>
/// <param name="first">The first of them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceSlice(int first) : ReferenceMove
{
    private protected override (int Y, int X, int Channel) Source(ReferenceMap input, int y, int x, int channel) => (y, x, first + channel);
}

/// <summary>The same numbers as a map of other sides. For generated code.</summary>
/// <param name="hangsOnOrder">Whether they are counted as the weights' framework does: else any way is the same.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceReshape(bool hangsOnOrder) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        bool byChannel = hangsOnOrder && weights!.Source.ChannelsFirst;
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            output.Numbers[output.Place(i, byChannel)] = inputs[0].Numbers[inputs[0].Place(i, byChannel)];
        }
    }
}

/// <summary>A larger map, whose pixels are means of the four around their centres. For generated code.</summary>
/// <param name="factor">How often as high and as wide.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceBilinear(int factor) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        ReferenceMap input = inputs[0];
        for (int i = 0; i < output.Numbers.Length; i++)
        {
            int channel = i % output.Channels;
            (int top, int bottom, double down) = Around(i / output.Channels / output.Width, input.Height);
            (int left, int right, double across) = Around(i / output.Channels % output.Width, input.Width);
            double above = ((1 - across) * input[top, left, channel]) + (across * input[top, right, channel]);
            double below = ((1 - across) * input[bottom, left, channel]) + (across * input[bottom, right, channel]);
            output.Numbers[i] = (float)(((1 - down) * above) + (down * below));
        }
    }

    /// <summary>The two pixels whose centres lie around that of a larger side's pixel, and the second one's share.</summary>
    private (int First, int Second, double Share) Around(int output, int length)
    {
        double place = Math.Max(0, ((output + 0.5) / factor) - 0.5);
        return ((int)place, Math.Min((int)place + 1, length - 1), place - (int)place);
    }
}
