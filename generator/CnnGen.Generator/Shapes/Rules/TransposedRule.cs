using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Conv2DTranspose, which counts as a convolution.</summary>
internal sealed class TransposedRule() : LayerRule("Conv2DTranspose", "conv")
{
    private const string Word = "kernel";

    /// <summary>Each phase of the stride is computed separately, so that a large stride makes many methods.</summary>
    private const int MostStride = 32;

    private static readonly string[] _strides = ["Stride", "StrideHeight", "StrideWidth"];

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int filters = layer.Count("filters");
        int groups = layer.Count("Groups", defaultValue: 1);
        Window? read = Window.Read(layer, Word, strideIsSize: false, isTransposed: true);
        Activation activation = layer.Enum<Activation>("Activation");
        bool same = layer.Has("Padding") && layer.Flag("Padding", defaultValue: false);
        bool stridesAreFine = _strides.Where(layer.Has).All(stride => layer.Number(stride, double.NaN, value => value <= MostStride, $"at most {MostStride}") <= MostStride);
        int all = OutputPadding(layer, "OutputPadding", same, 0);
        int below = OutputPadding(layer, "OutputPaddingHeight", same, all);
        int right = OutputPadding(layer, "OutputPaddingWidth", same, all);
        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        bool divides = groups > 0 && ChannelGroups.Divide(layer, groups, filters);
        if (read is not { } window || !stridesAreFine || layer.Input is not { Height: > 0, Width: > 0 })
        {
            return (Shape.Map(0, 0, filters), new Identity());
        }

        // The same pads or output paddings may be wrong on both sides: they are reported once.
        int height = Side(layer, "row", window.Rows, layer.Input.Height, same, below, ["OutputPaddingHeight", "OutputPadding"], ["PadTop", "PadBottom", "Pad"]);
        int width = height == 0 ? 0 : Side(layer, "column", window.Columns, layer.Input.Width, same, right, ["OutputPaddingWidth", "OutputPadding"], ["PadLeft", "PadRight", "Pad"]);
        Shape output = Shape.Map(height, width, filters);
        return divides && output is { Height: > 0, Width: > 0 }
            ? (output, new WeightedSum(WeightKind.Transposed, layer.Input, output, window, layer.Flag("UseBias", defaultValue: true), activation) { Groups = groups })
            : (output, new Identity());
    }

    private static int OutputPadding(LayerContext layer, string argument, bool same, int defaultValue)
    {
        if (same && layer.Has(argument))
        {
            layer.Report(Rules.PadsBesideSame, argument, [argument, $"{layer.Count(argument, int.MinValue)}"], [new Hint(Hint.Remove, argument)]);
            return 0;
        }

        return layer.Count(argument, least: 0, defaultValue);
    }

    /// <summary>Rows or columns of the output; 0 after a fault.</summary>
    private static int Side(LayerContext layer, string noun, Axis axis, int input, bool same, int outputPadding, string[] outputPaddings, string[] pads)
    {
        if (same)
        {
            return SideLength.Of(input, (long)input * axis.Stride);
        }

        if (outputPadding >= Math.Max(axis.Stride, axis.Dilation))
        {
            string argument = outputPaddings.First(layer.Has);
            layer.Report(Rules.OutOfRange, argument, argument, $"{outputPadding}", $"below its stride of {axis.Stride} or its dilation of {axis.Dilation}");
            return 0;
        }

        long reached = ((input - 1L) * axis.Stride) + axis.Extent + outputPadding;
        long cut = (long)axis.PadBefore + axis.PadAfter;
        if (cut >= reached)
        {
            layer.Report(Rules.PadsLeaveNothing, pads.FirstOrDefault(layer.Has), $"{cut} {noun}s", $"the {reached} {noun}{(reached == 1 ? "" : "s")}", $"{reached - 1}");
            return 0;
        }

        return SideLength.Of(input, reached - cut);
    }
}
