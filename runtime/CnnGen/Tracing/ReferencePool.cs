using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>The largest number, or the mean, under a window. For generated code.</summary>
/// <param name="isMax">Which of the two.</param>
/// <param name="countsPads">Whether a mean counts the padding, too.</param>
/// <param name="rows">The window's rows.</param>
/// <param name="columns">The window's columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferencePool(bool isMax, bool countsPads, ReferenceAxis rows, ReferenceAxis columns) : ReferenceOperation
{
    internal override void Run(ReferenceMap[] inputs, ReferenceMap output, TracedWeights? weights)
    {
        for (int y = 0; y < output.Height; y++)
        {
            for (int x = 0; x < output.Width; x++)
            {
                for (int channel = 0; channel < output.Channels; channel++)
                {
                    output[y, x, channel] = Reduce(inputs[0], y, x, channel);
                }
            }
        }
    }

    private float Reduce(ReferenceMap input, int y, int x, int channel)
    {
        (float largest, double sum, int count) = (float.NegativeInfinity, 0, 0);
        for (int row = 0; row < rows.Kernel; row++)
        {
            for (int column = 0; column < columns.Kernel; column++)
            {
                (int top, int left) = (rows.Under(y, row), columns.Under(x, column));
                if (top >= 0 && top < input.Height && left >= 0 && left < input.Width)
                {
                    float number = input[top, left, channel];
                    (largest, sum, count) = (Math.Max(largest, number), sum + number, count + 1);
                }
            }
        }

        return isMax ? largest : (float)(sum / (countsPads ? rows.Kernel * columns.Kernel : count));
    }
}
