using System.Globalization;

namespace CnnGen.Generator.Shapes;

/// <summary>The arithmetic behind layers, as text with the numbers in: <c>(32 + 0 - 5)/1 + 1 = 28</c>.</summary>
internal static class Formulas
{
    /// <summary>All that is known of a layer: its output's shape, its receptive field, and the formulas.</summary>
    public static string Describe(ShapedLayer layer)
    {
        (string Formula, string Unit)[] formulas =
        [
            (layer.Operation.OutputFormula(layer), ""),
            (layer.Operation.ParametersFormula, " parameters"),
            (layer.Operation.MultiplyAddsFormula, " multiply-adds"),
        ];
        IEnumerable<string> written = formulas.Where(formula => formula.Formula.Length > 0).Select(formula => $"; {formula.Formula}{formula.Unit}");
        return $"{layer.Output}{(layer.ReceptiveField is { } field ? $", receptive field {field}" : "")}{string.Concat(written)}";
    }

    /// <summary>A convolution or a pool: <c>(in + pads - kernel)/stride + 1</c>, rounded down; with Same, <c>ceil(in/stride)</c>.</summary>
    public static string Slid(Window window, ShapedLayer layer)
        => Sides(Slid(window.Rows, layer.Input.Height, layer.IsSame), Slid(window.Columns, layer.Input.Width, layer.IsSame));

    /// <summary>A transposed convolution: <c>(in - 1) x stride - pads + kernel + outputPadding</c>; with Same, <c>in x stride</c>.</summary>
    public static string Enlarged(Window window, ShapedLayer layer) => Sides(
        Enlarged(window.Rows, layer.Input.Height, layer.Output.Height, layer.IsSame),
        Enlarged(window.Columns, layer.Input.Width, layer.Output.Width, layer.IsSame));

    private static string Slid(Axis axis, int input, bool isSame)
    {
        if (isSame)
        {
            return Text($"ceil({input}/{axis.Stride}) = {axis.Output(input)}");
        }

        string steps = Text($"({input} + {(long)axis.PadBefore + axis.PadAfter} - {Extent(axis)})/{axis.Stride}");
        bool isWhole = (axis.Padded(input) - axis.Extent) % axis.Stride == 0;
        return Text($"{(isWhole ? steps : $"floor({steps})")} + 1 = {axis.Output(input)}");
    }

    private static string Enlarged(Axis axis, int input, int output, bool isSame)
    {
        if (isSame)
        {
            return Text($"{input} x {axis.Stride} = {output}");
        }

        long pads = (long)axis.PadBefore + axis.PadAfter;
        long outputPadding = output - (((input - 1L) * axis.Stride) - pads + axis.Extent);
        return Text($"({input} - 1) x {axis.Stride} - {pads} + {Extent(axis)}{(outputPadding > 0 ? $" + {outputPadding}" : "")} = {output}");
    }

    /// <summary>The kernel's side; with dilation, from its first tap to its last.</summary>
    private static string Extent(Axis axis) => axis.Dilation == 1 ? Text($"{axis.Kernel}") : Text($"({axis.Dilation} x ({axis.Kernel} - 1) + 1)");

    /// <summary>One formula, or that of the height and that of the width where they differ.</summary>
    public static string Sides(string height, string width) => height == width ? height : $"{height} high, {width} wide";

    /// <summary>A formula in the invariant culture.</summary>
    public static string Text(FormattableString formula) => formula.ToString(CultureInfo.InvariantCulture);
}
