namespace CnnGen.Generator.Shapes;

/// <summary>
/// For each place along one side of a tensor, the range of the network's input that it depends on. Away from the borders the ranges
/// repeat: they are kept as runs of a period, so that a long map costs no more than a short one.
/// </summary>
internal sealed class PixelRanges
{
    /// <summary>Places whose ranges are written out one by one, at most: networks of any use need some hundreds.</summary>
    private const int MostWritten = 1 << 16;

    /// <summary>They follow one another from place 0 to the last place.</summary>
    private readonly IReadOnlyList<Run> _runs;

    private PixelRanges(int length, IReadOnlyList<Run> runs) => (Length, _runs) = (length, runs);

    /// <summary>Places along the side.</summary>
    public int Length { get; }

    /// <summary>The length of the longest range.</summary>
    public long Longest => _runs.Max(run => Math.Max(
        run.Period.Max(range => range.Count),
        Enumerable.Range(Math.Max(0, run.Count - run.Period.Length), Math.Min(run.Count, run.Period.Length)).Max(place => run.At(place).Count)));

    /// <summary>Of the network's input, where each place depends on itself.</summary>
    public static PixelRanges OfInput(int length) => new(length, [new Run(0, length, [new PixelRange(0, 0)], 1, 1)]);

    /// <summary>The ranges of a layer's output that is computed from this input; null where there is no short way to say them.</summary>
    public PixelRanges? Through(SourcePlaces sources, int outputs)
    {
        if (sources == SourcePlaces.SamePlace && outputs == Length)
        {
            return this;
        }

        Taps[] reached = [.. sources.Phases.Where(taps => taps.Count > 0)];
        long first = reached.Length == 0 ? 0 : reached.Min(taps => taps.First);
        long last = reached.Length == 0 ? 0 : reached.Max(taps => taps.Last);
        int phases = sources.Phases.Count;
        IEnumerable<Regular> regular = sources.Step == 0 ? [new Regular(0, outputs, phases, 0, 0)] : _runs.Select(run =>
        {
            // Outputs whose taps are all inside the run repeat as the run does.
            long start = DividedUp(run.Start - first, sources.Step) * phases;
            long end = (DividedDown(run.End - 1 - last, sources.Step) + 1) * phases;
            int repeats = run.Period.Length / Divisor.GreatestCommon(run.Period.Length, sources.Step);
            (long firstStep, long lastStep) = run.StepsOver((long)sources.Step * repeats);
            return new Regular(start, end, (long)phases * repeats, firstStep, lastStep);
        });
        return Of(outputs, regular, place =>
        {
            Taps taps = sources.Phases[place % phases];
            return Union(taps with { First = taps.First + ((long)(place / phases) * sources.Step) });
        });
    }

    /// <summary>The ranges of a tensor that depends on this one and on another, place by place.</summary>
    public PixelRanges? With(PixelRanges other)
    {
        List<Regular> regular = [];
        foreach (Run one in _runs)
        {
            foreach (Run two in other._runs.Where(two => two.Start < one.End && one.Start < two.End))
            {
                regular.AddRange(Common(one, two));
            }
        }

        return Of(Length, regular, place => this[place].And(other[place]));
    }

    public PixelRange this[int place]
    {
        get
        {
            Run run = _runs.First(run => place < run.End);
            return run.At(place - run.Start);
        }
    }

    /// <summary>The ranges of the taps together.</summary>
    private PixelRange Union(Taps taps)
    {
        PixelRange union = PixelRange.None;
        foreach (Run run in _runs)
        {
            // Ranges only move up, so that of the taps at equal places of the period the outermost count.
            long start = Math.Max(0, DividedUp(run.Start - taps.First, taps.Spacing));
            long end = Math.Min(taps.Count, DividedDown(run.End - 1 - taps.First, taps.Spacing) + 1);
            long different = run.Period.Length / Divisor.GreatestCommon(run.Period.Length, taps.Spacing);
            for (long tap = start; tap < end; tap++)
            {
                union = union.And(run.At((int)(taps.First + (tap * taps.Spacing) - run.Start)));
                tap = tap == start + different - 1 ? Math.Max(tap, end - different - 1) : tap;
            }
        }

        return union;
    }

    /// <summary>
    /// Where two runs overlap, the stretches in which one of the two has all first pixels, and one all last ones. Where the runs move at
    /// different speeds, one overtakes the other between them.
    /// </summary>
    private static IEnumerable<Regular> Common(Run one, Run two)
    {
        int start = Math.Max(one.Start, two.Start);
        int end = Math.Min(one.End, two.End);
        long period = (long)one.Period.Length / Divisor.GreatestCommon(one.Period.Length, two.Period.Length) * two.Period.Length;
        (long firstOfOne, long lastOfOne) = one.StepsOver(period);
        (long firstOfTwo, long lastOfTwo) = two.StepsOver(period);
        long periods = (end - start + period - 1) / period;
        if (period > MostWritten)
        {
            yield break;
        }

        (long Start, long End) firsts = firstOfOne == firstOfTwo ? (0, 0) : Overtaking(range => range.First, firstOfOne, firstOfTwo);
        (long Start, long End) lasts = lastOfOne == lastOfTwo ? (0, 0) : Overtaking(range => range.Last, lastOfOne, lastOfTwo);
        long[] cuts = [.. new[] { 0, firsts.Start, firsts.End, lasts.Start, lasts.End, periods }.Distinct().OrderBy(cut => cut)];
        for (int i = 1; i < cuts.Length; i++)
        {
            long from = cuts[i - 1];
            if ((from >= firsts.Start && from < firsts.End) || (from >= lasts.Start && from < lasts.End))
            {
                continue;
            }

            // The one that moves faster is behind until it overtakes.
            yield return new Regular(
                start + (from * period),
                Math.Min(end, start + (cuts[i] * period)),
                period,
                from < firsts.Start ? Math.Max(firstOfOne, firstOfTwo) : Math.Min(firstOfOne, firstOfTwo),
                from < lasts.Start ? Math.Min(lastOfOne, lastOfTwo) : Math.Max(lastOfOne, lastOfTwo));
        }

        // The periods in which one comes to pass the other, over all places of the period.
        (long Start, long End) Overtaking(Func<PixelRange, long> side, long stepOfOne, long stepOfTwo)
        {
            (long least, long most) = (periods, 0);
            for (int place = start; place < Math.Min(end, start + period); place++)
            {
                (PixelRange a, PixelRange b) = (one.At(place - one.Start), two.At(place - two.Start));
                if (a.Count == 0 != (b.Count == 0))
                {
                    return (0, periods);
                }

                if (a.Count > 0)
                {
                    long ahead = (side(b) - side(a)) * Math.Sign(stepOfOne - stepOfTwo);
                    long passed = Math.Min(periods, Math.Max(0, DividedUp(ahead, Math.Abs(stepOfOne - stepOfTwo))));
                    (least, most) = (Math.Min(least, passed), Math.Max(most, passed));
                }
            }

            return (least, Math.Max(least, most));
        }
    }

    /// <summary>Takes the regular stretches that are worth it, and writes out what lies between them.</summary>
    private static PixelRanges? Of(int length, IEnumerable<Regular> regular, Func<int, PixelRange> at)
    {
        List<Run> runs = [];
        long written = 0;
        int next = 0;
        foreach (Regular stretch in regular.OrderBy(stretch => stretch.Start))
        {
            int start = (int)Math.Min(length, Math.Max(stretch.Start, next));
            int end = (int)Math.Min(stretch.End, length);
            if (end - start > stretch.Period)
            {
                Write(next, start, start - next, 0, 0);
                Write(start, end, (int)stretch.Period, stretch.FirstStep, stretch.LastStep);
            }
        }

        Write(next, length, length - next, 0, 0);
        return written > MostWritten ? null : new PixelRanges(length, runs);

        void Write(int start, int end, int period, long firstStep, long lastStep)
        {
            next = end;
            written += period;
            if (period > 0 && written <= MostWritten)
            {
                runs.Add(new Run(start, end - start, [.. Enumerable.Range(start, period).Select(at)], firstStep, lastStep));
            }
        }
    }

    private static long DividedDown(long number, long divisor) => (number / divisor) - (number % divisor < 0 ? 1 : 0);

    private static long DividedUp(long number, long divisor) => -DividedDown(-number, divisor);

    /// <summary>Places of which each has the range of the one a period before it, moved.</summary>
    private readonly record struct Regular(long Start, long End, long Period, long FirstStep, long LastStep);

    /// <param name="Period">The ranges of the first places; the others repeat them, moved.</param>
    /// <param name="FirstStep">By how much a range's first pixel moves from one period to the next.</param>
    /// <param name="LastStep">By how much its last pixel does.</param>
    private sealed record Run(int Start, int Count, PixelRange[] Period, long FirstStep, long LastStep)
    {
        public int End => Start + Count;

        public PixelRange At(int place)
        {
            int period = place / Period.Length;
            return Period[place % Period.Length].Moved(period * FirstStep, period * LastStep);
        }

        /// <summary>By how much ranges move over so many places, a multiple of the period.</summary>
        public (long First, long Last) StepsOver(long places) => (FirstStep * (places / Period.Length), LastStep * (places / Period.Length));
    }
}
