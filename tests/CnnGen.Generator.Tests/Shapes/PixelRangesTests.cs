using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>What each place depends on, in closed form, beside the same tap by tap.</summary>
public class PixelRangesTests
{
    private const int Chains = 4000;

    /// <summary>Chains of layers along one side, whose outputs are joined now and then with an earlier one of the same length.</summary>
    [Fact]
    public void RandomChains_DependOnWhatTheirTapsReach()
    {
        int steps = 0;
        for (int seed = 1; seed <= Chains; seed++)
        {
            Random random = new(seed);
            int input = random.Next(3) == 0 ? random.Next(1, 12) : random.Next(1, 400);
            List<(PixelRanges Ranges, (long First, long Last)[] Places)> values =
                [(PixelRanges.OfInput(input), [.. Enumerable.Range(0, input).Select(place => ((long)place, (long)place))])];
            for (int step = 0; step < 12; step++)
            {
                (PixelRanges ranges, (long First, long Last)[] places) = values[random.Next(4) == 0 ? random.Next(values.Count) : values.Count - 1];
                (SourcePlaces sources, int[][] taps) = Layer(random, places.Length);
                if (taps.Length is 0 or > 2000)
                {
                    continue;
                }

                PixelRanges through = ranges.Through(sources, taps.Length)!;
                (long First, long Last)[] expected = [.. taps.Select(reads => Union(reads.Where(read => read >= 0 && read < places.Length).Select(read => places[read])))];
                if (values.Find(value => value.Places.Length == expected.Length) is { Ranges: { } other } same && random.Next(2) == 0)
                {
                    through = through.With(other)!;
                    expected = [.. expected.Zip(same.Places, (a, b) => Union([a, b]))];
                }

                Assert.Equal(expected.Length, through.Length);
                Assert.True(expected.SequenceEqual(Enumerable.Range(0, expected.Length).Select(place => (through[place].First, through[place].Last))), $"seed {seed}, step {step}: {sources}");
                Assert.Equal(expected.Max(range => Math.Max(0, range.Last - range.First + 1)), through.Longest);
                values.Add((through, expected));
                steps++;
            }
        }

        Assert.True(steps > 8 * Chains, $"{steps} steps");
    }

    /// <summary>A map of a hundred million places costs what one of a thousand does.</summary>
    [Fact]
    public void LongMaps_TakeNoMoreMemoryThanShortOnes()
    {
        Chain(1000);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Chain(1000);
        long middle = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((20 * 4) + 1, Chain(100_000_000).Longest);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - middle, 0, 2 * (middle - start));

        static PixelRanges Chain(int length)
        {
            PixelRanges ranges = PixelRanges.OfInput(length);
            for (int i = 0; i < 20; i++)
            {
                ranges = ranges.Through(SourcePlaces.Window(new Axis(5, 1, 1, 2, 2)), length)!;
            }

            return ranges;
        }
    }

    private static (long First, long Last) Union(IEnumerable<(long First, long Last)> ranges)
        => ranges.Aggregate((First: long.MaxValue, Last: -1L), (union, range) => (Math.Min(union.First, range.First), Math.Max(union.Last, range.Last)));

    /// <summary>A layer, and for each place of its output the places of the input that it reads, padding included.</summary>
    private static (SourcePlaces Sources, int[][] Taps) Layer(Random random, int input)
    {
        Axis axis = new(random.Next(1, 7), random.Next(1, 4), random.Next(1, 4), random.Next(0, 6), random.Next(0, 6));
        int factor = random.Next(1, 5);
        int by = random.Next(-9, 9);
        switch (random.Next(8))
        {
            case 0 or 1:
                return (SourcePlaces.Window(axis), axis.Fits(input) ? [.. Enumerable.Range(0, axis.Output(input)).Select(place => Window(axis, place))] : []);
            case 2:
                Axis same = (axis with { Kernel = random.Next(1, 40) }).PaddedSame(input);
                return (SourcePlaces.Window(same), [.. Enumerable.Range(0, same.Output(input)).Select(place => Window(same, place))]);
            case 3:
                int reached = ((input - 1) * axis.Stride) + (int)axis.Extent - axis.PadBefore - axis.PadAfter;
                return reached <= 0 ? (SourcePlaces.SamePlace, []) : (SourcePlaces.Transposed(axis, input, reached), Transposed(axis, input, reached));
            case 4:
                return (SourcePlaces.Shifted(by), [.. Enumerable.Range(0, Math.Max(0, input - (2 * by))).Select(place => new[] { place + by })]);
            case 5:
                return (SourcePlaces.Repeated(factor)!, [.. Enumerable.Range(0, input * factor).Select(place => new[] { place / factor })]);
            case 6:
                return (SourcePlaces.Interpolated(factor)!, [.. Enumerable.Range(0, input * factor).Select(place => Nearest(((place + 0.5) / factor) - 0.5))]);
            default:
                int[] all = [.. Enumerable.Range(0, input)];
                return random.Next(6) > 0 ? (SourcePlaces.SamePlace, [.. all.Select(place => new[] { place })]) : (SourcePlaces.All(input), [.. Enumerable.Repeat(all, random.Next(1, 60))]);
        }
    }

    private static int[] Window(Axis axis, int place)
        => [.. Enumerable.Range(0, axis.Kernel).Select(tap => (place * axis.Stride) - axis.PadBefore + (tap * axis.Dilation))];

    /// <summary>Each input is spread over the output, as the layer is defined.</summary>
    private static int[][] Transposed(Axis axis, int input, int output)
    {
        List<int>[] taps = [.. Enumerable.Range(0, output).Select(_ => new List<int>())];
        for (int place = 0; place < input; place++)
        {
            for (int tap = 0; tap < axis.Kernel; tap++)
            {
                int reached = (place * axis.Stride) - axis.PadBefore + (tap * axis.Dilation);
                if (reached >= 0 && reached < output)
                {
                    taps[reached].Add(place);
                }
            }
        }

        return [.. taps.Select(list => list.ToArray())];
    }

    private static int[] Nearest(double centre) => [(int)Math.Floor(centre), (int)Math.Ceiling(centre)];
}
