using CnnGen.TestKit;

namespace CnnGen.Conformance;

/// <summary>What is in the graphs that are drawn.</summary>
public class CoverageTests
{
    private static readonly TestNetwork[] Graphs = [.. Enumerable.Range(RandomGraphTests.FirstSeed, 500).Select(seed => RandomGraphs.Create(seed))];

    [Fact]
    public void EveryLayer()
    {
        // Normalize stands below the input only: tests of pictures have it.
        HashSet<string> kinds = [.. Graphs.SelectMany(graph => graph.Layers).Select(layer => layer.GetType().Name)];
        IEnumerable<string> declared = typeof(TestLayer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TestLayer)) && !type.IsAbstract).Select(type => type.Name);
        Assert.Equal([], declared.Except([nameof(NormalizeLayer)]).Except(kinds));
        HashSet<Activation> functions = [.. Graphs.SelectMany(graph => graph.Layers).OfType<ActivationLayer>().Select(layer => layer.Function)];
        Assert.Equal([], Enum.GetValues<Activation>().Where(function => function != Activation.None).Except(functions));
    }

    [Fact]
    public void LayersThatEnlarge()
    {
        TestLayer[] layers = [.. Enumerable.Range(RandomGraphTests.FirstSeed, 500).SelectMany(seed => RandomGraphs.Create(seed).Layers)];
        Assert.Contains(layers, layer => layer is TransposedConvLayer { Groups: > 1 });
        Assert.Contains(layers, layer => layer is TransposedConvLayer { OutputPadding: > 0 });
        Assert.Contains(layers, layer => layer is UpSampleLayer { Bilinear: true, Factor: > 1 });
        Assert.Contains(layers, layer => layer is ReshapeLayer { Height: > 1, Channels: > 1 });
    }

    [Fact]
    public void AllAreValid() => Assert.All(Graphs, graph => Assert.True(graph.IsValid, graph.ToSource()));

    [Fact]
    public void AllThatIsMadeIsRead() => Assert.All(Graphs, graph =>
    {
        HashSet<int> read = [.. graph.Steps().SelectMany(step => step.Operands).Select(operand => operand.Step)];
        Assert.All(Enumerable.Range(0, graph.Layers.Count - 1), step => Assert.Contains(step, read));
    });

    public static TheoryData<string> Wirings => [.. Places.Keys];

    [Theory]
    [MemberData(nameof(Wirings))]
    public void EveryWayToWire(string wiring) => Assert.Contains(Graphs, graph => Places[wiring](graph, graph.Steps()));

    private static Dictionary<string, Func<TestNetwork, List<TestStep>, bool>> Places { get; } = new()
    {
        ["a join is the last, channels first"] = (graph, steps) => steps[^1].Layer is JoinLayer && !steps[^1].Output.Flat && graph.Layout == Layout.ChannelsFirst,
        ["a join is the last, channels last"] = (graph, steps) => steps[^1].Layer is JoinLayer && !steps[^1].Output.Flat && graph.Layout == Layout.ChannelsLast,
        ["a join is the first"] = (_, steps) => steps[0].Layer is JoinLayer,
        ["the input is read far below"] = (_, steps) => steps.Skip(4).Any(step => step.Operands.Any(operand => operand.Step < 0)),
        ["the input is read by From"] = (_, steps) => steps.Skip(1).Any(step => step.Layer.From == TestNetwork.InputName),
        ["an output is read ten layers below"] = (_, steps) => steps.Where((step, index) => step.Operands.Any(operand => operand.Step >= 0 && index - operand.Step >= 10)).Any(),
        ["an output has four readers"] = (_, steps) => steps.SelectMany(step => step.Operands).CountBy(operand => operand.Step).Any(readers => readers.Value >= 4),
        ["one output, padded with zeros and under a max pool"] = (_, steps) => ReadersOf(steps).Any(readers =>
            readers.Any(step => step.Layer is ConvLayer { Window: { Pad: > 0 } or { Same: true } }) && readers.Any(step => step.Layer is PoolLayer { Max: true, Window: { Pad: > 0 } or { Same: true } })),
        ["an output before its activation is read too"] = (_, steps) => ReadersOf(steps).Any(readers =>
            readers.Count() > 1 && readers.Any(step => step.Layer is ActivationLayer) && steps[readers.Key].Layer is ConvLayer { Activation: Activation.None }),
        ["an output before its BatchNorm is read too"] = (_, steps) => ReadersOf(steps).Any(readers =>
            readers.Count() > 1 && readers.Any(step => step.Layer is BatchNormLayer) && steps[readers.Key].Layer is ConvLayer { Activation: Activation.None }),
        ["zeros that are read twice"] = (_, steps) => ReadersOf(steps).Any(readers => readers.Count() > 1 && steps[readers.Key].Layer is ZeroPadLayer),
        ["an output joined with itself"] = (_, steps) => steps.Any(step => step.Operands.Count > 1 && step.Operands.All(operand => operand == step.Operands[0])),
        ["a join of a join"] = (_, steps) => steps.Any(step => step.Layer is JoinLayer && step.Operands.Any(operand => operand.Step >= 0 && steps[operand.Step].Layer is JoinLayer)),
        ["four tensors are concatenated"] = (_, steps) => steps.Any(step => step.Layer is ConcatLayer && step.Operands.Count >= 4),
        ["parts that are no multiple of 8"] = (_, steps) => steps.Any(step => step.Layer is ConcatLayer && step.Operands.SkipLast(1).Any(operand => operand.Shape.Channels % 8 != 0)),
        ["units are concatenated"] = (_, steps) => steps.Any(step => step.Layer is ConcatLayer && step.Output.Flat),
        ["units are added"] = (_, steps) => steps.Any(step => step.Layer is ArithmeticLayer && step.Output.Flat),
        ["a number a channel, the map by name"] = (_, steps) => steps.Any(step => step.Layer is ArithmeticLayer && step.Input.Flat && step.Output.Height > 1),
        ["a number a channel, the map above"] = (_, steps) => steps.Any(step => step.Layer is ArithmeticLayer && step.Input.Height > 1 && step.Operands[1].Shape.Flat),
        ["a number a pixel"] = (_, steps) => steps.Any(step => step.Layer is ArithmeticLayer && step.Operands.Any(operand => operand.Shape is { Height: > 1, Channels: 1 }) && step.Output.Channels > 1),
        ["a number a channel and one a pixel"] = (_, steps) => steps.Any(step => step.Layer is ArithmeticLayer && step.Operands.Select(operand => operand.Shape).Distinct().Count() > 2),
    };

    private static IEnumerable<IGrouping<int, TestStep>> ReadersOf(List<TestStep> steps) =>
        from step in steps
        from operand in step.Operands
        where operand.Step >= 0
        group step by operand.Step;
}
