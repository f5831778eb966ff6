using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Tests;

/// <summary>
/// Every kind of layer on a flattened map, in both layouts of weights: beside a few lines which keep units in the order in which the
/// weights' framework counts them, PyTorch channel, height, width, Keras height, width, channel; or it is refused.
/// </summary>
public class FlatTests
{
    private const int Height = 2;
    private const int Width = 3;
    private const int Channels = 4;
    private const int Units = Height * Width * Channels;

    /// <summary>Layers below <c>[Flatten(Name = "map")]</c>, of a map of 2x3x4, and what they make of its units.</summary>
    private static readonly (string Layers, Func<Framework, double[], double[]> Run)[] _computed =
    [
        ("Maxout(4)", (_, x) => Maxout(x, 4)),
        ("Maxout(2), Maxout(3)", (_, x) => Maxout(x, 6)),
        ("ReLU, Maxout(6), Tanh", (_, x) => [.. Maxout([.. x.Select(number => Math.Max(0, number))], 6).Select(Math.Tanh)]),
        ("Dense(24), Add(\"map\")", (framework, x) => Zip(framework.Dense("dense1", x), x, (one, other) => one + other)),
        ("Dense(24, Name = \"units\"), Multiply(\"map\"), Add(\"units\", \"map\")", (framework, x) => Zip(framework.Dense("units", x), x, (one, other) => (one * other) + one + other)),
        ("Tanh, Add(\"map\")", (_, x) => [.. x.Select(number => Math.Tanh(number) + number)]),
        ("Tanh(Name = \"tanh\"), Dense(24), Add(\"map\", \"tanh\")", (framework, x) => Zip(framework.Dense("dense1", [.. x.Select(Math.Tanh)]), x, (one, other) => one + other + Math.Tanh(other))),
        ("Conv2D(8, 2, 1, From = \"input\"), Flatten, Add(\"map\")", (framework, x) => Zip(framework.Flat(framework.Convolved("conv1", 8)), x, (one, other) => one + other)),
        ("Conv2D(24, 2, 1, From = \"input\"), Multiply(\"map\")", (framework, x) => framework.Flat(Scaled(framework.Convolved("conv1", 24), x))),
        ("Dense(3), Concat(\"map\")", (framework, x) => [.. framework.Dense("dense1", x, outputs: 3), .. x]),
        ("Concat(\"map\"), Maxout(16)", (_, x) => Maxout([.. x, .. x], 16)),
        ("Dense(24), Add(\"map\"), Reshape(3, 2, 4), Flatten, Maxout(3)", (framework, x) => Maxout(Zip(framework.Dense("dense1", x), x, (one, other) => one + other), 3)),
        ("Reshape(4, 3, 2), Flatten, Maxout(2)", (_, x) => Maxout(x, 2)),
        ("BatchNorm", (framework, x) => framework.Normalize("bn1", x)),
        ("PReLU", (framework, x) => framework.Slope("prelu1", x)),
        ("Dropout(0.5)", (_, x) => x),
        ("Flatten", (_, x) => x),
        ("Softmax", (_, x) => [.. ReferenceActivations.Softmax(x)]),
        ("LogSoftmax", (_, x) => [.. ReferenceActivations.LogSoftmax(x)]),
        ("Clip(-0.5, 0.75)", (_, x) => [.. x.Select(number => Math.Clamp(number, -0.5, 0.75))]),
        .. ReferenceActivations.Pointwise.Select(function => ($"{function}", (Func<Framework, double[], double[]>)((_, x) => [.. x.Select(number => ReferenceActivations.Apply(function, number))]))),
    ];

    /// <summary>Layers that take no flat tensor, or, as Slice, none that is a flattened map.</summary>
    private static readonly string[] _refused =
    [
        "Conv2D(3, 1)", "Conv2DTranspose(3, 2)", "LocallyConnected2D(3, 1)", "DepthwiseConv2D(1)", "MaxPool2D(1)", "AvgPool2D(1)", "GlobalMaxPool2D", "GlobalAvgPool2D",
        "Pad2D(1)", "ZeroPad2D(1)", "Crop2D(1)", "UpSample2D(2)", "LocalResponseNorm(2)", "ChannelShuffle(2)", "PixelShuffle2D(2)", "Slice(0, 4)", "Normalize",
    ];

    private static readonly CompiledNetworks _compiled = NetworkCompiler.Compile("using CnnGen;\n" + string.Concat(
        from i in Enumerable.Range(0, _computed.Length)
        from layout in Enum.GetValues<Layout>()
        select $"""

            [Input({Height}, {Width}, {Channels}, Layout = Layout.{layout})]
            [Flatten(Name = "map"), {_computed[i].Layers}, Flatten, Dense(5, Name = "end")]
            public sealed partial class Flat{i}{layout};

            """));

    [Theory]
    [InlineData(WeightLayout.PyTorch, Layout.ChannelsLast)]
    [InlineData(WeightLayout.PyTorch, Layout.ChannelsFirst)]
    [InlineData(WeightLayout.Keras, Layout.ChannelsLast)]
    [InlineData(WeightLayout.Keras, Layout.ChannelsFirst)]
    public void UnitsAreCountedAsTheWeightsFrameworkDoes(WeightLayout weights, Layout layout) => Assert.All(_computed.Index(), item =>
    {
        Framework framework = new(weights, seed: item.Index);
        double[] units = framework.Flat(framework.Input);
        double[] expected = framework.Dense("end", item.Item.Run(framework, units), outputs: 5);
        float[] input = framework.Span(layout);
        NetworkInstance instance = _compiled[$"Flat{item.Index}{layout}"].Load(framework.Weights, weights);
        Assert.Null(Closeness.Difference(expected, instance.Forward(input)) is { } difference ? $"{item.Item.Layers}: {difference}" : null);

        // The last layer that is not the end, too, which may be worked out in plain loops.
        Assert.Null(Closeness.Difference(expected, instance.ForwardTraced(input)[^1].Output));
    });

    [Fact]
    public void OtherLayersAreRefused() => Assert.All(_refused, layer => Assert.Contains(
        NetworkCompiler.Analyze($"using CnnGen;\n[Input({Height}, {Width}, {Channels}), Flatten, {layer}, Dense(5)] public sealed partial class Refused;"),
        diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    /// <summary>A kind of layer that is in neither list fails here: say what it does on a flattened map.</summary>
    [Fact]
    public void EveryKindOfLayerIsInOneOfTheLists()
    {
        string all = string.Join(", ", _computed.Select(item => item.Layers).Concat(_refused).Append("Dense(5)"));
        string[] kinds = [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract).Select(type => type.Name[..^"Attribute".Length])];
        Assert.All(kinds, kind => Assert.Matches($@"\b{kind}\b", all));
    }

    private static double[] Maxout(double[] x, int pieces) => [.. x.Chunk(pieces).Select(piece => piece.Max())];

    private static double[] Zip(double[] one, double[] other, Func<double, double, double> function) => [.. one.Zip(other, function)];

    /// <summary>Each channel of a map times a unit.</summary>
    private static double[,,] Scaled(double[,,] map, double[] units)
    {
        double[,,] scaled = (double[,,])map.Clone();
        for (int y = 0; y < map.GetLength(0); y++)
        {
            for (int x = 0; x < map.GetLength(1); x++)
            {
                for (int channel = 0; channel < units.Length; channel++)
                {
                    scaled[y, x, channel] *= units[channel];
                }
            }
        }

        return scaled;
    }

    /// <summary>Computes as PyTorch or Keras does, with weights of its own, which it makes as they are asked for.</summary>
    private sealed class Framework
    {
        private readonly WeightLayout _layout;
        private readonly Random _random;

        public Framework(WeightLayout layout, int seed)
        {
            (_layout, _random) = (layout, new Random(seed));
            for (int i = 0; i < Units; i++)
            {
                Input[i / Channels / Width, i / Channels % Width, i % Channels] = (float)((2 * _random.NextDouble()) - 1);
            }
        }

        public Dictionary<string, Tensor> Weights { get; } = [];

        public double[,,] Input { get; } = new double[Height, Width, Channels];

        /// <summary>A map's numbers in the framework's order.</summary>
        public double[] Flat(double[,,] map) => _layout == WeightLayout.PyTorch ? ByChannel(map) : [.. map.Cast<double>()];

        /// <summary>The input as the caller has it.</summary>
        public float[] Span(Layout layout) => [.. (layout == Layout.ChannelsFirst ? ByChannel(Input) : Input.Cast<double>()).Select(number => (float)number)];

        public double[] Dense(string name, double[] x, int outputs = Units)
        {
            bool byOutput = _layout == WeightLayout.PyTorch;
            float[] kernel = Take($"{name}.weight", byOutput ? [outputs, x.Length] : [x.Length, outputs], 0.5f, 0);
            float[] bias = Take($"{name}.bias", [outputs], 1, 0);
            return [.. Enumerable.Range(0, outputs).Select(output => bias[output] + x.Select((number, i) => number * kernel[byOutput ? (output * x.Length) + i : (i * outputs) + output]).Sum())];
        }

        public double[] Normalize(string name, double[] x)
        {
            float[][] numbers = [.. new[] { "weight", "bias", "running_mean", "running_var" }.Select(suffix => Take($"{name}.{suffix}", [x.Length], 0.5f, 1))];
            return [.. x.Select((number, i) => ((number - numbers[2][i]) / Math.Sqrt(numbers[3][i] + 1e-5) * numbers[0][i]) + numbers[1][i])];
        }

        public double[] Slope(string name, double[] x)
        {
            float[] slopes = Take($"{name}.weight", [x.Length], 1, 0);
            return [.. x.Select((number, i) => number > 0 ? number : number * slopes[i])];
        }

        /// <summary>The input under a kernel of 2x1, which fits it once down and three times across.</summary>
        public double[,,] Convolved(string name, int filters)
        {
            float[] kernel = Take($"{name}.weight", _layout == WeightLayout.PyTorch ? [filters, Channels, Height, 1] : [Height, 1, Channels, filters], 1, 0);
            float[] bias = Take($"{name}.bias", [filters], 1, 0);
            double[,,] map = new double[1, Width, filters];
            for (int i = 0; i < Width * filters; i++)
            {
                (int x, int filter) = (i / filters, i % filters);
                map[0, x, filter] = bias[filter];
                for (int tap = 0; tap < Height * Channels; tap++)
                {
                    (int row, int channel) = (tap / Channels, tap % Channels);
                    int place = _layout == WeightLayout.PyTorch ? (((filter * Channels) + channel) * Height) + row : (((row * Channels) + channel) * filters) + filter;
                    map[0, x, filter] += kernel[place] * Input[row, x, channel];
                }
            }

            return map;
        }

        private float[] Take(string key, int[] shape, float scale, float middle)
        {
            float[] values = [.. TestWeights.Uniform(_random, Tensor.LengthOf(shape), scale).Select(value => middle + value)];
            Weights[key] = new Tensor(shape, values);
            return values;
        }

        private static double[] ByChannel(double[,,] map)
            => [.. from channel in Enumerable.Range(0, map.GetLength(2))
                   from y in Enumerable.Range(0, map.GetLength(0))
                   from x in Enumerable.Range(0, map.GetLength(1))
                   select map[y, x, channel]];
    }
}
