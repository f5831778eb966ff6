namespace CnnGen.Generator.Planning;

/// <summary>A kind of machine, by its widest vectors. Steps that are worth it have a form for each; the JIT compiles just one.</summary>
/// <param name="Lanes">Floats of a vector.</param>
/// <param name="Registers">Vector registers. A tile that spills loses half its speed.</param>
internal sealed record Target(int Lanes, int Registers)
{
    /// <summary>AVX-512: <c>Vector512</c>, and 32 registers for every width.</summary>
    public static Target Vector512 { get; } = new(16, 32);

    /// <summary>AVX2 with FMA.</summary>
    public static Target Vector256 { get; } = new(8, 16);

    /// <summary>Everything else: SSE, ARM64 (which has 32 registers) and WASM, where <c>Vector256</c> would be emulated.</summary>
    public static Target Vector128 { get; } = new(4, 16);

    /// <summary>From the widest to the narrowest, as they are tried at run time.</summary>
    public static IReadOnlyList<Target> All { get; } = [Vector512, Vector256, Vector128];

    /// <summary>As C# calls its vectors.</summary>
    public string Name => VectorName(Lanes);

    public static string VectorName(int lanes) => $"Vector{lanes * 32}";

    /// <summary>Vectors that <paramref name="channels"/>, which fill vectors of eight, or one of four, are cut into: as wide as can be, then narrower.</summary>
    public IEnumerable<VectorRun> Cut(int channels)
    {
        if (channels >= Lanes)
        {
            yield return new VectorRun(0, channels / Lanes, Lanes);
        }

        if (channels % Lanes > 0)
        {
            yield return new VectorRun(channels / Lanes * Lanes, 1, channels % Lanes);
        }
    }
}

/// <summary><paramref name="Count"/> vectors of as many lanes, side by side.</summary>
/// <param name="First">The first one's channel.</param>
internal readonly record struct VectorRun(int First, int Count, int Lanes);
