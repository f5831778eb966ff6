namespace CnnGen;

/// <summary>How long each step of a network took. <see cref="ToString"/> is the table.</summary>
public sealed class NetworkProfile
{
    internal NetworkProfile(IReadOnlyList<StepProfile> steps) => Steps = steps;

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<StepProfile> Steps { get; }

    /// <summary>The sum of the steps' medians.</summary>
    public double Microseconds => Steps.Sum(step => step.Microseconds);

    /// <summary>The table, a row a step with the layers that it computes, and the totals below.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Layers", "Output", "Algorithm", "us", "Share", "GFLOP/s", "Estimated us"],
            .. Steps.Select(step => (string[])
            [
                step.Step.Layers.Length > 0 ? step.Step.Layers : $"({step.Step.Name})",
                step.Step.OutputShape,
                step.Step.Algorithm,
                TextTable.Number(step.Microseconds),
                $"{TextTable.Number(100 * step.Microseconds / Microseconds)} %",
                step.Step.MultiplyAdds > 0 ? TextTable.Number(step.Gigaflops) : "",
                TextTable.Number(step.Step.EstimatedMicroseconds),
            ]),
            [
                "Total",
                "",
                "",
                TextTable.Number(Microseconds),
                "",
                TextTable.Number(Steps.Sum(step => step.Step.MultiplyAdds) * 2e-3 / Microseconds),
                TextTable.Number(Steps.Sum(step => step.Step.EstimatedMicroseconds)),
            ],
        ];
        return TextTable.Write(rows, texts: 3, total: true);
    }
}

/// <summary>How long a step took.</summary>
/// <param name="Step">As planned.</param>
/// <param name="Microseconds">The median of the runs.</param>
public sealed record StepProfile(StepSummary Step, double Microseconds)
{
    /// <summary>Of the layer as declared, two operations a multiply-add: more than the machine's peak where Winograd's method saves some.</summary>
    public double Gigaflops => Step.MultiplyAdds * 2e-3 / Microseconds;
}
