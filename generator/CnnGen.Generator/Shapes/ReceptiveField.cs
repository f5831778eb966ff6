using System.Globalization;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// The largest part of the network's input, in pixels, that one number of a layer's output hangs on. What padding adds is no pixel.
/// </summary>
/// <remarks>
/// For a chain of windows this is the recurrence of Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
/// Distill, 2019: each window adds its extent less one, times the strides above it. Where layers enlarge the map, or branches of several
/// strides join, the size is another from place to place; so it is worked out place by place, which is as cheap and holds for all of them.
/// </remarks>
internal readonly record struct ReceptiveField(int Height, int Width)
{
    /// <summary>Taps of a layer along a side that are looked at one by one: cheap for maps of any use. Beyond, nobody asked.</summary>
    private const long MostTaps = 1_000_000;

    private static readonly Func<int, IEnumerable<int>> _samePlace = output => [output];

    /// <summary>One for each layer; null below a mistake, and for maps that are too long.</summary>
    public static IReadOnlyList<ReceptiveField?> Of(ShapedNetwork network)
    {
        PixelRange[]?[] rows = Along(network, shape => shape.Height, window => window.Rows, isHeight: true);
        PixelRange[]?[] columns = Along(network, shape => shape.Width, window => window.Columns, isHeight: false);
        return [.. rows.Zip(columns, (row, column) => row is null || column is null
            ? (ReceptiveField?)null
            : new ReceptiveField(row.Max(pixels => pixels.Count), column.Max(pixels => pixels.Count))).Skip(1)];
    }

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);

    /// <summary>For the input and each layer, the rows (columns) of the input that each row (column) of the output hangs on.</summary>
    private static PixelRange[]?[] Along(ShapedNetwork network, Func<Shape, int> side, Func<Window, Axis> axis, bool isHeight)
    {
        PixelRange[]?[] fields = new PixelRange[]?[network.Layers.Count + 1];
        int length = side(network.Input);
        fields[0] = length is > 0 and <= (int)MostTaps ? [.. Enumerable.Range(0, length).Select(pixel => new PixelRange(pixel, pixel))] : null;
        int known = network.ValidPrefix;
        for (int i = 1; i <= known; i++)
        {
            ShapedLayer layer = network.Layers[i - 1];
            PixelRange[]?[] read = [.. layer.Reads.Select(source => source < 0 ? null : fields[source])];
            int outputs = side(layer.Output);
            if ((long)outputs * Taps(layer, axis) > MostTaps || read.Contains(null))
            {
                continue;
            }

            PixelRange[][] joined = [.. read.Select(places => Through(layer, places!, outputs, axis, isHeight))];
            fields[i] = joined.Length == 1
                ? joined[0]
                : [.. Enumerable.Range(0, outputs).Select(output => joined.Aggregate(PixelRange.None, (range, places) => range.And(places[output])))];
        }

        return fields;
    }

    /// <summary>What one of a layer's inputs hangs on, as its output does.</summary>
    private static PixelRange[] Through(ShapedLayer layer, PixelRange[] read, int outputs, Func<Window, Axis> axis, bool isHeight)
    {
        Func<int, IEnumerable<int>>? sources = layer.Operation switch
        {
            WeightedSum { WeightKind: WeightKind.Transposed } weighted => output => Reaching(axis(weighted.Window), output),
            WeightedSum weighted => output => Under(axis(weighted.Window), output),
            Pool pool => output => Under(axis(pool.Window), output),
            ZeroPad pads => output => [output - (isHeight ? pads.Top : pads.Left)],
            Crop crop => output => [output + (isHeight ? crop.Top : crop.Left)],
            UpSample { Interpolation: Interpolation.Bilinear } larger => output => Between(output, larger.Factor, read.Length),
            UpSample larger => output => [output / larger.Factor],
            PixelShuffle squares => output => [output / squares.Factor],

            // Over all units, or with no place kept.
            Reshape => null,
            Softmax when layer.Output.IsFlat => null,
            _ when read.Length != outputs => null,
            _ => _samePlace,
        };
        if (sources == _samePlace)
        {
            return read;
        }

        if (sources is null)
        {
            return [.. Enumerable.Repeat(read.Aggregate(PixelRange.None, (range, place) => range.And(place)), outputs)];
        }

        PixelRange[] fields = new PixelRange[outputs];
        for (int output = 0; output < outputs; output++)
        {
            fields[output] = PixelRange.None;
            foreach (int source in sources(output))
            {
                // Padding lies outside.
                fields[output] = source >= 0 && source < read.Length ? fields[output].And(read[source]) : fields[output];
            }
        }

        return fields;
    }

    private static int Taps(ShapedLayer layer, Func<Window, Axis> axis) => layer.Operation switch
    {
        WeightedSum weighted => axis(weighted.Window).Kernel,
        Pool pool => axis(pool.Window).Kernel,
        _ => 1,
    };

    private static IEnumerable<int> Under(Axis axis, int output)
    {
        for (int tap = 0; tap < axis.Kernel; tap++)
        {
            yield return (output * axis.Stride) - axis.PadBefore + (tap * axis.Dilation);
        }
    }

    /// <summary>The pixels of a transposed convolution's input that reach an output: none, where its stride is longer than its kernel.</summary>
    private static IEnumerable<int> Reaching(Axis axis, int output)
    {
        for (int tap = 0; tap < axis.Kernel; tap++)
        {
            long place = (long)output + axis.PadBefore - ((long)tap * axis.Dilation);
            if (place >= 0 && place % axis.Stride == 0)
            {
                yield return (int)(place / axis.Stride);
            }
        }
    }

    /// <summary>The pixels whose centres are next to the output's; of two, both count.</summary>
    private static IEnumerable<int> Between(int output, int factor, int length)
    {
        int twice = (2 * output) + 1 - factor;
        int first = Math.Max(0, (int)Math.Floor(twice / (2.0 * factor)));
        yield return first;
        if (twice > 0 && twice % (2 * factor) != 0)
        {
            yield return Math.Min(first + 1, length - 1);
        }
    }

    /// <summary>Rows, or columns, of the network's input from the first to the last.</summary>
    private readonly record struct PixelRange(int First, int Last)
    {
        public static PixelRange None { get; } = new(int.MaxValue, -1);

        public int Count => Last < First ? 0 : Last - First + 1;

        public PixelRange And(PixelRange other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));
    }
}
