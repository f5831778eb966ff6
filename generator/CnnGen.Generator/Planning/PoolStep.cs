using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The largest or the mean under a window, eight channels at a time.</summary>
/// <param name="UnrollsTaps">Whether the window's taps are written out.</param>
/// <param name="RealRows">For a mean over real pixels only: how many rows each row of windows has; empty where all have the same.</param>
/// <param name="RealColumns">Likewise the columns.</param>
internal sealed record PoolStep(
    string Layer,
    string Method,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    Pool Pool,
    bool UnrollsTaps,
    EquatableArray<int> RealRows,
    EquatableArray<int> RealColumns) : Step(Layer, Method, Input, Output, Functions)
{
    public override int InputStart => Input.StartFor(Pool.Window);

    public int RowStep => Pool.Window.Rows.Stride * Input.RowStride;

    public int PixelStep => Pool.Window.Columns.Stride * Input.PixelStride;

    /// <summary>Floats of the channels in whole vectors.</summary>
    public int Channels => Tensor.WholeVectors(Output.Shape.Channels);

    /// <summary>What a sum is multiplied by where every window has as many pixels.</summary>
    public float Scale => 1f / Pool.Window.Taps;

    public bool CountsPixels => RealRows.Count > 0;

    public override string Algorithm
        => $"{(Pool.IsMax ? "max" : "mean")} of {Pool.Window.Rows.Kernel}x{Pool.Window.Columns.Kernel}, {(UnrollsTaps ? "taps unrolled" : "taps in loops")}";
}

internal static class PoolPlanner
{
    private const int MostUnrolled = 25;

    public static PoolStep Plan(string layer, string method, Pool pool, Tensor input, Tensor output, EquatableArray<Function> functions)
    {
        bool counts = !pool.IsMax && !pool.CountIncludePad && pool.Window.IsPadded;
        return new PoolStep(
            layer,
            method,
            input,
            output,
            functions,
            pool,
            pool.Window.Taps <= MostUnrolled,
            counts ? RealPixels(pool.Window.Rows, input.Shape.Height, output.Shape.Height) : EquatableArray<int>.Empty,
            counts ? RealPixels(pool.Window.Columns, input.Shape.Width, output.Shape.Width) : EquatableArray<int>.Empty);
    }

    private static EquatableArray<int> RealPixels(Axis axis, int input, int output)
        => Enumerable.Range(0, output).Select(index =>
        {
            int first = (index * axis.Stride) - axis.PadBefore;
            return Math.Min(input, first + axis.Kernel) - Math.Max(0, first);
        }).ToEquatableArray();
}
