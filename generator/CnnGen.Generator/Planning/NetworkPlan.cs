using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>All that was decided about a network. Emission writes it down.</summary>
/// <param name="Steps">In the order in which they run; empty where the network has faults.</param>
/// <param name="Weights">Packed one after the other in this order.</param>
/// <param name="WeightsLength">Floats.</param>
/// <param name="ArenaLength">Floats of scratch memory a thread needs.</param>
internal sealed record NetworkPlan(
    ShapedNetwork Network,
    EquatableArray<Step> Steps,
    EquatableArray<PackedWeights> Weights,
    int WeightsLength,
    int ArenaLength)
{
    /// <summary>Whether there is anything to run: a network with faults has members that throw.</summary>
    public bool IsRunnable => Steps.Count > 0;

    public static NetworkPlan Refused(ShapedNetwork network)
        => new(network, EquatableArray<Step>.Empty, EquatableArray<PackedWeights>.Empty, 0, 0);
}

/// <summary>A layer's weights in the order in which its step reads them.</summary>
/// <param name="Layer">The layer, whose name the keys begin with.</param>
/// <param name="BlockVectors">Vectors of output channels that a tile holds; a block of weights is as wide.</param>
/// <param name="Offset">Of the first kernel: for each kernel, block and tap, the block's channels.</param>
/// <param name="BiasOffset">Of the biases; the same as <paramref name="Offset"/> where there are none.</param>
internal sealed record PackedWeights(string Layer, Product Product, int BlockVectors, int Offset, int BiasOffset)
{
    /// <summary>Output channels in whole vectors.</summary>
    public int Lanes => Tensor.WholeVectors(Product.Output.Channels);

    public int KernelLength => (int)Product.Reduction * Lanes;

    public int Length => Product.Kernels * KernelLength;

    public int BiasLength => Product.UseBias ? Product.Kernels * Lanes : 0;

    public int End => Offset + Length + BiasLength;

    public static PackedWeights Place(string layer, Product product, int blockVectors, int offset)
    {
        PackedWeights placed = new(layer, product, blockVectors, offset, offset);
        return product.UseBias ? placed with { BiasOffset = offset + placed.Length } : placed;
    }
}
