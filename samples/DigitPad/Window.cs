using CnnGen;

namespace DigitPad;

/// <summary>A window that slides over a map: rows, columns, the steps it moves by, and the zeros around the map.</summary>
internal sealed record Window(int Height, int Width, int StrideHeight, int StrideWidth, int Pad)
{
    /// <summary>A convolution's or a pool's, padded alike on all sides; null for other layers.</summary>
    public static Window? Of(LayerAttribute layer) => layer switch
    {
        ConvolutionAttribute c => new(c.KernelHeight, c.KernelWidth, Step(c.StrideHeight, c.Stride, 1), Step(c.StrideWidth, c.Stride, 1), c.Pad),
        PoolAttribute p => new(p.PoolHeight, p.PoolWidth, Step(p.StrideHeight, p.Stride, p.PoolHeight), Step(p.StrideWidth, p.Stride, p.PoolWidth), p.Pad),
        _ => null,
    };

    /// <summary>An attribute's stride is 0 where it is not said.</summary>
    private static int Step(int side, int both, int unsaid) => side > 0 ? side : both > 0 ? both : unsaid;
}
