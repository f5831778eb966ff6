using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>
/// Concatenations whose operands are written in place, or copied: every kind of writer and activation, parts of whole vectors and of others,
/// parts that others read too, nested concatenations, and readers that want padding of different values around the same map.
/// </summary>
public class ConcatTests
{
    private static readonly Activation[] Activations =
    [
        Activation.None, Activation.ReLU, Activation.HardSwish, Activation.LeakyReLU, Activation.Sigmoid, Activation.Tanh, Activation.ELU, Activation.Softmax,
    ];

    internal static (TestNetwork Network, int Seed)[] Networks { get; } = [.. Enumerable.Range(0, 48).Select(seed => (Create(seed), seed))];

    [Fact]
    public void RandomConcatenations_EqualTheReferenceInterpreter() => NetworkCheck.AssertRight(Networks);

    /// <summary>Without these, the test above would say little.</summary>
    [Fact]
    public void OperandsAreBothWrittenInPlaceAndCopied()
    {
        CompiledNetworks compiled = NetworkCompiler.Compile(Networks.Select(check => check.Network));
        string[] flows = [.. Networks.SelectMany(check => compiled[check.Network.ClassName].Summary.Plan.Steps).Where(step => step.Writes.Contains("from channel", StringComparison.Ordinal)).Select(step => step.Algorithm)];
        foreach (string writer in (string[])["copy", "direct 1x1", "direct 3x3", "Winograd", "max of 3x3", "mean of 3x3", "sum of 2", "depthwise 3x3"])
        {
            Assert.Contains(flows, flow => flow.StartsWith(writer, StringComparison.Ordinal));
        }
    }

    /// <summary>All layers keep the map's height and width.</summary>
    private static TestNetwork Create(int seed)
    {
        Random random = new(seed);
        Shape input = new(random.Next(4, 10), random.Next(4, 10), Channels());
        List<TestLayer> layers = [];
        List<(string Name, int Channels)> values = [(TestNetwork.InputName, input.Channels)];

        for (int joins = random.Next(1, 3); joins > 0; joins--)
        {
            Join([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Part(Any()))]);
        }

        // Readers of the concatenation, and of what is a part of it.
        Join([.. Enumerable.Range(0, random.Next(2, 4)).Select(i => Part(i == 0 ? values[^1] : Any()))]);
        return new TestNetwork($"Concat{seed}", input, (Layout)random.Next(2), layers);

        int Channels() => random.Next(4) > 0 ? 8 * random.Next(1, 4) : random.Next(1, 20);

        (string Name, int Channels) Any() => values[random.Next(values.Count)];

        (string Name, int Channels) Add(TestLayer layer, (string Name, int Channels) source, int channels)
        {
            layers.Add(layer with { From = source.Name, Name = $"v{values.Count}" });
            values.Add(($"v{values.Count}", channels));
            return values[^1];
        }

        (string Name, int Channels) Part((string Name, int Channels) source)
        {
            (string Name, int Channels) made = random.Next(8) switch
            {
                < 3 => Convolved(),
                3 => Add(new PoolLayer(Max: true, new Window(3, 3) { Stride = 1, Same = true }), source, source.Channels),
                4 => Add(new PoolLayer(Max: false, new Window(3, 3) { Stride = 1, Pad = 1 }), source, source.Channels),
                5 => Add(new DepthwiseLayer(new Window(3, 3) { Pad = 1 }) { Activation = Function() }, source, source.Channels),
                6 => Add(new ArithmeticLayer(Multiply: false, [source.Name]), Convolved(source.Channels), source.Channels),
                _ => Add(new BatchNormLayer(), source, source.Channels),
            };
            return random.Next(3) > 0 || Function() is not (not Activation.None and var function) ? made : Add(new ActivationLayer(function), made, made.Channels);

            (string Name, int Channels) Convolved(int? filters = null)
            {
                int channels = filters ?? Channels();
                Window window = random.Next(2) == 0 ? new Window(1, 1) : new Window(3, 3) { Same = true };
                return Add(new ConvLayer(channels, window) { Activation = Function() }, source, channels);
            }
        }

        Activation Function() => Activations[random.Next(Activations.Length)];

        void Join((string Name, int Channels)[] parts)
            => Add(new ConcatLayer([.. parts.Skip(1).Select(part => part.Name)]), parts[0], parts.Sum(part => part.Channels));
    }
}
