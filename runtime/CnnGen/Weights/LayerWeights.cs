using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>How a layer's weights are shared between output positions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WeightKind
{
    /// <summary>One kernel for all positions.</summary>
    Convolution,

    /// <summary>One position, whose kernel is the whole input.</summary>
    Dense,

    /// <summary>A kernel for each position.</summary>
    LocallyConnected,
}

/// <summary>
/// A layer's weights: their shapes in a file, and the order in which the generated code reads them. For generated code. That order is,
/// from the outside in: position (where each has a kernel of its own), block of output channels, kernel row, kernel column, input
/// channel, output channel within the block.
/// </summary>
/// <param name="Name">What the keys begin with.</param>
/// <param name="Kind">How the weights are shared.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerWeights(string Name, WeightKind Kind)
{
    private const int Lanes = 8;

    /// <summary>Rows of the output, where each position has a kernel of its own; else 1.</summary>
    public int OutputHeight { get; init; } = 1;

    /// <summary>Columns of the output, where each position has a kernel of its own; else 1.</summary>
    public int OutputWidth { get; init; } = 1;

    /// <summary>Output channels.</summary>
    public required int Outputs { get; init; }

    /// <summary>Input channels.</summary>
    public required int Inputs { get; init; }

    /// <summary>Rows of the kernel; of the map, for a dense layer after a Flatten.</summary>
    public int KernelHeight { get; init; } = 1;

    /// <summary>Columns of the kernel; of the map, for a dense layer after a Flatten.</summary>
    public int KernelWidth { get; init; } = 1;

    /// <summary>Pixels of a side of the output tiles that Winograd's method works with; 0 where the weights are used as they are.</summary>
    public int WinogradSide { get; init; }

    /// <summary>Whether there are biases.</summary>
    public required bool UseBias { get; init; }

    /// <summary>Output channels in a block; the last block may be narrower, by whole vectors.</summary>
    public required int BlockWidth { get; init; }

    /// <summary>Where the weights begin in the buffer.</summary>
    public required int Offset { get; init; }

    /// <summary>Where the biases begin in the buffer.</summary>
    public required int BiasOffset { get; init; }

    internal int Reduction => KernelHeight * KernelWidth * Inputs;

    internal int WeightCount => Positions * Outputs * Reduction;

    private int Positions => OutputHeight * OutputWidth;

    /// <summary>Output channels in whole vectors.</summary>
    private int PaddedOutputs => (Outputs + Lanes - 1) / Lanes * Lanes;

    internal long[] WeightShape(WeightLayout layout) => (Kind, layout) switch
    {
        (WeightKind.Dense, WeightLayout.PyTorch) => [Outputs, Reduction],
        (WeightKind.Dense, _) => [Reduction, Outputs],
        (WeightKind.Convolution, WeightLayout.PyTorch) => [Outputs, Inputs, KernelHeight, KernelWidth],
        (WeightKind.Convolution, _) => [KernelHeight, KernelWidth, Inputs, Outputs],
        (_, WeightLayout.PyTorch) => [OutputHeight, OutputWidth, Outputs, Inputs, KernelHeight, KernelWidth],
        _ => [Positions, Reduction, Outputs],
    };

    internal long[] BiasShape()
        => Kind == WeightKind.LocallyConnected ? [OutputHeight, OutputWidth, Outputs] : [Outputs];

    internal void PackWeights(float[] source, WeightLayout layout, AlignedBuffer buffer)
    {
        if (WinogradSide > 0)
        {
            PackPlanes(source, layout, buffer);
            return;
        }

        for (int position = 0; position < Positions; position++)
        {
            ReadOnlySpan<float> kernel = source.AsSpan(position * Outputs * Reduction, Outputs * Reduction);
            Span<float> packed = buffer.Slice(Offset + (position * PaddedOutputs * Reduction), PaddedOutputs * Reduction);
            for (int output = 0; output < Outputs; output++)
            {
                PackOutput(kernel, layout, output, packed);
            }
        }
    }

    internal void PackBiases(float[] source, AlignedBuffer buffer)
    {
        for (int position = 0; position < Positions; position++)
        {
            source.AsSpan(position * Outputs, Outputs).CopyTo(buffer.Slice(BiasOffset + (position * PaddedOutputs), Outputs));
        }
    }

    /// <summary>A plane for each element of the transformed kernels: in it, for each block, input channel and output channel.</summary>
    private void PackPlanes(float[] source, WeightLayout layout, AlignedBuffer buffer)
    {
        WinogradKernel transform = new(WinogradSide);
        Span<float> kernel = stackalloc float[WinogradKernel.Taps];
        Span<float> planes = stackalloc float[transform.Planes];
        for (int output = 0; output < Outputs; output++)
        {
            (int target, int width) = Place(output, Inputs);
            for (int input = 0; input < Inputs; input++, target += width)
            {
                for (int tap = 0; tap < kernel.Length; tap++)
                {
                    kernel[tap] = source[Index(layout, output, tap, input)];
                }

                transform.Apply(kernel, planes);
                for (int plane = 0; plane < planes.Length; plane++)
                {
                    buffer.Slice(Offset + (plane * PaddedOutputs * Inputs), PaddedOutputs * Inputs)[target] = planes[plane];
                }
            }
        }
    }

    private void PackOutput(ReadOnlySpan<float> kernel, WeightLayout layout, int output, Span<float> packed)
    {
        (int target, int width) = Place(output, Reduction);
        for (int tap = 0; tap < KernelHeight * KernelWidth; tap++)
        {
            for (int input = 0; input < Inputs; input++, target += width)
            {
                packed[target] = kernel[Index(layout, output, tap, input)];
            }
        }
    }

    /// <summary>Where an output channel's first weight goes, and how far the next one is.</summary>
    private (int First, int Step) Place(int output, int reduction)
    {
        int block = output / BlockWidth * BlockWidth;
        return ((block * reduction) + output - block, Math.Min(BlockWidth, PaddedOutputs - block));
    }

    /// <summary>PyTorch's [out, in, kh, kw] and Keras's [kh, kw, in, out]; a dense layer after a Flatten is a kernel over the whole map.</summary>
    private int Index(WeightLayout layout, int output, int tap, int input)
        => layout == WeightLayout.PyTorch
            ? (((output * Inputs) + input) * KernelHeight * KernelWidth) + tap
            : (((tap * Inputs) + input) * Outputs) + output;
}
