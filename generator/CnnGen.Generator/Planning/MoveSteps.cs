using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Mixes the channels of groups.</summary>
internal sealed record ShuffleStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, int Groups)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"channels of {Groups} groups in turn";

    protected override bool KeepsInRegisters => false;
}

/// <summary>Makes squares of pixels out of channels.</summary>
internal sealed record PixelShuffleStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, int Factor)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"squares of {Factor}x{Factor} pixels out of channels";

    protected override bool KeepsInRegisters => false;
}

/// <summary>Copies some channels.</summary>
internal sealed record SliceStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, int First)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"channels from {First} on";

    protected override bool KeepsInRegisters => false;
}
