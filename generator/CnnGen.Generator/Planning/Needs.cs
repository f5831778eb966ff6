namespace CnnGen.Generator.Planning;

/// <summary>What a step needs of the tensors that it reads and writes; the layouts are chosen by it.</summary>
internal sealed record Needs
{
    /// <summary>Pixel by pixel, the channels one after the other, with no padding: what a move of the runtime takes.</summary>
    public static Needs Pixels { get; } = new();

    /// <summary>Vectors of eight channels on both sides.</summary>
    public static Needs Vectors { get; } = new() { ReadsVectors = true, WritesVectors = true };

    /// <summary>Any order of the elements on both sides.</summary>
    public static Needs AnyLayout { get; } = new() { ReadsAnyLayout = true };

    /// <summary>Whether it reads from any layout.</summary>
    public bool ReadsAnyLayout { get; init; }

    /// <summary>Whether it reads its first input eight channels at a time.</summary>
    public bool ReadsVectors { get; init; }

    /// <summary>Whether it writes its output eight channels at a time.</summary>
    public bool WritesVectors { get; init; }

    /// <summary>Whether it takes the elements of a flattened map as one row, in their order.</summary>
    public bool TakesUnits { get; init; }

    /// <summary>The border that must be around its input.</summary>
    public Halo Halo { get; init; } = Halo.None;
}
