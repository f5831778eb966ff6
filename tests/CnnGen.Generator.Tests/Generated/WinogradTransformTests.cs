using CnnGen.Generator.Planning;
using Xunit;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>The lines of the transforms, as numbers: together with Lavin and Gray's kernel transforms they are a correlation.</summary>
public sealed class WinogradTransformTests
{
    private static readonly double[][] _kernelsOfTwo = [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]];

    private static readonly double[][] _kernelsOfFour =
    [
        [1.0 / 4, 0, 0],
        [-1.0 / 6, -1.0 / 6, -1.0 / 6],
        [-1.0 / 6, 1.0 / 6, -1.0 / 6],
        [1.0 / 24, 1.0 / 12, 1.0 / 6],
        [1.0 / 24, -1.0 / 12, 1.0 / 6],
        [0, 0, 1],
    ];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void ProductsOfTheTransformsAreACorrelation(int side)
    {
        Random random = new(side);
        double[] input = [.. Enumerable.Range(0, side + 2).Select(_ => random.NextDouble() - 0.5)];
        double[] kernel = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() - 0.5)];
        WinogradTransform transform = WinogradTransform.For(side);

        double[] transformedKernel = [.. (side == 2 ? _kernelsOfTwo : _kernelsOfFour).Select(row => row.Zip(kernel, (factor, tap) => factor * tap).Sum())];
        double[] products = [.. Apply(transform.Into, input).Zip(transformedKernel, (one, other) => one * other)];
        double[] sums = Apply(transform.OutOf, products);

        Assert.Equal(side, sums.Length);
        for (int i = 0; i < side; i++)
        {
            Assert.Equal((input[i] * kernel[0]) + (input[i + 1] * kernel[1]) + (input[i + 2] * kernel[2]), sums[i], 12);
        }
    }

    [Fact]
    public void OtherSidesHaveNone() => Assert.Throws<NotSupportedException>(() => WinogradTransform.For(3));

    private static double[] Apply(IEnumerable<TransformLine> lines, double[] input)
    {
        Dictionary<string, double> values = input.Select((value, i) => ($"x{i}", value)).ToDictionary();
        foreach (TransformLine line in lines)
        {
            values.Add(line.Name, line.Terms.Sum(term => term.Factor * values[term.Operand]));
        }

        return [.. lines.Where(line => line.IsOutput).OrderBy(line => line.Name, StringComparer.Ordinal).Select(line => values[line.Name])];
    }
}
