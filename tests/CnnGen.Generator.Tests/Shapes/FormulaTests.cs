using System.Globalization;
using System.Text.RegularExpressions;
using CnnGen.Generator.Shapes;
using CnnGen.TestKit;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>Formulas with their numbers: they read as in the lecture, are true, and end in what the shapes' inference found.</summary>
public partial class FormulaTests
{
    private const int Networks = 60;

    [Fact]
    public void LeNet5_ReadsAsInTheLecture()
    {
        ShapedLayer[] layers = [.. Inferred.Of(Sources.LeNet5).Layers];
        Assert.Equal(
            ["(32 + 0 - 5)/1 + 1 = 28", "(28 + 0 - 2)/2 + 1 = 14", "(14 + 0 - 5)/1 + 1 = 10", "(10 + 0 - 2)/2 + 1 = 5", "5 x 5 x 16 = 400", "", "", "", ""],
            layers.Select(layer => layer.Operation.OutputFormula(layer)));
        Assert.Equal(
            ["6 x (5x5x1 + 1) = 156", "", "16 x (5x5x6 + 1) = 2416", "", "", "120 x (400 + 1) = 48120", "84 x (120 + 1) = 10164", "10 x (84 + 1) = 850", ""],
            layers.Select(layer => layer.Operation.ParametersFormula));
        Assert.Equal(
            ["28 x 28 x 6 x 25 = 117600", "", "10 x 10 x 16 x 150 = 240000", "", "", "120 x 400 = 48000", "84 x 120 = 10080", "10 x 84 = 840", ""],
            layers.Select(layer => layer.Operation.MultiplyAddsFormula));
    }

    [Theory]
    [InlineData("Conv2D(4, 3, Stride = 2, Padding = Padding.Same)", "ceil(28/2) = 14 high, ceil(31/2) = 16 wide", "4 x (3x3x6 + 1) = 220", "14 x 16 x 4 x 54 = 48384")]
    [InlineData("Conv2D(4, 3, Stride = 2, UseBias = false)", "floor((28 + 0 - 3)/2) + 1 = 13 high, (31 + 0 - 3)/2 + 1 = 15 wide", "4 x (3x3x6) = 216", "13 x 15 x 4 x 54 = 42120")]
    [InlineData("Conv2D(4, 5, 8, Pad = 2, Dilation = 2)", "(28 + 4 - (2 x (5 - 1) + 1))/1 + 1 = 24 high, (31 + 4 - (2 x (8 - 1) + 1))/1 + 1 = 21 wide", "4 x (5x8x6 + 1) = 964", "24 x 21 x 4 x 240 = 483840")]
    [InlineData("Conv2D(4, 3, PadTop = 1, PadRight = 4, Groups = 2)", "(28 + 1 - 3)/1 + 1 = 27 high, (31 + 4 - 3)/1 + 1 = 33 wide", "4 x (3x3x3 + 1) = 112", "27 x 33 x 4 x 27 = 96228")]
    [InlineData("DepthwiseConv2D(3, Multiplier = 2)", "(28 + 0 - 3)/1 + 1 = 26 high, (31 + 0 - 3)/1 + 1 = 29 wide", "12 x (3x3x1 + 1) = 120", "26 x 29 x 12 x 9 = 81432")]
    [InlineData("LocallyConnected2D(2, 20)", "(28 + 0 - 20)/1 + 1 = 9 high, (31 + 0 - 20)/1 + 1 = 12 wide", "9x12x2 x (20x20x6 + 1) = 518616", "9 x 12 x 2 x 2400 = 518400")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, Pad = 1, OutputPadding = 1)", "(28 - 1) x 2 - 2 + 3 + 1 = 56 high, (31 - 1) x 2 - 2 + 3 + 1 = 62 wide", "4 x (3x3x6 + 1) = 220", "28 x 31 x 4 x 54 = 187488")]
    [InlineData("Conv2DTranspose(4, 3, Stride = 2, Padding = Padding.Same)", "28 x 2 = 56 high, 31 x 2 = 62 wide", "4 x (3x3x6 + 1) = 220", "28 x 31 x 4 x 54 = 187488")]
    [InlineData("GlobalAvgPool2D", "(28 + 0 - 28)/1 + 1 = 1 high, (31 + 0 - 31)/1 + 1 = 1 wide", "", "")]
    [InlineData("MaxPool2D(3, Stride = 2, Pad = 1)", "floor((28 + 2 - 3)/2) + 1 = 14 high, (31 + 2 - 3)/2 + 1 = 16 wide", "", "")]
    [InlineData("UpSample2D(2)", "28 x 2 = 56 high, 31 x 2 = 62 wide", "", "")]
    [InlineData("Pad2D(1, 0, 1, 1, Mode = PadMode.Reflect)", "28 + 1 + 0 = 29 high, 31 + 1 + 1 = 33 wide", "", "")]
    [InlineData("ZeroPad2D(1, 0, 1, 1)", "28 + 1 + 0 = 29 high, 31 + 1 + 1 = 33 wide", "", "")]
    [InlineData("Crop2D(1, 0, 2, 3)", "28 - 1 - 0 = 27 high, 31 - 2 - 3 = 26 wide", "", "")]
    [InlineData("BatchNorm", "", "2 x 6 = 12", "")]
    [InlineData("Flatten, Dense(3, UseBias = false)", "", "3 x 5208 = 15624", "3 x 5208 = 15624")]
    public void LayersOnA28x31x6Map(string layer, string output, string parameters, string multiplyAdds)
    {
        ShapedLayer last = Inferred.Of($"using CnnGen;\n[Input(28, 31, 6)]\n[{layer}]\npublic partial class Net;").Layers[^1];
        Assert.Equal((output, parameters, multiplyAdds), (last.Operation.OutputFormula(last), last.Operation.ParametersFormula, last.Operation.MultiplyAddsFormula));
        AssertTrue(last);
    }

    [Fact]
    public void RandomNetworks_FormulasAreTrue()
    {
        int formulas = 0;
        for (int seed = 1; seed <= Networks; seed++)
        {
            formulas += Inferred.Of(seed % 2 == 0 ? RandomNetworks.Create(seed) : RandomGraphs.Create(seed)).Layers.Sum(AssertTrue);
        }

        Assert.True(formulas > 3 * Networks, $"{formulas} formulas");
    }

    /// <summary>Works each formula out, and holds its result beside the layer's numbers. How many there were is the result.</summary>
    private static int AssertTrue(ShapedLayer layer)
    {
        string[] sides = layer.Operation.OutputFormula(layer) is { Length: > 0 } output ? output.Split(", ") : [];
        long[] expected = sides.Length == 0 ? []
            : sides.Length == 1 && layer is { Operation: Identity } ? [layer.Output.Length]
            : sides.Length == 1 ? [layer.Output.Height]
            : [layer.Output.Height, layer.Output.Width];
        Assert.Equal(expected, sides.Select(Result));
        Assert.True(sides.Length != 1 || layer.Operation is Identity || layer.Output.Height == layer.Output.Width, layer.ToString());
        string parameters = layer.Operation.ParametersFormula;
        string multiplyAdds = layer.Operation.MultiplyAddsFormula;
        Assert.Equal(layer.Operation is PReLU ? 0 : layer.Operation.Parameters, parameters.Length == 0 ? 0 : Result(parameters));
        Assert.Equal(layer.Operation.MultiplyAdds, multiplyAdds.Length == 0 ? 0 : Result(multiplyAdds));
        return sides.Length + Math.Sign(parameters.Length) + Math.Sign(multiplyAdds.Length);
    }

    /// <summary>What stands behind the equals sign, once it has been found to be what stands before it.</summary>
    private static long Result(string formula)
    {
        string[] sides = formula.Replace(" high", "").Replace(" wide", "").Split(" = ");
        Assert.Equal(2, sides.Length);
        long result = long.Parse(sides[1], CultureInfo.InvariantCulture);
        int at = 0;
        Assert.Equal(result, Sum([.. Token().Matches(sides[0]).Select(token => token.Value)], ref at));
        return result;
    }

    private static double Sum(string[] tokens, ref int at)
    {
        double sum = Product(tokens, ref at);
        while (at < tokens.Length && tokens[at] is "+" or "-")
        {
            sum += (tokens[at++] == "+" ? 1 : -1) * Product(tokens, ref at);
        }

        return sum;
    }

    private static double Product(string[] tokens, ref int at)
    {
        double product = Factor(tokens, ref at);
        while (at < tokens.Length && tokens[at] is "x" or "/")
        {
            product = tokens[at++] == "x" ? product * Factor(tokens, ref at) : product / Factor(tokens, ref at);
        }

        return product;
    }

    private static double Factor(string[] tokens, ref int at)
    {
        string token = tokens[at++];
        if (token is not ("(" or "floor" or "ceil"))
        {
            return double.Parse(token, CultureInfo.InvariantCulture);
        }

        at += token == "(" ? 0 : 1;
        double inside = Sum(tokens, ref at);
        Assert.Equal(")", tokens[at++]);
        return token switch { "floor" => Math.Floor(inside), "ceil" => Math.Ceiling(inside), _ => inside };
    }

    [GeneratedRegex(@"\d+|floor|ceil|[-+x/()]")]
    private static partial Regex Token();
}
