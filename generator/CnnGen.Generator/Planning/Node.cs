using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A step to be, before its tensors have a place: an operation with the functions and the pool folded into it.</summary>
/// <param name="Layer">The layer, or what the step is for.</param>
/// <param name="Operation">What it computes; <see cref="Identity"/> for a copy.</param>
/// <param name="Functions">Applied to each number, after the pool.</param>
internal sealed record Node(string Layer, Operation Operation, Shape Input, Shape Output, EquatableArray<Function> Functions)
{
    /// <summary>The values that it reads; most read one.</summary>
    public EquatableArray<int> Reads { get; init; }

    /// <summary>The value that it writes.</summary>
    public int Writes { get; init; }

    /// <summary>Where it writes a run of a joined value's channels: the first of them.</summary>
    public int? FirstChannel { get; init; }

    /// <summary>A pool that is taken of a product's sums while they are in registers.</summary>
    public Pool? FusedPool { get; init; }

    /// <summary>Pixels of a side of the tiles that a convolution is computed in by <see cref="Winograd"/>; 0 where it is not.</summary>
    public int WinogradSide { get; init; }

    /// <summary>A normalisation that is multiplied into a product's weights.</summary>
    public Normalization? Normalization { get; init; }

    /// <summary>The groups of a grouped convolution.</summary>
    public ChannelSlices? Slices { get; init; }

    /// <summary>The cache that all the network's weights together stay in from one pass to the next.</summary>
    public Cache WeightsIn { get; init; }

    /// <summary>The pointwise convolution that is computed together with this depthwise one, strip by strip.</summary>
    public Node? Then { get; init; }

    /// <summary>Whether it moves numbers from any layout to any other.</summary>
    public bool IsCopy => Operation is Identity or Preparation;

    /// <summary>What it needs of its tensors.</summary>
    public Needs Needs => Operations.NeedsOf(this);

    /// <summary>Whether it reads an input eight channels at a time.</summary>
    public bool ReadsVectors(int input) => Operation is Elementwise join ? join.Operands[input].Broadcast != Broadcast.Pixels : Needs.ReadsVectors;

    /// <summary>Whether it writes its output eight channels at a time, or sweeps over it so.</summary>
    public bool WritesVectors => Needs.WritesVectors || Functions.Count > 0;

    /// <summary>The border of the output that it may overwrite with values that nobody reads.</summary>
    public Halo Overrun => WinogradSide > 0 ? Winograd.Of((WeightedSum)Operation, WinogradSide).OutputOverrun(Output, FusedPool) : Halo.None;

    public static Node Of(string layer, Operation operation, Shape input, Shape output)
        => new(layer, operation, input, output, EquatableArray<Function>.Empty);

    public static Node Copy(string purpose, Shape shape) => new(purpose, new Identity(), shape, shape, EquatableArray<Function>.Empty);
}

/// <summary>Each channel as often as a depthwise convolution has kernels for it.</summary>
internal sealed record Repeat(int Times) : Operation;
