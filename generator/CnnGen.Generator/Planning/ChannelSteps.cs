using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Works on the channels of each pixel.</summary>
/// <param name="OverUnits">Whether it takes a flat tensor, as one pixel whose channels are the units.</param>
internal abstract record ChannelStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits)
    : Step(Layer, Method, Input, Output, Functions)
{
    public int Height => OverUnits ? 1 : Output.Shape.Height;

    public int Width => OverUnits ? 1 : Output.Shape.Width;

    /// <summary>Channels that a pixel of the output has.</summary>
    public int Channels => (int)Output.Shape.Length / (Height * Width);

    protected override bool KeepsInRegisters => false;
}

/// <summary>Softmax over the channels of each pixel, or its logarithm.</summary>
internal sealed record SoftmaxStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits, bool IsLog)
    : ChannelStep(Layer, Method, Input, Output, Functions, OverUnits)
{
    public override string Algorithm => IsLog ? "logarithm of softmax" : "softmax";

    /// <summary>Channels that fill whole vectors.</summary>
    public int Whole => Channels - Rest;

    /// <summary>Channels in the last vector, if they do not fill it.</summary>
    public int Rest => Channels % Tensor.Lanes;
}

/// <summary>The largest of each <paramref name="Pieces"/> consecutive channels of each pixel.</summary>
internal sealed record MaxoutStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits, int Pieces)
    : ChannelStep(Layer, Method, Input, Output, Functions, OverUnits)
{
    public override string Algorithm => $"maxout of {Pieces}";
}

/// <summary>Moves a tensor to another order of its numbers.</summary>
internal sealed record CopyStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => "copy";

    /// <summary>Whether all numbers, or else each row's, stand alike on both sides.</summary>
    public bool WholeAtOnce => Input.IsCompact && Output.IsCompact;

    public bool RowsAtOnce
        => Input.ChannelStride == 1 && Output.ChannelStride == 1
            && Input.PixelStride == Input.Shape.Channels && Output.PixelStride == Input.Shape.Channels;

    protected override bool KeepsInRegisters => false;
}
