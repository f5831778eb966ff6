using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>A run of the reduction: <paramref name="Count"/> times, the input <paramref name="Stride"/> floats further each time.</summary>
/// <param name="Index">What it counts.</param>
internal readonly record struct ReductionLoop(string Index, int Count, int Stride);

/// <summary>
/// The taps that are summed for one output, as loops around an unrolled body. Weights are read one after the other.
/// </summary>
/// <param name="Loops">From the outside in.</param>
/// <param name="Body">The input's offsets of the unrolled taps, in each turn of the innermost loop.</param>
/// <param name="Tail">Those that the innermost loop leaves over, after its end.</param>
internal sealed record Reduction(EquatableArray<ReductionLoop> Loops, EquatableArray<int> Body, EquatableArray<int> Tail);

/// <summary>Tiles side by side in a row: <paramref name="Count"/> of <paramref name="Size"/> pixels.</summary>
internal readonly record struct PixelRun(int Count, int Size);

/// <summary>Blocks of output channels: <paramref name="Count"/> of <paramref name="Vectors"/> vectors.</summary>
/// <param name="FirstChannel">Of the first block.</param>
/// <param name="KernelOffset">Of the first block's weights.</param>
/// <param name="KernelStride">Floats of a block's weights.</param>
internal readonly record struct ChannelRun(int FirstChannel, int Count, int Vectors, int KernelOffset, int KernelStride)
{
    /// <summary>Channels of a block.</summary>
    public int Width => Vectors * Tensor.Lanes;
}

/// <summary>A product of weights and a window, computed directly, tile by tile.</summary>
/// <param name="RowStep">Floats of the input between two rows of the output.</param>
/// <param name="PixelStep">Floats of the input between two pixels of the output.</param>
/// <param name="PixelRuns">How a row is cut.</param>
/// <param name="ChannelRuns">How the output channels are cut, in vectors.</param>
internal sealed record ProductStep(
    string Layer,
    string Method,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PackedWeights Weights,
    int RowStep,
    int PixelStep,
    Reduction Reduction,
    EquatableArray<PixelRun> PixelRuns,
    EquatableArray<ChannelRun> ChannelRuns) : Step(Layer, Method, Input, Output, Functions)
{
    public Product Product => Weights.Product;

    public int Rows => Product.Output.Height;

    /// <summary>From the weights to the biases.</summary>
    public int BiasOffset => Weights.BiasOffset - Weights.Offset;

    /// <summary>Whether each position has a kernel of its own.</summary>
    public bool KernelPerPosition => Product.Sharing == Sharing.LocallyConnected;

    public override string Algorithm
    {
        get
        {
            (int kernelHeight, int kernelWidth) = (Product.Window.Rows.Kernel, Product.Window.Columns.Kernel);
            string what = Product.Sharing switch
            {
                Sharing.Dense => "dense",
                Sharing.LocallyConnected => $"locally connected {kernelHeight}x{kernelWidth}",
                _ => $"direct convolution {kernelHeight}x{kernelWidth}",
            };
            return $"{what}, tile of {PixelRuns[0].Size} pixels x {ChannelRuns[0].Vectors} vectors, {Reduction.Body.Count} taps unrolled";
        }
    }
}
