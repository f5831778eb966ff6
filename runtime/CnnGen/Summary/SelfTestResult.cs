using System.Globalization;

namespace CnnGen;

/// <summary>What a network's <c>SelfTest()</c> found. <see cref="ToString"/> is a table.</summary>
public sealed class SelfTestResult
{
    internal SelfTestResult(string network, IReadOnlyList<LayerDifference> layers) => (Network, Layers) = (network, layers);

    /// <summary>The network's class.</summary>
    public string Network { get; }

    /// <summary>The layers that were compared, in the order in which they run; the last is the output. Of a large layer, the vector may hold a sample.</summary>
    public IReadOnlyList<LayerDifference> Layers { get; }

    /// <summary>The first layer whose output differs; null where none does.</summary>
    public LayerDifference? FirstDifference => Layers.FirstOrDefault(layer => !layer.IsRight);

    /// <summary>Whether all outputs are as expected.</summary>
    public bool Passed => FirstDifference is null;

    /// <summary>A line with the verdict, and a row for each layer.</summary>
    public override string ToString()
    {
        string verdict = FirstDifference is { } first
            ? $"{Network}: the first layer that differs is '{first.Name}', by {Text(first.Error)} where its largest value is {Text(first.Scale)}."
            : $"{Network}: {Layers.Count} layers are as expected.";
        string[][] rows =
        [
            ["Layer", "Largest value", "Largest error", "Relative"],
            .. Layers.Select(layer => (string[])[layer.Name, Text(layer.Scale), Text(layer.Error), $"{Text(layer.Error / layer.Scale)}{(layer.IsRight ? "" : " !")}"]),
        ];
        return $"{verdict}\n{TextTable.Write(rows, texts: 1, total: false)}";
    }

    private static string Text(double number) => number.ToString("0.##e+0", CultureInfo.InvariantCulture);
}

/// <summary>How far a layer's output is from the expected one.</summary>
/// <param name="Name">The layer; <c>output</c> for the network's.</param>
/// <param name="Error">The largest absolute difference of two elements; infinite where one of them is not a number.</param>
/// <param name="Scale">The largest absolute value of the expected elements.</param>
public sealed record LayerDifference(string Name, double Error, double Scale)
{
    /// <summary>An error in proportion to the scale that rounding does not explain.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>The error that is right for the layer's kind, however small its output is; 0 for most.</summary>
    public double AbsoluteTolerance { get; init; }

    /// <summary>Whether rounding explains the error.</summary>
    public bool IsRight => Error <= AbsoluteTolerance + (Tolerance * Scale);
}
