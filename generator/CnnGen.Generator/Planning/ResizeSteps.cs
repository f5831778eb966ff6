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

/// <summary>Copies what a map has within some rows and columns at its sides.</summary>
internal sealed record CropStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, Crop Crop)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"cut off, {Crop.Top}/{Crop.Bottom}/{Crop.Left}/{Crop.Right}";

    protected override bool KeepsInRegisters => false;
}

/// <summary>A map of more pixels, which are copies of the nearest, or means of those around.</summary>
internal sealed record UpSampleStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, UpSample Larger)
    : Step(Layer, Method, Input, Output, Functions)
{
    public bool IsBilinear => Larger.Interpolation == Interpolation.Bilinear;

    public override string Algorithm => $"{(IsBilinear ? "bilinear" : "nearest neighbour")}, {Larger.Factor} times";

    /// <summary>A row of the input as high as the output's: the mean of two.</summary>
    public override int ScratchLength => IsBilinear ? Input.Shape.Width * Channels : 0;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Channels => Tensor.WholeVectors(Output.Shape.Channels);

    protected override bool KeepsInRegisters => false;
}

/// <summary>Counts a tensor's numbers anew.</summary>
internal sealed record ReshapeStep(string Layer, string Method, Tensor Input, Tensor Output, EquatableArray<Function> Functions, Reshape Counts)
    : Step(Layer, Method, Input, Output, Functions)
{
    public override string Algorithm => $"{Counts.Input} as {Counts.Output}{(ReadsFileOrder ? ", in the order of the weights file" : "")}";

    public override bool ReadsFileOrder => Counts.HangsOnOrder;

    protected override bool KeepsInRegisters => false;
}
