using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A call of one of the runtime's methods that take two maps by their strides, their size, and some numbers.</summary>
/// <param name="Algorithm">What it does, in a few words.</param>
/// <param name="Method">The class and the method: <c>Pixels.ShuffleChannels</c>.</param>
/// <param name="Numbers">What it takes after the maps and their size.</param>
internal sealed record RuntimeCall(string Algorithm, string Method, EquatableArray<int> Numbers)
{
    /// <summary>Floats from the input's first element to the first that it reads.</summary>
    public int Start { get; init; }

    /// <summary>Whether the size is the output's, which is a part of the input; else it is the input's.</summary>
    public bool TakesOutputSize { get; init; }

    /// <summary>A float that it takes behind the numbers; null where it takes none.</summary>
    public float? Value { get; init; }

    /// <summary>Floats of memory that it needs for itself: a pointer to them is its last argument.</summary>
    public int ScratchLength { get; init; }

    public static RuntimeCall Of(string algorithm, string method, params int[] numbers) => new(algorithm, method, numbers.ToEquatableArray());

    /// <summary>Copies a part of the input.</summary>
    /// <param name="start">Floats from the input's first element to the part's.</param>
    public static RuntimeCall CopyPart(string algorithm, int start) => Of(algorithm, "Pixels.CopyChannels") with { Start = start, TakesOutputSize = true };
}

/// <summary>A step that one call of the runtime does.</summary>
internal sealed record CallStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, RuntimeCall Call)
    : Step(Layer, Input, Output, Functions)
{
    public override string Algorithm => Call.Algorithm;

    public override int ScratchLength => Call.ScratchLength;

    /// <summary>The map whose size the call takes.</summary>
    public Shape Size => (Call.TakesOutputSize ? Output : Input).Shape;

    protected override bool KeepsInRegisters => false;
}
