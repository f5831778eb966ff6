using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>
/// What a layer computes, and everything about it that follows from its numbers alone. Each kind is a record in <c>Rules</c>, beside the
/// rule that makes it; the planner decides how it is computed.
/// </summary>
internal abstract record Operation
{
    /// <summary>Trained numbers.</summary>
    public virtual long Parameters => 0;

    /// <summary>Multiplications with a weight, those with padding included.</summary>
    public virtual long MultiplyAdds => 0;

    /// <summary>Whether it counts a map's numbers, which the frameworks of weights files do in two orders.</summary>
    public virtual bool HangsOnOrder => false;

    /// <summary>The arithmetic behind the output's sides, with the numbers in: <c>(32 + 0 - 5)/1 + 1 = 28</c>; empty where there is none.</summary>
    public virtual string OutputFormula(ShapedLayer layer) => "";

    /// <summary>Likewise of the parameters: <c>6 x (5x5x1 + 1) = 156</c>.</summary>
    public virtual string ParametersFormula => "";

    /// <summary>Likewise of the multiply-adds: <c>28 x 28 x 6 x 25 = 117600</c>.</summary>
    public virtual string MultiplyAddsFormula => "";

    /// <summary>The window whose padding lies around the input in memory; null where there is none.</summary>
    public virtual Window? PaddedWindow => null;

    /// <summary>
    /// Which rows (or columns) of an input the output is computed from; null where they have no short description. Unless a kind says
    /// otherwise, a place comes from the same place, or from all of an input of another length.
    /// </summary>
    /// <param name="input">Rows (or columns) of that input.</param>
    /// <param name="output">Rows (or columns) of the output.</param>
    public virtual SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight)
        => input == output ? SourcePlaces.SamePlace : SourcePlaces.All(input);

    /// <summary>The tensors that it takes from a weights file.</summary>
    public virtual IEnumerable<LayerTensor> Tensors(WeightLayout layout) => [];

    /// <summary>The runtime's plain loops that compute the same for <c>ForwardTraced</c>, one after the other.</summary>
    public virtual IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer)
        => throw new NotSupportedException($"{layer.Kind} has no plain loops for ForwardTraced.");
}

/// <summary>No operation at inference.</summary>
internal sealed record Identity : Operation
{
    /// <summary>A flattened map's elements are counted.</summary>
    public override string OutputFormula(ShapedLayer layer)
        => layer is { Output.IsFlat: true, Input.IsFlat: false }
            ? Formulas.Text($"{layer.Input.Height} x {layer.Input.Width} x {layer.Input.Channels} = {layer.Output.Length}")
            : "";

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Copy")];
}

/// <summary>The runtime's class <c>Reference…</c> and what its constructor takes.</summary>
/// <param name="kind">The class's name after <c>Reference</c>.</param>
/// <param name="arguments">Numbers, flags, names, axes, lists of floats, functions and normalisations.</param>
internal sealed class ReferenceCall(string kind, params object[] arguments)
{
    public string Kind { get; } = kind;

    public IReadOnlyList<object> Arguments { get; } = arguments;
}
