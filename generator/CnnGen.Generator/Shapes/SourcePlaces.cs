using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>Places of an input: from <paramref name="First"/> on, <paramref name="Count"/> of them, <paramref name="Spacing"/> apart.</summary>
internal readonly record struct Taps(long First, int Count, int Spacing)
{
    /// <summary>The last place; below the first where there is none.</summary>
    public long Last => First + ((Count - 1L) * Spacing);
}

/// <summary>
/// Which rows (or columns) of an input each row (or column) of a layer's output is computed from. The pattern repeats: output place
/// <c>k * Phases.Count + p</c> is computed from the places of phase p, moved by <c>k * Step</c>. Places outside the input are padding.
/// </summary>
internal sealed record SourcePlaces(int Step, EquatableArray<Taps> Phases)
{
    /// <summary>A layer that enlarges a map by more has no short description.</summary>
    private const int MostPhases = 1 << 12;

    /// <summary>Each place of the output is computed from the same place of the input.</summary>
    public static SourcePlaces SamePlace { get; } = Shifted(0);

    /// <summary>Each place of the output is computed from the whole input.</summary>
    public static SourcePlaces All(int input) => new(0, Single(new Taps(0, input, 1)));

    /// <summary>A pad (<paramref name="by"/> below 0) or a crop.</summary>
    public static SourcePlaces Shifted(int by) => new(1, Single(new Taps(by, 1, 1)));

    /// <summary>A window that slides over the input.</summary>
    public static SourcePlaces Window(Axis axis) => new(axis.Stride, Single(new Taps(-axis.PadBefore, axis.Kernel, axis.Dilation)));

    /// <summary>A window that slides over the output: a transposed convolution.</summary>
    public static SourcePlaces Transposed(Axis axis, int input, int output)
        => new(1, Phase.Of(axis, input, output).Select(phase => new Taps(-(long)phase.Axis.PadBefore, phase.Axis.Kernel, phase.Axis.Dilation)).ToEquatableArray());

    /// <summary>Each place becomes <paramref name="factor"/> places; null where these are too many.</summary>
    public static SourcePlaces? Repeated(int factor) => factor > MostPhases ? null : new(1, Enumerable.Repeat(new Taps(0, 1, 1), factor).ToEquatableArray());

    /// <summary>Each place becomes <paramref name="factor"/> places, interpolated between the two inputs whose centres are nearest.</summary>
    public static SourcePlaces? Interpolated(int factor) => factor > MostPhases ? null : new(1, Enumerable.Range(0, factor).Select(place =>
    {
        // The centre of the output in halves of an output's width, from the centre of the input's first place on.
        int centre = (2 * place) + 1 - factor;
        int first = centre < 0 ? -1 : 0;
        return new Taps(first, centre == 0 ? 1 : 2, 1);
    }).ToEquatableArray());

    private static EquatableArray<Taps> Single(Taps taps) => new[] { taps }.ToEquatableArray();
}
