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
                .Select(read => read >= 0 && ranges[read] is { } input && SourcesOf(layer, input.Length, output, isHeight) is { } sources ? input.Through(sources, output) : null)
                .Aggregate((one, other) => one is null || other is null ? null : one.With(other));
        }

        return ranges;
    }

    /// <summary>Which rows (or columns) of one of its inputs a layer's output is computed from; null where they have no short description.</summary>
    private static SourcePlaces? SourcesOf(ShapedLayer layer, int input, int output, bool isHeight) => layer.Operation switch
    {
        WeightedSum { WeightKind: WeightKind.Transposed } weighted => SourcePlaces.Transposed(Side(weighted.Window, isHeight), input, output),
        WeightedSum weighted => SourcePlaces.Window(Side(weighted.Window, isHeight)),
        Pool pool => SourcePlaces.Window(Side(pool.Window, isHeight)),
        ZeroPad pads => SourcePlaces.Shifted(-(isHeight ? pads.Top : pads.Left)),
        Crop crop => SourcePlaces.Shifted(isHeight ? crop.Top : crop.Left),
        UpSample { Interpolation: Interpolation.Bilinear } larger => SourcePlaces.Interpolated(larger.Factor),
        UpSample larger => SourcePlaces.Repeated(larger.Factor),
        PixelShuffle squares => SourcePlaces.Repeated(squares.Factor),

        // From all elements, or with no place kept.
        Reshape => SourcePlaces.All(input),
        Softmax when layer.Output.IsFlat => SourcePlaces.All(input),
        _ when input != output => SourcePlaces.All(input),
        _ => SourcePlaces.SamePlace,
    };

    private static Axis Side(Window window, bool isHeight) => isHeight ? window.Rows : window.Columns;
}
