using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The largest or the mean under a window, eight channels at a time.</summary>
/// <param name="UnrollsTaps">Whether the window's taps are written out.</param>
/// <param name="CountsPixels">Whether it is a mean over real pixels only, of which not all windows have as many.</param>
internal sealed record PoolStep(
    string Layer,
    string Method,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    Pool Pool,
    bool UnrollsTaps,
    bool CountsPixels) : Step(Layer, Method, Input, Output, Functions)
{
    public override int InputStart => Input.StartFor(Pool.Window);

    public int RowStep => Pool.Window.Rows.Stride * Input.RowStride;

    public int PixelStep => Pool.Window.Columns.Stride * Input.PixelStride;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Channels => Tensor.WholeVectors(Output.Shape.Channels);

    /// <summary>What a sum is multiplied by where every window has as many pixels.</summary>
    public float Scale => 1f / Pool.Window.Taps;

    public override string Algorithm
        => $"{(Pool.IsMax ? "max" : "mean")} of {Pool.Window.Rows.Kernel}x{Pool.Window.Columns.Kernel}, {(UnrollsTaps ? "taps unrolled" : "taps in loops")}";
}

internal static class PoolPlanner
{
    private const int MostUnrolled = 25;

    public static PoolStep Plan(string layer, string method, Pool pool, Tensor input, Tensor output, EquatableArray<Function> functions)
    {
        return new PoolStep(
            layer,
            method,
            input,
            output,
            functions,
            pool,
            pool.Window.Taps <= MostUnrolled,
            !pool.IsMax && !pool.CountIncludePad && pool.Window.IsPadded);
    }
}
