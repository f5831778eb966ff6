namespace CnnGen.TestKit;

/// <summary>Normalize, directly below the input.</summary>
/// <param name="Mean">A number for each channel, one for all, or none where it is not written.</param>
/// <param name="Std">The same.</param>
public sealed record NormalizeLayer(double[] Mean, double[] Std) : TestLayer
{
    public override string Kind => "Normalize";

    /// <summary>A pixel's channels after one another.</summary>
    public double[] Apply(double[] x, int channels) => [.. x.Select((value, i) => (value - At(Mean, i % channels, 0)) / At(Std, i % channels, 1))];

    protected override bool Fits(Shape input) => !input.Flat && new[] { Mean, Std }.All(list => list.Length <= 1 || list.Length == input.Channels);

    protected override IEnumerable<string> Arguments()
        => new[] { ("Mean", Mean), ("Std", Std) }
            .Where(list => list.Item2.Length > 0)
            .Select(list => $"{list.Item1} = new double[] {{ {string.Join(", ", list.Item2.Select(Number))} }}");

    private static double At(double[] list, int channel, double missing) => list.Length == 0 ? missing : list[Math.Min(channel, list.Length - 1)];
}
