using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Copies a map into a larger one, with zeros around it, where no convolution that follows has them as its padding.</summary>
internal sealed record ZeroPadStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, ZeroPad Pads)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"zeros around, {Pads.Top}/{Pads.Bottom}/{Pads.Left}/{Pads.Right}";

    protected override bool KeepsInRegisters => false;
}

/// <summary>Each pixel <paramref name="Factor"/> times in its row, and each row as often.</summary>
internal sealed record UpSampleStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, int Factor)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"nearest neighbour, {Factor} times";

    protected override bool KeepsInRegisters => false;
}
