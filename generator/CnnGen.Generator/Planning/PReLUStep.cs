using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Multiplies what is below zero by its channel's slope, eight channels at a time.</summary>
/// <param name="Slopes">The operation, which says how many slopes there are.</param>
/// <param name="Offset">Where they begin: for each pixel that has its own, the channels in whole vectors.</param>
internal sealed record PReLUStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PReLU Slopes,
    int Offset) : ChannelStep(Layer, Input, Output, Functions, OverUnits: false)
{
    public override string Algorithm => "slope for each channel";

    public override int? WeightsOffset => Offset;

    public override Step MethodKey => (PReLUStep)base.MethodKey with { Offset = 0 };

    /// <summary>Floats of a pixel's slopes.</summary>
    public int PixelLength => Tensor.WholeVectors(Channels);

    public int End => Offset + (Slopes.Positions * PixelLength);

    public override IEnumerable<(string Layer, long Bytes)> WeightBytes => [(Layer, sizeof(float) * (long)(End - Offset))];

    protected override bool KeepsInRegisters => true;
}
