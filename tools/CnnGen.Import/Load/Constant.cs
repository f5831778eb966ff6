using DataType = Onnx.TensorProto.Types.DataType;

namespace CnnGen.Import.Load;

/// <summary>A tensor whose numbers are known at import: floats, or whole numbers (booleans too).</summary>
/// <param name="Dims">As ONNX has them; none for a scalar.</param>
/// <param name="Floats">The numbers, where they are floats; else null.</param>
/// <param name="Integers">The numbers, where they are whole; else null.</param>
internal sealed record Constant(int[] Dims, float[]? Floats, long[]? Integers)
{
    /// <summary>What no network needs more of in a tensor that is computed at import, such as a shape.</summary>
    public const int MostComputed = 1 << 24;

    /// <summary>Multiplications that a product of constant matrices may take.</summary>
    public const long MostMultiplied = 1L << 28;

    /// <summary>The element type: what whole numbers are kept within, once floats are quantised to them.</summary>
    public DataType Type { get; init; } = Floats is not null ? DataType.Float : DataType.Int64;

    /// <summary>Why the numbers cannot be read, for a type such as string; null where they can.</summary>
    public string? Fault { get; init; }

    /// <summary>The initializer's name, which names the layer; empty where it was computed.</summary>
    public string Name { get; init; } = "";

    public int Count => Floats?.Length ?? Integers?.Length ?? 0;

    public bool IsFloat => Floats is not null;

    public static Constant Of(int[] dims, float[] numbers) => new(dims, numbers, null);

    public static Constant Of(int[] dims, long[] numbers) => new(dims, null, numbers);

    public static Constant Vector(params long[] numbers) => Of([numbers.Length], numbers);

    /// <summary>The numbers as floats, whatever they are.</summary>
    public float[] ToFloats() => Floats ?? Array.ConvertAll(Integers ?? [], number => (float)number);

    /// <summary>The numbers as whole ones; what a float has behind the point is cut off.</summary>
    public long[] ToIntegers() => Integers ?? Array.ConvertAll(Floats ?? [], number => (long)number);

    /// <summary>Some of its elements, by their places.</summary>
    public Constant Select(int[] dims, int[] places)
        => this with
        {
            Dims = dims,
            Floats = Floats is { } floats ? [.. places.Select(place => floats[place])] : null,
            Integers = Integers is { } integers ? [.. places.Select(place => integers[place])] : null,
        };

    /// <summary>
    /// The length of a tensor, if it is one that memory may hold. Absurd sides neither overflow nor, beside a side of 0, make long loops.
    /// </summary>
    public static bool TryLength(IEnumerable<long> dims, long most, out int length)
    {
        long product = 1;
        bool isEmpty = false;
        foreach (long side in dims)
        {
            if (side < 0 || side > int.MaxValue)
            {
                length = 0;
                return false;
            }

            isEmpty |= side == 0;
            product = side == 0 ? product : Math.Min(product * side, (long)int.MaxValue + 1);
        }

        length = isEmpty ? 0 : (int)Math.Min(product, int.MaxValue);
        return product <= Math.Min(isEmpty ? MostComputed : most, int.MaxValue);
    }
}
