using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Conv2D and LocallyConnected2D.</summary>
internal sealed class ConvolutionRule(string kind, string prefix, WeightKind weightKind) : LayerRule(kind, prefix)
{
    private const string Word = "kernel";

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        int filters = layer.Count("filters");
        int groups = layer.Count("Groups", defaultValue: 1);
        Window? read = Window.Read(layer, Word, strideIsSize: false);
        Activation activation = layer.Enum<Activation>("Activation");
        Shape unknown = Shape.Map(0, 0, filters);

        if (layer.Input.IsFlat)
        {
            layer.RefuseFlat();
            return (Shape.Unknown, new Identity());
        }

        bool divides = groups > 0 && ChannelGroups.Divide(layer, groups, filters);
        if (read is not { } window
            || layer.Input is not { Height: > 0, Width: > 0 }
            || !window.Check(layer, Word, Rules.KernelTooLarge))
        {
            return (unknown, new Identity());
        }

        Shape output = Shape.Map(window.Rows.Output(layer.Input.Height), window.Columns.Output(layer.Input.Width), filters);
        if (!divides)
        {
            return (output, new Identity());
        }

        // A group that is a channel is what a depthwise convolution computes.
        WeightKind shared = groups > 1 && groups == layer.Input.Channels ? WeightKind.Depthwise : weightKind;
        return (output, new WeightedSum(shared, layer.Input, output, window, layer.Flag("UseBias", defaultValue: true), activation) { Groups = groups });
    }
}

/// <summary>Groups of channels that a convolution keeps apart.</summary>
internal static class ChannelGroups
{
    /// <summary>Whether they divide the channels on both sides; reports it where they do not.</summary>
    public static bool Divide(LayerContext layer, int groups, int filters)
    {
        int channels = layer.Input.Channels;
        (int count, string what) = channels % groups != 0 ? (channels, "input channels") : (filters, "filters");
        if (count % groups == 0)
        {
            return true;
        }

        int most = Divisor.GreatestCommon(channels, filters);
        string fix = most == 1
            ? $"its {channels} input channels and its {filters} filters have no other common divisor than 1, so leave Groups out"
            : $"choose a divisor of {most}, which divides both its {channels} input channels and its {filters} filters";
        layer.Report(Rules.GroupsDoNotDivide, "Groups", $"{groups}", $"{count}", what, $"{count % groups}", fix);
        return false;
    }
}
