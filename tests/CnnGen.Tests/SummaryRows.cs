namespace CnnGen.Tests;

/// <summary>The columns of a summary, one entry a layer.</summary>
internal static class SummaryRows
{
    public static string[] Shapes(this NetworkSummary summary) => [.. summary.Layers.Select(layer => layer.OutputShape)];

    public static long[] OutputLengths(this NetworkSummary summary) => [.. summary.Layers.Select(layer => layer.Activations)];

    public static long[] Parameters(this NetworkSummary summary) => [.. summary.Layers.Select(layer => layer.Parameters)];
}
