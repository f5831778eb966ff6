using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The powers that have code of their own: a root is exact to the last digit and costs less than what any other power takes.</summary>
internal enum ResponsePower
{
    /// <summary>0: the channel itself.</summary>
    None,

    /// <summary>0.5: a root.</summary>
    Half,

    /// <summary>0.75: a root, times the root of the root.</summary>
    ThreeQuarters,

    /// <summary>1: the sum itself.</summary>
    One,

    /// <summary>Any other: a logarithm and an exponential.</summary>
    Other,
}

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

    /// <summary>For each vector a square, the sum of the taps, and the power.</summary>
    public override double Cycles(Target target)
    {
        double power = Power switch
        {
            ResponsePower.None => 0,
            ResponsePower.One => CostModel.Exponential / 2,
            ResponsePower.Half or ResponsePower.ThreeQuarters => CostModel.Exponential,
            _ => 2 * CostModel.Exponential,
        };
        return Height * Width * (Whole / Tensor.Lanes) * CostModel.Pass(Taps + 2, Taps + 2 + power, 2);
    }

    public bool UnrollsTaps => Taps <= MostUnrolled;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Whole => Tensor.WholeVectors(Channels);

    /// <summary>How the power of the sum is computed.</summary>
    public ResponsePower Power => Norm.Beta switch
    {
        0 => ResponsePower.None,
        0.5 => ResponsePower.Half,
        0.75 => ResponsePower.ThreeQuarters,
        1 => ResponsePower.One,
        _ => ResponsePower.Other,
    };

    /// <summary>The squares, and the zeros around them.</summary>
    public override int ScratchLength => Whole + Taps - 1;

    public float Alpha => (float)(Norm.Alpha / Norm.Size);

    protected override bool KeepsInRegisters => true;
}
