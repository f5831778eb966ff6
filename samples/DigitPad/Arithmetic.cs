using System.Globalization;
using CnnGen;

namespace DigitPad;

/// <summary>A formula with its numbers, as <c>6 x (5 x 5 x 1 + 1) = 156</c>.</summary>
/// <param name="Of">What it computes.</param>
/// <param name="Text">The formula and its result.</param>
internal sealed record Formula(string Of, string Text);

/// <summary>The lecture's exercises, answered: how a layer's shape and costs follow from what it reads.</summary>
internal static class Arithmetic
{
    /// <param name="layer">The layer, as it is declared.</param>
    /// <param name="input">The shape that it reads.</param>
    /// <param name="output">The shape that it gives.</param>
    /// <param name="summary">The shape's formula, and the costs, which are the other formulas' results.</param>
    public static Formula[] Of(LayerAttribute layer, int[] input, int[] output, LayerSummary summary)
    {
        Formula[] shape = summary.Formula.Length == 0 ? [] : [new Formula(output.Length == 3 ? "height, width" : "length", summary.Formula)];
        return layer switch
        {
            Conv2DAttribute conv => [.. shape, .. Costs(conv.Filters, Product(conv.KernelHeight, conv.KernelWidth, input[2]), Product(output), summary)],
            DenseAttribute dense => [.. shape, .. Costs(dense.Units, $"{input[0]}", $"{dense.Units}", summary)],
            _ => shape,
        };
    }

    /// <param name="kernels">Each of them with a bias.</param>
    /// <param name="taps">The weights of a kernel.</param>
    /// <param name="outputs">How often a kernel is applied, in factors.</param>
    /// <param name="summary">The results.</param>
    private static Formula[] Costs(int kernels, string taps, string outputs, LayerSummary summary) =>
    [
        new("parameters", $"{kernels} x ({taps} + 1) = {Number(summary.Parameters)}"),
        new("multiply-adds", $"{outputs} x {taps} = {Number(summary.MultiplyAdds)}"),
    ];

    private static string Product(params int[] factors) => string.Join(" x ", factors);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
