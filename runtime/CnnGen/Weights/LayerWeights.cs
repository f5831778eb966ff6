using System.ComponentModel;
using System.Runtime.CompilerServices;

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

    /// <summary>A kernel for each output channel, which reads one input channel.</summary>
    Depthwise,

    /// <summary>A factor for each channel, which is a normalisation's alone.</summary>
    Scale,

    /// <summary>One kernel, which slides over the output.</summary>
    Transposed,
}

/// <summary>A BatchNorm layer that is multiplied into the weights before it. For generated code.</summary>
/// <param name="Name">What its keys begin with.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Pixels">Pixels of the map that was flattened, where each unit has numbers of its own.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record Normalization(string Name, double Epsilon, int Pixels = 1);

/// <summary>
/// A layer's weights: their shapes in a file, and the order in which the generated code reads them. For generated code. That order is,
/// from the outside in: position (where each has a kernel of its own), block of output channels, kernel row, kernel column, input
/// channel, output channel within the block.
/// </summary>
/// <param name="name">What the keys begin with.</param>
/// <param name="kind">How the weights are shared.</param>
/// <param name="outputs">Output channels.</param>
/// <param name="inputs">Input channels that an output is summed from.</param>
/// <param name="kernelHeight">Rows of the kernel; of the map, for a dense layer after a Flatten.</param>
/// <param name="kernelWidth">Columns of the kernel; of the map, for a dense layer after a Flatten.</param>
/// <param name="blockWidth">Output channels in a block; the last block may be narrower, by whole vectors.</param>
/// <param name="offset">Where the weights begin in the buffer.</param>
/// <param name="biasOffset">Where the biases begin in the buffer.</param>
/// <param name="useBias">Whether there are biases.</param>
/// <param name="outputHeight">Rows of the output, where each position has a kernel of its own; else 1.</param>
/// <param name="outputWidth">Columns of the output, where each position has a kernel of its own; else 1.</param>
/// <param name="multiplier">Output channels of each input channel, where these are kept apart.</param>
/// <param name="slices">The groups of a grouped convolution, whose weights are packed one group after the other.</param>
/// <param name="normalization">What the weights are multiplied with when they are loaded.</param>
/// <param name="phases">What a transposed convolution consists of; it has no block and no weights itself then.</param>
/// <param name="winogradSide">Pixels of a side of the output tiles that Winograd's method works with; 0 where the weights are used as they are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerWeights(
    string name,
    WeightKind kind,
    int outputs,
    int inputs,
    int kernelHeight,
    int kernelWidth,
    int blockWidth,
    int offset,
    int biasOffset,
    bool useBias,
    int outputHeight = 1,
    int outputWidth = 1,
    int winogradSide = 0,
    int multiplier = 1,
    ChannelSlices? slices = null,
    Normalization? normalization = null,
    PhaseWeights[]? phases = null)
{
    private readonly int _positions = outputHeight * outputWidth;
    private readonly int _paddedOutputs = PackedSize.Padded(outputs);

    internal string Name { get; } = name;

    internal bool UseBias { get; } = useBias;

    internal Normalization? Normalization { get; } = normalization;

    internal int Outputs => outputs;

    internal int BiasCount => _positions * outputs;

    /// <summary>Whether the file holds a kernel.</summary>
    internal bool HasWeights => kind != WeightKind.Scale;

    internal int Reduction { get; } = kernelHeight * kernelWidth * inputs;

    /// <summary>Inputs that an output is summed from, on the average.</summary>
    internal double FanIn => Reduction / (double)Math.Max(1, phases?.Length ?? 1);

    internal int WeightCount => _positions * outputs * Reduction;

    internal long[] WeightShape(WeightLayout layout) => (kind, layout) switch
    {
        (WeightKind.Dense, WeightLayout.PyTorch) => [outputs, Reduction],
        (WeightKind.Dense, _) => [Reduction, outputs],
        (WeightKind.Depthwise, WeightLayout.Keras) => [kernelHeight, kernelWidth, outputs / multiplier, multiplier],
        (WeightKind.Transposed, WeightLayout.PyTorch) => [Groups * inputs, outputs / Groups, kernelHeight, kernelWidth],
        (WeightKind.Transposed, _) => [kernelHeight, kernelWidth, outputs / Groups, Groups * inputs],
        (WeightKind.Convolution or WeightKind.Depthwise, WeightLayout.PyTorch) => [outputs, inputs, kernelHeight, kernelWidth],
        (WeightKind.Convolution, _) => [kernelHeight, kernelWidth, inputs, outputs],
        (_, WeightLayout.PyTorch) => [outputHeight, outputWidth, outputs, inputs, kernelHeight, kernelWidth],
        _ => [_positions, Reduction, outputs],
    };

    private int Groups => slices?.Groups ?? 1;

    /// <summary>Whether each position has a kernel of its own.</summary>
    internal bool IsLocal => kind == WeightKind.LocallyConnected;

    /// <summary>Whether the file has its kernels by input channel: see <see cref="ByOutput"/>.</summary>
    internal bool IsTransposed => kind == WeightKind.Transposed;

    /// <summary>The weights of a transposed convolution, which are in a file's order, in that of PyTorch's for a plain one.</summary>
    internal float[] ByOutput(float[] weights, WeightLayout layout)
    {
        int taps = kernelHeight * kernelWidth;
        int groupOutputs = outputs / Groups;
        float[] kernels = new float[weights.Length];
        int target = 0;
        for (int output = 0; output < outputs; output++)
        {
            int firstInput = output / groupOutputs * inputs;
            for (int input = firstInput; input < firstInput + inputs; input++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    kernels[target++] = weights[layout == WeightLayout.PyTorch
                        ? (((input * groupOutputs) + (output % groupOutputs)) * taps) + tap
                        : (((tap * groupOutputs) + (output % groupOutputs)) * Groups * inputs) + input];
                }
            }
        }

        return kernels;
    }

    internal long[] BiasShape()
        => kind == WeightKind.LocallyConnected ? [outputHeight, outputWidth, outputs] : [outputs];

    /// <summary>Multiplies a normalisation into weights, which are in a file's order, and biases.</summary>
    internal void Normalize(float[] weights, WeightLayout layout, float[] biases, ReadOnlySpan<double> factors, ReadOnlySpan<double> means, ReadOnlySpan<float> shifts)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            int output = (layout == WeightLayout.PyTorch ? i / Reduction : i) % outputs;
            weights[i] = (float)(weights[i] * factors[output]);
        }

        for (int i = 0; i < biases.Length; i++)
        {
            int output = i % outputs;
            biases[i] = (float)(((biases[i] - means[output]) * factors[output]) + shifts[output]);
        }
    }

    internal void PackWeights(float[] source, WeightLayout layout, AlignedBuffer buffer)
    {
        if (winogradSide > 0)
        {
            PackPlanes(source, layout, buffer);
            return;
        }

        if (IsTransposed)
        {
            foreach (PhaseWeights phase in phases ?? [])
            {
                Plain(phase).PackWeights(phase.Select(source, kernelHeight, kernelWidth), layout, buffer);
            }

            return;
        }

        int length = (slices is null ? _paddedOutputs : slices.Groups * slices.Width) * Reduction;
        for (int position = 0; position < _positions; position++)
        {
            ReadOnlySpan<float> kernel = source.AsSpan(position * outputs * Reduction, outputs * Reduction);
            Span<float> packed = buffer.Slice(offset + (position * length), length);
            for (int output = 0; output < outputs; output++)
            {
                PackOutput(kernel, layout, output, packed);
            }
        }
    }

    internal void PackBiases(float[] source, AlignedBuffer buffer)
    {
        foreach (PhaseWeights phase in phases ?? [])
        {
            Plain(phase).PackBiases(source, buffer);
        }

        for (int position = 0; position < _positions; position++)
        {
            source.AsSpan(position * outputs, outputs).CopyTo(buffer.Slice(biasOffset + (position * _paddedOutputs), outputs));
        }
    }

    /// <summary>A phase as a convolution of its own.</summary>
    private LayerWeights Plain(PhaseWeights phase)
        => new(Name, WeightKind.Convolution, outputs, inputs, phase.Rows, phase.Columns, phase.BlockWidth, phase.Offset, phase.BiasOffset, UseBias, slices: slices);

    /// <summary>A plane for each element of the transformed kernels: in it, for each block, input channel and output channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackPlanes(float[] source, WeightLayout layout, AlignedBuffer buffer)
    {
        WinogradKernel transform = new(winogradSide);
        Span<float> kernel = stackalloc float[WinogradKernel.Taps];
        Span<float> planes = stackalloc float[transform.Planes];
        for (int output = 0; output < outputs; output++)
        {
            (int target, int width) = Place(output, inputs);
            for (int input = 0; input < inputs; input++, target += width)
            {
                for (int tap = 0; tap < kernel.Length; tap++)
                {
                    kernel[tap] = source[Index(layout, output, tap, input)];
                }

                transform.Apply(kernel, planes);
                for (int plane = 0; plane < planes.Length; plane++)
                {
                    buffer.Slice(offset + (plane * _paddedOutputs * inputs), _paddedOutputs * inputs)[target] = planes[plane];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackOutput(ReadOnlySpan<float> kernel, WeightLayout layout, int output, Span<float> packed)
    {
        (int target, int width) = Place(output, Reduction);
        for (int tap = 0; tap < kernelHeight * kernelWidth; tap++)
        {
            for (int input = 0; input < inputs; input++, target += width)
            {
                packed[target] = kernel[Index(layout, output, tap, input)];
            }
        }
    }

    /// <summary>Where an output channel's first weight goes, and how far the next one is.</summary>
    private (int First, int Step) Place(int output, int reduction)
    {
        int groupWidth = slices?.Width ?? _paddedOutputs;
        int groupOutputs = outputs / Groups;
        int channel = output % groupOutputs;
        int block = channel / blockWidth * blockWidth;
        int first = (output / groupOutputs * groupWidth) + block;
        return ((first * reduction) + channel - block, Math.Min(blockWidth, groupWidth - block));
    }

    /// <summary>PyTorch's [out, in, kh, kw] and Keras's [kh, kw, in, out]; a dense layer after a Flatten is a kernel over the whole map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Index(WeightLayout layout, int output, int tap, int input)
        => layout == WeightLayout.PyTorch
            ? (((output * inputs) + input) * kernelHeight * kernelWidth) + tap
            : (((tap * inputs) + input) * outputs) + output;
}
