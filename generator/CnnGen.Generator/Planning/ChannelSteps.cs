using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Works on the channels of each pixel.</summary>
/// <param name="OverUnits">Whether it takes a flat tensor, as one pixel whose channels are the units.</param>
internal abstract record ChannelStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits)
    : Step(Layer, Input, Output, Functions)
{
    public int Height => OverUnits ? 1 : Output.Shape.Height;

    public int Width => OverUnits ? 1 : Output.Shape.Width;

    /// <summary>Channels that a pixel of the output has.</summary>
    public int Channels => (int)Output.Shape.Length / (Height * Width);

    protected override bool KeepsInRegisters => false;
}

/// <summary>Softmax over the channels of each pixel, or its logarithm.</summary>
internal sealed record SoftmaxStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits, bool IsLog)
    : ChannelStep(Layer, Input, Output, Functions, OverUnits)
{
    public override string Algorithm => IsLog ? "logarithm of softmax" : "softmax";

    /// <summary>Channels that fill whole vectors.</summary>
    public int Whole => Channels - Rest;

    /// <summary>Channels in the last vector, if they do not fill it.</summary>
    public int Rest => Channels % Tensor.Lanes;
}

/// <summary>The largest of each <paramref name="Pieces"/> consecutive channels of each pixel.</summary>
internal sealed record MaxoutStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, int Pieces)
    : ChannelStep(Layer, Input, Output, Functions, OverUnits: false)
{
    public override string Algorithm => $"maxout of {Pieces}";
}

/// <summary>How a copy is made: in the largest runs that the two layouts allow.</summary>
internal enum CopyStrategy
{
    /// <summary>All elements lie in the same order on both sides: one move.</summary>
    Whole,

    /// <summary>The elements of each row do: a move per row.</summary>
    Rows,

    /// <summary>The elements of each pixel do: whole vectors are moved.</summary>
    Vectors,

    /// <summary>The elements of each pixel do, but other channels follow in the output and must not be overwritten.</summary>
    Channels,

    /// <summary>Element by element, from one order of the axes to another.</summary>
    Elements,
}

/// <summary>Copies a tensor to another layout.</summary>
internal sealed record CopyStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions)
    : Step(Layer, Input, Output, Functions)
{
    public override string Algorithm => "copy";

    public CopyStrategy Strategy => (Input, Output) switch
    {
        ({ ChannelStride: 1 }, { IsChannelView: true }) => CopyStrategy.Channels,
        ({ IsCompact: true }, { IsCompact: true }) => CopyStrategy.Whole,
        ({ IsDense: true }, { IsDense: true }) => CopyStrategy.Rows,
        ({ ChannelStride: 1 }, { ChannelStride: 1 }) => CopyStrategy.Vectors,
        _ => CopyStrategy.Elements,
    };

    protected override bool KeepsInRegisters => false;
}
