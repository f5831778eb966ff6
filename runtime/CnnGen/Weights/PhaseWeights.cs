using System.ComponentModel;

namespace CnnGen.Runtime;

/// <summary>
/// A phase of a transposed convolution, which is a plain convolution: the taps that it takes from the kernel, in whose order it has them the
/// other way round, and where they go. For generated code.
/// </summary>
/// <param name="FirstRow">The first of the kernel's rows.</param>
/// <param name="RowStep">Rows from one to the next.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="FirstColumn">The first of the kernel's columns.</param>
/// <param name="ColumnStep">Columns from one to the next.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="BlockWidth">Output channels in a block.</param>
/// <param name="Offset">Where its weights begin in the buffer.</param>
/// <param name="BiasOffset">Where its biases begin in the buffer.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PhaseWeights(int FirstRow, int RowStep, int Rows, int FirstColumn, int ColumnStep, int Columns, int BlockWidth, int Offset, int BiasOffset)
{
    /// <summary>Its kernels, out of the whole ones, which are planes of weights.</summary>
    internal float[] Select(ReadOnlySpan<float> kernels, int kernelHeight, int kernelWidth)
    {
        int planes = kernels.Length / (kernelHeight * kernelWidth);
        float[] selected = new float[planes * Rows * Columns];
        int target = 0;
        for (int plane = 0; plane < planes; plane++)
        {
            for (int row = Rows - 1; row >= 0; row--)
            {
                int first = (((plane * kernelHeight) + FirstRow + (row * RowStep)) * kernelWidth) + FirstColumn;
                for (int column = Columns - 1; column >= 0; column--)
                {
                    selected[target++] = kernels[first + (column * ColumnStep)];
                }
            }
        }

        return selected;
    }
}
