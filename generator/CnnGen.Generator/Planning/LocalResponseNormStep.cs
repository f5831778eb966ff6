using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Divides each channel by a power of the squares around it, pixel by pixel. The squares are padded with zeros, so that those of any
/// eight neighbours are a vector: as many vectors are summed as the window has channels.
/// </summary>
internal sealed record LocalResponseNormStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    LocalResponseNorm Norm) : ChannelStep(Layer, Input, Output, Functions, OverUnits: false)
{
    private const int MostUnrolled = 16;

    public override string Algorithm => $"local response of {Norm.Size} channels";

    /// <summary>Channels of the window before its own. Beyond the pixel's first and last there are none to sum.</summary>
    public int Before => Math.Min(Norm.Before, Channels - 1);

    /// <summary>Channels of the window, its own among them.</summary>
    public int Taps => Before + 1 + Math.Min(Norm.Size - 1 - Norm.Before, Channels - 1);

    public bool UnrollsTaps => Taps <= MostUnrolled;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Whole => Tensor.WholeVectors(Channels);

    /// <summary>The squares, and the zeros around them.</summary>
    public override int ScratchLength => Whole + Taps - 1;

    public float Alpha => (float)(Norm.Alpha / Norm.Size);

    protected override bool KeepsInRegisters => true;
}
