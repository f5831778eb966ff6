using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// A convolution is one matrix product: the layer's Toeplitz matrix times the flattened input. The matrix is built here,
/// from the kernel alone, so that the oracle shares no code with the generator.
/// </summary>
public class ToeplitzTests
{
    private const int Layers = 80;

    [Fact]
    public void ToeplitzMatrixTimesInput_EqualsForward()
    {
        TestNetwork[] networks = [.. Enumerable.Range(0, Layers).Select(RandomNetworks.CreateConvolution)];
        CompiledNetworks compiled = NetworkCompiler.Compile(networks);
        List<string> failures = [];
        for (int seed = 0; seed < Layers; seed++)
        {
            TestNetwork network = networks[seed];
            Dictionary<string, Tensor> weights = TestWeights.Random(network, seed);
            float[] input = TestWeights.Uniform(new Random(seed), (int)network.Input.Length, 1);
            double[] expected = Product(network, weights, input);
            float[] actual = compiled[network.ClassName].Load(weights).Forward(input);
            if (Closeness.Difference(expected, actual) is { } difference)
            {
                failures.Add($"{network.ToSource()}{difference}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
    }

    private static double[] Product(TestNetwork network, Dictionary<string, Tensor> weights, float[] input)
    {
        ConvLayer layer = (ConvLayer)network.Layers[0];
        double[,] matrix = Matrix(network, layer, weights["conv1.weight"].Values);
        float[]? bias = weights.GetValueOrDefault("conv1.bias")?.Values;
        double[] product = new double[matrix.GetLength(0)];
        for (int row = 0; row < product.Length; row++)
        {
            product[row] = bias?[Filter(network, row)] ?? 0;
            for (int column = 0; column < input.Length; column++)
            {
                product[row] += matrix[row, column] * input[column];
            }
        }

        return product;
    }

    private static double[,] Matrix(TestNetwork network, ConvLayer layer, float[] kernels)
    {
        Shape input = network.Input;
        Shape output = network.Output;
        Axis rows = layer.Window.Rows(input.Height, 1);
        Axis columns = layer.Window.Columns(input.Width, 1);
        double[,] matrix = new double[output.Length, input.Length];
        int next = 0;
        for (int filter = 0; filter < output.Channels; filter++)
        for (int channel = 0; channel < input.Channels; channel++)
        for (int ky = 0; ky < rows.Kernel; ky++)
        for (int kx = 0; kx < columns.Kernel; kx++, next++)
        for (int y = 0; y < output.Height; y++)
        for (int x = 0; x < output.Width; x++)
        {
            int sy = rows.Source(y, ky);
            int sx = columns.Source(x, kx);
            if (rows.Holds(sy) && columns.Holds(sx))
            {
                matrix[Index(network, output, y, x, filter), Index(network, input, sy, sx, channel)] = kernels[next];
            }
        }

        return matrix;
    }

    private static int Index(TestNetwork network, Shape map, int y, int x, int channel) => network.Layout == Layout.ChannelsFirst
        ? (channel * map.Height + y) * map.Width + x
        : (y * map.Width + x) * map.Channels + channel;

    private static int Filter(TestNetwork network, int output) => network.Layout == Layout.ChannelsFirst
        ? output / (network.Output.Height * network.Output.Width)
        : output % network.Output.Channels;
}
