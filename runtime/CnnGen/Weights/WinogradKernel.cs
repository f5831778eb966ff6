namespace CnnGen.Runtime;

/// <summary>
/// Transforms kernels of 3x3 for Winograd's F(m x m, 3x3): G g G^T, in double precision. Lavin and Gray, "Fast Algorithms for
/// Convolutional Neural Networks", 2016.
/// </summary>
/// <param name="outputSide">m: 2 or 4.</param>
internal sealed class WinogradKernel(int outputSide)
{
    public const int Taps = Side * Side;
    private const int Side = 3;

    private static readonly double[,] _two =
    {
        { 1, 0, 0 },
        { 1 / 2.0, 1 / 2.0, 1 / 2.0 },
        { 1 / 2.0, -1 / 2.0, 1 / 2.0 },
        { 0, 0, 1 },
    };

    private static readonly double[,] _four =
    {
        { 1 / 4.0, 0, 0 },
        { -1 / 6.0, -1 / 6.0, -1 / 6.0 },
        { -1 / 6.0, 1 / 6.0, -1 / 6.0 },
        { 1 / 24.0, 1 / 12.0, 1 / 6.0 },
        { 1 / 24.0, -1 / 12.0, 1 / 6.0 },
        { 0, 0, 1 },
    };

    private readonly double[,] _matrix = outputSide == 4 ? _four : _two;

    /// <summary>Elements of a transformed kernel.</summary>
    public int Planes => _matrix.GetLength(0) * _matrix.GetLength(0);

    public void Apply(ReadOnlySpan<float> kernel, Span<float> planes)
    {
        int side = _matrix.GetLength(0);
        Span<double> half = stackalloc double[6 * Side];
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                half[(row * Side) + column] =
                    (_matrix[row, 0] * kernel[column]) + (_matrix[row, 1] * kernel[Side + column]) + (_matrix[row, 2] * kernel[(2 * Side) + column]);
            }
        }

        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                planes[(row * side) + column] = (float)(
                    (half[row * Side] * _matrix[column, 0]) + (half[(row * Side) + 1] * _matrix[column, 1]) + (half[(row * Side) + 2] * _matrix[column, 2]));
            }
        }
    }
}
