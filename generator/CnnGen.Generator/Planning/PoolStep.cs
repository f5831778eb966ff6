using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The largest or the mean under a window, eight channels at a time.</summary>
internal sealed record PoolStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    Pool Pool) : Step(Layer, Input, Output, Functions)
{
    private const int MostUnrolled = 25;

    /// <summary>Whether the window's taps are written out.</summary>
    public bool UnrollsTaps => Pool.Window.Taps <= MostUnrolled;

    /// <summary>Whether it is a mean over real pixels only, of which not all windows have the same number.</summary>
    public bool CountsPixels => !Pool.IsMax && !Pool.CountIncludePad && Pool.Window.IsPadded;

    public override int InputStart => Input.StartFor(Pool.Window);

    public int RowStep => Pool.Window.Rows.Stride * Input.RowStride;

    public int PixelStep => Pool.Window.Columns.Stride * Input.PixelStride;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Channels => Tensor.WholeVectors(Output.Shape.Channels);

    /// <summary>What a sum is multiplied by where every window has as many pixels.</summary>
    public float Scale => 1f / Pool.Window.Taps;

    public override double Cycles(Target target)
        => Output.Shape.Height * Output.Shape.Width * (Channels / Tensor.Lanes) * CostModel.Pass(Pool.Window.Taps, Pool.Window.Taps, 1);

    public override string Algorithm
        => $"{(Pool.IsMax ? "max" : "mean")} of {Pool.Window.Rows.Kernel}x{Pool.Window.Columns.Kernel}, {(UnrollsTaps ? "taps unrolled" : "taps in loops")}";
}
