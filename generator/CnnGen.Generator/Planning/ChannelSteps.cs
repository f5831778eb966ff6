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
internal sealed record MaxoutStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, bool OverUnits, int Pieces)
    : ChannelStep(Layer, Input, Output, Functions, OverUnits)
{
    public override string Algorithm => $"maxout of {Pieces}";
}

/// <summary>How a copy is made: as few moves as the two layouts allow.</summary>
internal enum CopyStrategy
{
    /// <summary>All numbers stand alike on both sides.</summary>
    Whole,

    /// <summary>Each row's do.</summary>
    Rows,

    /// <summary>Each pixel's do, so that it goes by whole vectors.</summary>
    Vectors,

    /// <summary>Each pixel's do, but others' stand behind them, which must not be touched.</summary>
    Channels,

    /// <summary>Number by number, from one order of the axes to another.</summary>
    Elements,
}

/// <summary>Moves a tensor to another order of its numbers.</summary>
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
