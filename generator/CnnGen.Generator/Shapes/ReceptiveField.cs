using System.Globalization;
using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The largest part of the network's input, in pixels, that one element of a layer's output depends on. Padding is no part of it.
/// </summary>
/// <remarks>
/// For a chain of windows this is the recurrence of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
/// Distill, 2019: each window adds its extent less one, times the strides above it. Where layers enlarge the map, or branches of several
/// strides join, the size differs from place to place: <see cref="PixelRanges"/> knows it for each.
/// </remarks>
internal readonly record struct ReceptiveField(long Height, long Width)
{
    /// <summary>The layers with their receptive fields; null below a mistake, and where a field has no short description.</summary>
    public static EquatableArray<ShapedLayer> AddTo(ShapedNetwork network)
    {
        PixelRanges?[] rows = Along(network, shape => shape.Height, isHeight: true);
        PixelRanges?[] columns = Along(network, shape => shape.Width, isHeight: false);
        return network.Layers
            .Select((layer, i) => layer with { ReceptiveField = rows[i + 1] is { } row && columns[i + 1] is { } column ? new ReceptiveField(row.Longest, column.Longest) : null })
            .ToEquatableArray();
    }

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);

    /// <summary>For the input and each layer, what the places of its output depend on along one side.</summary>
    private static PixelRanges?[] Along(ShapedNetwork network, Func<Shape, int> side, bool isHeight)
    {
        PixelRanges?[] ranges = new PixelRanges?[network.Layers.Count + 1];
        int known = network.ValidPrefix;
        ranges[0] = network.Input.IsKnown ? PixelRanges.OfInput(side(network.Input)) : null;
        for (int i = 1; i <= known; i++)
        {
            ShapedLayer layer = network.Layers[i - 1];
            int output = side(layer.Output);
            ranges[i] = layer.Reads
                .Select(read => read >= 0 && ranges[read] is { } input && layer.Operation.Sources(layer, input.Length, output, isHeight) is { } sources ? input.Through(sources, output) : null)
                .Aggregate((one, other) => one is null || other is null ? null : one.With(other));
        }

        return ranges;
    }
}
