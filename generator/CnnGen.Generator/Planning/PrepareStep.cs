using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>What is done to the caller's elements when they are copied into the first buffer.</summary>
/// <param name="Means">Subtracted: an element for each channel, or one for all.</param>
/// <param name="Factors">Multiplied with what is left; as many.</param>
/// <param name="IsBgr">Whether the caller's first three channels are blue, green, red.</param>
internal sealed record Preparation(EquatableArray<float> Means, EquatableArray<float> Factors, bool IsBgr) : Operation
{
    /// <summary>Bytes become value / 255, and nothing else happens.</summary>
    public static Preparation None { get; } = new(new[] { 0f }.ToEquatableArray(), new[] { 1f }.ToEquatableArray(), IsBgr: false);

    /// <summary>Of a network's input: as its Normalize layer says, if it has one.</summary>
    public static Preparation Of(Normalize? normalize, bool isBgr)
        => new(normalize?.Means ?? None.Means, normalize?.Factors ?? None.Factors, isBgr);

    public bool IsUniform => Means.Count == 1 && !IsBgr;
}

/// <summary>How the caller's elements are copied: in the largest runs that the two layouts allow.</summary>
internal enum PrepareStrategy
{
    /// <summary>All lie in the same order on both sides and take the same mean and factor.</summary>
    Whole,

    /// <summary>The elements of each row do: a move per row.</summary>
    Rows,

    /// <summary>A vector holds a pixel.</summary>
    Colours,

    /// <summary>Element by element.</summary>
    Elements,
}

/// <summary>Fills the first buffer from the caller's span.</summary>
internal sealed record PrepareStep(string Layer, Tensor Input, Tensor Output, EquatableArray<Function> Functions, Preparation Preparation)
    : Step(Layer, Input, Output, Functions)
{
    public override string Algorithm => (Preparation.Equals(Preparation.None with { IsBgr = Preparation.IsBgr }), Preparation.IsBgr) switch
    {
        (true, _) => "copy from BGR",
        (_, true) => "normalise from BGR",
        _ => "normalise",
    };

    public PrepareStrategy Strategy => (Input, Output) switch
    {
        _ when Output.IsChannelView => PrepareStrategy.Elements,
        ({ IsCompact: true }, { IsCompact: true }) when Preparation.IsUniform => PrepareStrategy.Whole,
        ({ IsDense: true }, { IsDense: true }) when Preparation.IsUniform => PrepareStrategy.Rows,
        ({ IsCompact: true, Shape.Channels: 3 or 4 }, { ChannelStride: 1 }) => PrepareStrategy.Colours,
        _ => PrepareStrategy.Elements,
    };

    protected override bool KeepsInRegisters => false;

    /// <summary>The same of a step that only copies the caller's span, which bytes become floats in; null for any other step.</summary>
    public static PrepareStep? Of(Step step) => step switch
    {
        PrepareStep prepare => prepare,
        CopyStep copy => new PrepareStep(copy.Layer, copy.Input, copy.Output, copy.Functions, Preparation.None) { Method = copy.Method },
        _ => null,
    };
}
