namespace CnnGen;

/// <summary>How a network is computed. <see cref="ToString"/> is the table.</summary>
public sealed class PlanSummary
{
    /// <summary>Made by generated code.</summary>
    /// <param name="steps">In the order in which they run.</param>
    /// <param name="arenaBytes">Scratch memory of a thread.</param>
    /// <param name="leastArenaBytes">What the tensors that are alive together take at the least.</param>
    /// <param name="weightBytes">Weights as they are packed.</param>
    public PlanSummary(IReadOnlyList<StepSummary> steps, long arenaBytes, long leastArenaBytes, long weightBytes)
    {
        Steps = steps;
        ArenaBytes = arenaBytes;
        LeastArenaBytes = leastArenaBytes;
        WeightBytes = weightBytes;
    }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<StepSummary> Steps { get; }

    /// <summary>Scratch memory of a thread.</summary>
    public long ArenaBytes { get; }

    /// <summary>The largest set of tensors that must be alive together.</summary>
    public long LeastArenaBytes { get; }

    /// <summary>Weights as they are packed: in whole vectors, and transformed where Winograd's method wants them so.</summary>
    public long WeightBytes { get; }

    /// <summary>What one input is estimated to take on one core of 3 GHz that has this machine's vectors.</summary>
    public double EstimatedMicroseconds => Steps.Sum(step => step.EstimatedMicroseconds);

    /// <summary>The table, a row a step, and the totals below.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Step", "Algorithm", "Tile", "Reads", "Writes", "Cores", "Estimated us"],
            .. Steps.Select(step => (string[])
            [
                step.Name, step.Algorithm, step.Tile, step.Reads, step.Writes, TextTable.Number(step.Cores), TextTable.Number(step.EstimatedMicroseconds),
            ]),
            ["Total", "", "", "", "", "", TextTable.Number(EstimatedMicroseconds)],
        ];
        return TextTable.Write(rows, texts: 5, total: true)
            + $"Arena {TextTable.Number(ArenaBytes)} bytes (at least {TextTable.Number(LeastArenaBytes)}), packed weights {TextTable.Number(WeightBytes)} bytes\n";
    }
}

/// <summary>A step in a <see cref="PlanSummary"/>.</summary>
/// <param name="Name">The layer that it computes, or what it is for.</param>
/// <param name="Algorithm">In a few words, with what is fused.</param>
/// <param name="Tile">The sums that are held in registers, on this machine.</param>
/// <param name="Reads">The place and layout of what it reads; places count floats.</param>
/// <param name="Writes">The place and layout of what it writes.</param>
/// <param name="MultiplyAdds">Of the layers it computes.</param>
/// <param name="EstimatedMicroseconds">On one core of 3 GHz that has this machine's vectors.</param>
/// <param name="Layers">The layers that it computes together: <c>conv1 (Conv2D) + bn1 + relu1</c>. Empty where it only moves numbers for other steps.</param>
/// <param name="OutputShape">Of what it writes, as <c>14x14x6</c>, or the length of a flat tensor.</param>
/// <param name="Cores">Cores that share the step in <c>ForwardParallel</c>, at most; 1 where dividing it would gain nothing.</param>
public sealed record StepSummary(
    string Name,
    string Algorithm,
    string Tile,
    string Reads,
    string Writes,
    long MultiplyAdds,
    double EstimatedMicroseconds,
    string Layers,
    string OutputShape,
    int Cores);
