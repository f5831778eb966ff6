using System.Globalization;
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

/// <summary>A formula with its numbers, as <c>6 x (5 x 5 x 1 + 1) = 156</c>.</summary>
/// <param name="Of">What it computes.</param>
/// <param name="Text">The formula and its result.</param>
internal sealed record Formula(string Of, string Text);

/// <summary>The lecture's exercises, answered: how a layer's shape and costs follow from what it reads.</summary>
internal static class ShapeArithmetic
{
    /// <param name="layer">The layer, as it is declared.</param>
    /// <param name="input">The shape that it reads.</param>
    /// <param name="output">The shape that it gives.</param>
    /// <param name="summary">Its costs, which are the formulas' results.</param>
    public static Formula[] Of(LayerAttribute layer, int[] input, int[] output, LayerSummary summary) => layer switch
    {
        Conv2DAttribute conv =>
        [
            .. Sides(Window.Of(conv)!, input, output),
            new("channels", $"{conv.Filters} kernels = {conv.Filters}"),
            new("parameters", $"{conv.Filters} x ({Product(conv.KernelHeight, conv.KernelWidth, input[2])} + 1) = {Number(summary.Parameters)}"),
            new("multiply-adds", $"{Product(output)} x ({Product(conv.KernelHeight, conv.KernelWidth, input[2])}) = {Number(summary.MultiplyAdds)}"),
        ],
        PoolAttribute pool => [.. Sides(Window.Of(pool)!, input, output), new("channels", $"each map by itself = {output[2]}")],
        FlattenAttribute => [new("length", $"{Product(input)} = {Number(output[0])}")],
        DenseAttribute dense =>
        [
            new("length", $"{dense.Units} units = {dense.Units}"),
            new("parameters", $"{dense.Units} x ({input[0]} + 1) = {Number(summary.Parameters)}"),
            new("multiply-adds", $"{dense.Units} x {input[0]} = {Number(summary.MultiplyAdds)}"),
        ],
        _ => [new("length", $"as what it reads = {output[0]}")],
    };

    private static IEnumerable<Formula> Sides(Window window, int[] input, int[] output)
    {
        Formula height = Side("height", input[0], window.Pad, window.Height, window.StrideHeight, output[0]);
        Formula width = Side("width", input[1], window.Pad, window.Width, window.StrideWidth, output[1]);
        return height.Text == width.Text ? [new Formula("height, width", height.Text)] : [height, width];
    }

    private static Formula Side(string of, int input, int pad, int window, int stride, int output)
        => new(of, $"({input} + {2 * pad} - {window})/{stride} + 1 = {output}");

    private static string Product(params int[] factors) => string.Join(" x ", factors);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
