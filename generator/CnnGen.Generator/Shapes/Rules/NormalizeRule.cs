using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary><c>(x - mean) * factor</c> for each channel of the network's input: as many of both, one where all channels are alike.</summary>
internal sealed record Normalize(EquatableArray<float> Means, EquatableArray<float> Factors) : Operation
{
    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Normalize", Means, Factors)];
}

internal sealed class NormalizeRule() : LayerRule("Normalize", "normalize")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        if (!layer.IsFirst)
        {
            layer.Report(Rules.NormalizeBelowLayers, null);
            return (layer.Input, new Identity());
        }

        double[] means = Numbers(layer, "Mean", 0, mean => Math.Abs(mean) <= float.MaxValue, "a number that a float can hold");
        double[] stds = Numbers(layer, "Std", 1, std => Math.Abs((float)(1 / std)) is > 0 and <= float.MaxValue, "a number other than 0 that a float can divide by");
        int count = Math.Max(means.Length, stds.Length);
        return (layer.Input, new Normalize(
            Enumerable.Range(0, count).Select(i => (float)means[i % means.Length]).ToEquatableArray(),
            Enumerable.Range(0, count).Select(i => (float)(1 / stds[i % stds.Length])).ToEquatableArray()));
    }

    private static double[] Numbers(LayerContext layer, string list, double defaultValue, Func<double, bool> accepts, string range)
    {
        int count = layer.Length(list) ?? 1;
        int channels = layer.Input.Channels;
        if (count != 1 && count != channels && channels > 0)
        {
            layer.Report(Rules.NumbersForChannels, list, list, count.ToString(CultureInfo.InvariantCulture), channels.ToString(CultureInfo.InvariantCulture));
            return [defaultValue];
        }

        double[] numbers = [.. Enumerable.Range(0, count).Select(i => layer.Number(Argument.Element(list, i), defaultValue, accepts, range))];
        return numbers.Length == 0 ? [defaultValue] : numbers;
    }
}
