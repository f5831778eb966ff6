using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CnnGen.Runtime;

/// <summary>A window along one side of a map. For generated code.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Dilation">Pixels from one tap to the next.</param>
/// <param name="PadBefore">Pixels of padding before the first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ReferenceAxis(int Kernel, int Stride, int Dilation, int PadBefore)
{
    /// <summary>The pixel under a tap; below 0 in the padding before the map, and perhaps beyond its end.</summary>
    internal int Under(int output, int tap) => (output * Stride) - PadBefore + (tap * Dilation);

    /// <summary>The pixel whose window, in the output, has this pixel under a tap; below 0 where there is none.</summary>
    internal int Over(int output, int tap)
    {
        int place = output + PadBefore - (tap * Dilation);
        return place < 0 || place % Stride != 0 ? -1 : place / Stride;
    }
}

/// <summary>
/// Sums of weights times inputs: a convolution, plain, grouped, depthwise or transposed, a local or a full connection. For generated code.
/// </summary>
/// <param name="name">The layer, whose weights are taken without what is multiplied into them for <c>Forward</c>.</param>
/// <param name="groups">Groups of input channels.</param>
/// <param name="rows">The window's rows.</param>
/// <param name="columns">The window's columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceWeightedSum(string name, int groups, ReferenceAxis rows, ReferenceAxis columns) : ReferenceOperation
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        LayerWeights layer = weights!.Layer(name);
        (float[] kernels, WeightLayout layout, float[] biases) = weights.Source.Take(layer);
        ReferenceMap input = inputs[0];
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                // Of a local connection each position has kernels and biases of its own.
                int position = layer.IsLocal ? (y * output.Width) + x : 0;
                ReadOnlySpan<float> own = kernels.AsSpan(position * layer.Outputs * layer.Reduction, layer.Outputs * layer.Reduction);
                for (int channel = 0; channel < output.Channels; channel++)
                {
                    double bias = biases[(position * layer.Outputs) + channel];
                    output[y, x, channel] = (float)(bias + Sum(layer, input, own, layout, y, x, channel));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sum(LayerWeights layer, ReferenceMap input, ReadOnlySpan<float> kernel, WeightLayout layout, int y, int x, int output)
    {
        double sum = 0;
        int inputs = input.Channels / groups;
        int first = output / (layer.Outputs / groups) * inputs;
        for (int row = 0; row < rows.Kernel; row++)
        {
            int top = layer.IsTransposed ? rows.Over(y, row) : rows.Under(y, row);
            for (int column = 0; column < columns.Kernel && top >= 0 && top < input.Height; column++)
            {
                int left = layer.IsTransposed ? columns.Over(x, column) : columns.Under(x, column);
                for (int i = 0; i < inputs && left >= 0 && left < input.Width; i++)
                {
                    sum += (double)kernel[layer.Index(layout, output, (row * columns.Kernel) + column, i)] * input[top, left, first + i];
                }
            }
        }

        return sum;
    }
}
