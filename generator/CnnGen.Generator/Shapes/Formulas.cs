using System.Globalization;

namespace CnnGen.Generator.Shapes;

/// <summary>How a layer's numbers come about, with the numbers in: <c>(32 + 0 - 5)/1 + 1 = 28</c>. Empty where there is nothing to work out.</summary>
internal static class Formulas
{
    /// <summary>The sides of the output: one formula, or that of the height and that of the width where they differ.</summary>
    public static string Output(ShapedLayer layer)
    {
        if (layer is { Operation: Identity, Output.IsFlat: true, Input.IsFlat: false })
        {
            return Text($"{layer.Input.Height} x {layer.Input.Width} x {layer.Input.Channels} = {layer.Output.Length}");
        }

        (int input, int output) = (layer.Input.Height, layer.Output.Height);
        (int inputWidth, int outputWidth) = (layer.Input.Width, layer.Output.Width);
        return layer.Operation switch
        {
            WeightedSum { WeightKind: WeightKind.Dense } => "",
            WeightedSum { WeightKind: WeightKind.Transposed } weighted => Sides(
                Enlarged(weighted.Window.Rows, input, output, layer.IsSame), Enlarged(weighted.Window.Columns, inputWidth, outputWidth, layer.IsSame)),
            WeightedSum weighted => Sides(Slid(weighted.Window.Rows, input, layer.IsSame), Slid(weighted.Window.Columns, inputWidth, layer.IsSame)),
            Pool pool => Sides(Slid(pool.Window.Rows, input, layer.IsSame), Slid(pool.Window.Columns, inputWidth, layer.IsSame)),
            UpSample larger => Sides(Text($"{input} x {larger.Factor} = {output}"), Text($"{inputWidth} x {larger.Factor} = {outputWidth}")),
            ZeroPad pads => Sides(
                Text($"{input} + {pads.Top} + {pads.Bottom} = {output}"), Text($"{inputWidth} + {pads.Left} + {pads.Right} = {outputWidth}")),
            Crop crop => Sides(
                Text($"{input} - {crop.Top} - {crop.Bottom} = {output}"), Text($"{inputWidth} - {crop.Left} - {crop.Right} = {outputWidth}")),
            _ => "",
        };
    }

    /// <summary>Weights and biases: <c>6 x (5x5x1 + 1) = 156</c>, for each filter its kernel and its bias.</summary>
    public static string Parameters(ShapedLayer layer) => layer.Operation switch
    {
        WeightedSum weighted => Text($"{Outputs(weighted)} x {Kernel(weighted)} = {weighted.Parameters}"),
        BatchNorm norm => Text($"2 x {norm.Parameters / 2} = {norm.Parameters}"),
        _ => "",
    };

    /// <summary>Multiplications with a weight: <c>28 x 28 x 6 x 25 = 117600</c>, for each output a kernel's.</summary>
    public static string MultiplyAdds(ShapedLayer layer) => layer.Operation switch
    {
        WeightedSum { WeightKind: WeightKind.Dense } weighted => Text($"{weighted.Output.Channels} x {weighted.Reduction} = {weighted.MultiplyAdds}"),
        WeightedSum { WeightKind: WeightKind.Transposed } weighted => Multiplied(weighted, weighted.Input),
        WeightedSum weighted => Multiplied(weighted, weighted.Output),
        _ => "",
    };

    /// <summary>All that is known of a layer: its output's shape, its receptive field, and the formulas.</summary>
    public static string Describe(ShapedLayer layer)
    {
        (string Formula, string Unit)[] formulas = [(Output(layer), ""), (Parameters(layer), " parameters"), (MultiplyAdds(layer), " multiply-adds")];
        IEnumerable<string> written = formulas.Where(formula => formula.Formula.Length > 0).Select(formula => $"; {formula.Formula}{formula.Unit}");
        return $"{layer.Output}{(layer.ReceptiveField is { } field ? $", receptive field {field}" : "")}{string.Concat(written)}";
    }

    /// <summary>A convolution or a pool: <c>(in + pads - kernel)/stride + 1</c>, rounded down; with Same, <c>ceil(in/stride)</c>.</summary>
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

    /// <summary>A transposed convolution: <c>(in - 1) x stride - pads + kernel + outputPadding</c>; with Same, <c>in x stride</c>.</summary>
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

    private static string Sides(string height, string width) => height == width ? height : $"{height} high, {width} wide";

    /// <summary>The outputs that have a kernel of their own each.</summary>
    private static string Outputs(WeightedSum weighted)
        => weighted.WeightKind == WeightKind.LocallyConnected ? weighted.Output.ToString() : Text($"{weighted.Output.Channels}");

    private static string Kernel(WeightedSum weighted)
    {
        string taps = weighted.WeightKind == WeightKind.Dense
            ? Text($"{weighted.Reduction}")
            : Text($"{weighted.Window.Rows.Kernel}x{weighted.Window.Columns.Kernel}x{weighted.ChannelsUnderWindow}");
        return weighted.UseBias ? $"({taps} + 1)" : weighted.WeightKind == WeightKind.Dense ? taps : $"({taps})";
    }

    private static string Multiplied(WeightedSum weighted, Shape places)
        => Text($"{places.Height} x {places.Width} x {weighted.Output.Channels} x {weighted.Reduction} = {weighted.MultiplyAdds}");

    private static string Text(FormattableString formula) => formula.ToString(CultureInfo.InvariantCulture);
}
