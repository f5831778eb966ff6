namespace CnnGen.Generator.Planning;

/// <summary>
/// Decides which steps several cores share in ForwardParallel, and how many cores. A step is divided where the cost model says that it ends
/// sooner for it: the parts have to be handed over, and what one core has written and another reads has to go through the third cache. If all
/// that is gained on two cores is less than what it costs to wake the second one, nothing is divided.
/// </summary>
/// <remarks>
/// The model counts the fastest target, for which dividing gains least, and two cores, which gain less than more of them: what pays there
/// pays elsewhere.
/// </remarks>
internal sealed class ParallelPlan
{
    private const int Two = 2;

    /// <summary>For each step, the cycles that its parts share.</summary>
    private readonly double[] _shared;

    /// <summary>For each step, its units; 1 where it cannot be divided.</summary>
    private readonly int[] _units;
    private readonly bool[] _isByRows;

    /// <summary>For each step, the cycles to read its input from another core's cache.</summary>
    private readonly double[] _reading;

    /// <summary>For each step, the steps that write what it reads, and those that read what it writes.</summary>
    private readonly int[][] _writers;
    private readonly int[][] _readers;
    private readonly bool[] _divided;

    private ParallelPlan(IReadOnlyList<Step> steps, IReadOnlyList<int[]> writers)
    {
        Target fastest = Target.All[0];
        _shared = [.. steps.Select(step => step.CanBeDivided ? step.Cycles(fastest) - step.RepeatedCycles(fastest) : 0)];
        _units = [.. steps.Select(step => step.CanBeDivided ? Target.All.Min(target => step.SplitFor(target).Count) : 1)];
        _isByRows = [.. steps.Select(step => step.SplitFor(fastest).Axis == SplitAxis.Rows)];
        _reading = [.. steps.Select(step => sizeof(float) * CostModel.OtherCoreByte * step.Input.Shape.Length)];
        _writers = [.. writers];
        _readers = [.. steps.Select((_, i) => Enumerable.Range(0, steps.Count).Where(reader => writers[reader].Contains(i)).ToArray())];
        _divided = [.. steps.Select((_, i) => _units[i] > 1 && Saved(i, Two) > CostModel.HandOver)];
    }

    /// <summary>The steps with their numbers of cores.</summary>
    /// <param name="writers">For each step, the steps that write what it reads.</param>
    public static IReadOnlyList<Step> Divide(IReadOnlyList<Step> steps, IReadOnlyList<int[]> writers)
    {
        ParallelPlan plan = new(steps, writers);
        plan.TakeBackWhatLoses();
        int[] cores = plan.Gain() > CostModel.WakeUp ? [.. steps.Select((_, i) => plan.Cores(i))] : [.. steps.Select(_ => 1)];
        HashSet<string> methods = [.. steps.Where((_, i) => cores[i] > 1).Select(step => step.Method)];
        return [.. steps.Select((step, i) => step with { Cores = cores[i], IsDivided = methods.Contains(step.Method) })];
    }

    /// <summary>
    /// Undivides the step whose division costs most, until none costs anything. A step between divided ones may be worth it because its tensors
    /// stay where they are, which is why all are divided at first.
    /// </summary>
    private void TakeBackWhatLoses()
    {
        while (true)
        {
            (double gain, int step) = _divided.Select((divided, i) => (divided ? GainOf(i) : double.MaxValue, i)).DefaultIfEmpty((double.MaxValue, 0)).Min();
            if (gain > 0)
            {
                return;
            }

            _divided[step] = false;
        }
    }

    /// <summary>Cycles that a network takes fewer on two cores, which are awake.</summary>
    private double Gain()
        => Enumerable.Range(0, _divided.Length).Sum(i => (_divided[i] ? Saved(i, Two) - CostModel.HandOver : 0) - _writers[i].Sum(writer => Moved(writer, i)));

    /// <summary>Cycles that the network takes fewer because a step is divided.</summary>
    private double GainOf(int step)
    {
        double moved = MovedAt(step);
        _divided[step] = false;
        double movedOtherwise = MovedAt(step);
        _divided[step] = true;
        return Saved(step, Two) - CostModel.HandOver + movedOtherwise - moved;
    }

    private double MovedAt(int step) => _writers[step].Sum(writer => Moved(writer, step)) + _readers[step].Sum(reader => Moved(step, reader));

    /// <summary>Cycles that a reader waits for what other cores have written. Where both are divided by rows, each core reads what it has written.</summary>
    private double Moved(int writer, int reader)
    {
        if ((!_divided[writer] && !_divided[reader]) || (IsByRows(writer) && IsByRows(reader)))
        {
            return 0;
        }

        // Half of what each core reads. A core that computes channels reads the whole input: a helper, all that the caller has written.
        return _reading[reader] * (!IsByRows(reader) && !_divided[writer] ? 1 : 0.5);
    }

    private bool IsByRows(int step) => _divided[step] && _isByRows[step];

    /// <summary>Cycles that a step's own work takes fewer on several cores: as many as the largest part leaves to the others.</summary>
    private double Saved(int step, int cores)
    {
        int units = _units[step];
        double largest = Math.Ceiling(units / (double)Math.Min(units, cores)) / units;
        return _shared[step] * (1 - largest);
    }

    /// <summary>The number of cores on which a step ends soonest: each one more has to be handed a part.</summary>
    private int Cores(int step)
        => !_divided[step] ? 1
            : Enumerable.Range(Two, CostModel.MostCores - 1).OrderByDescending(cores => Saved(step, cores) - (CostModel.HandOver * (cores - 1))).First();
}
