using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A layer's weights in the order in which its step reads them.</summary>
/// <param name="Layer">The layer, whose name the keys begin with.</param>
/// <param name="Winograd">Pixels of an output tile's side, where the kernels are kept as Winograd transforms them; else 0.</param>
/// <param name="BlockChannels">Output channels of a block, for each target in the order of <see cref="Target.All"/>.</param>
/// <param name="Normalization">What is multiplied into the weights when they are loaded.</param>
/// <param name="Offset">Of the first kernel: for each kernel (or transform's plane), block and tap, the block's channels.</param>
/// <param name="BiasOffset">Of the biases; the same as <paramref name="Offset"/> where there are none.</param>
internal sealed record PackedWeights(string Layer, WeightedSum WeightedSum, int Winograd, EquatableArray<int> BlockChannels, Normalization? Normalization, int Offset, int BiasOffset)
{
    /// <summary>Output channels in whole vectors of eight.</summary>
    public int PaddedOutputs => Tensor.WholeVectors(Outputs);

    /// <summary>Output channels; units, where each has a factor of its own.</summary>
    public int Outputs => WeightedSum is { WeightKind: WeightKind.Scale, Output.IsFlat: true } ? (int)WeightedSum.Output.Length : WeightedSum.Output.Channels;

    /// <summary>Whether the sums start from something: a bias, or what a normalisation shifts by.</summary>
    public bool UseBias => WeightedSum.UseBias || Normalization is not null;

    /// <summary>The groups of a grouped convolution.</summary>
    public ChannelSlices? Slices { get; init; }

    /// <summary>The taps of each phase of a transposed convolution, with biases; it has no others itself.</summary>
    public EquatableArray<PackedWeights> Phases { get; init; }

    /// <summary>Which taps of a transposed convolution's kernel these are.</summary>
    public PhaseTaps Taps { get; init; }

    /// <summary>Products that are summed with one kernel, or in one plane.</summary>
    public int Reduction => Winograd > 0 ? WeightedSum.Input.Channels : (int)WeightedSum.Reduction;

    /// <summary>Floats of a kernel for all channels of a group, where there are groups, or of a plane.</summary>
    public int KernelLength => Reduction * (Slices?.Width ?? PaddedOutputs);

    public int Length => WeightedSum.WeightKind == WeightKind.Transposed ? 0 : (Winograd > 0 ? (Winograd + 2) * (Winograd + 2) : Slices?.Groups ?? WeightedSum.Kernels) * KernelLength;

    public int BiasLength => UseBias ? Slices?.BiasLength ?? WeightedSum.Kernels * PaddedOutputs : 0;

    /// <summary>From the weights to the biases.</summary>
    public int BiasDistance => BiasOffset - Offset;

    /// <summary>The same weights of no layer in particular.</summary>
    public PackedWeights AtStart => this with
    {
        Layer = "",
        Normalization = Normalization is null ? null : Normalization with { Layer = "", Epsilon = 0 },
        Offset = 0,
        BiasOffset = BiasDistance,
    };

    public int End => Phases.Select(phase => phase.End).Append(Offset + Length + BiasLength).Max();

    public static PackedWeights Place(Node node, int winograd, IEnumerable<int> blockChannels, int offset)
    {
        PackedWeights placed = new(node.Layer, (WeightedSum)node.Operation, winograd, blockChannels.ToEquatableArray(), node.Normalization, offset, offset) { Slices = node.Slices };
        return placed.UseBias ? placed with { BiasOffset = offset + placed.Length } : placed;
    }
}

/// <summary>The taps of a phase of a transposed convolution: of the kernel's rows and columns the first, and the steps to the next.</summary>
internal readonly record struct PhaseTaps(int FirstRow, int RowStep, int FirstColumn, int ColumnStep);
