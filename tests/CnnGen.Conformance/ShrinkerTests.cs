using CnnGen.TestKit;

namespace CnnGen.Conformance;

/// <summary>A large graph with a fault that is made up becomes the smallest that has it.</summary>
public class ShrinkerTests
{
    [Theory]
    [InlineData(7000)]
    [InlineData(7001)]
    [InlineData(7002)]
    public void AMadeUpFault_IsLeftAlone(int seed)
    {
        TestNetwork graph = RandomGraphs.Create(seed);
        TestNetwork large = graph with
        {
            Layers =
            [
                new ConvLayer(10, new Window(3, 3) { Same = true }) { Activation = Activation.Tanh, Name = "stem" },
                new PoolLayer(Max: true, new Window(3, 3) { Stride = 1, Pad = 1 }) { Name = "pooled" },
                new DepthwiseLayer(new Window(3, 2) { Same = true }, 2) { From = "stem" },
                new ConcatLayer(["pooled", "stem"]),
                .. graph.Layers.Select(layer => layer.From is null && layer == graph.Layers[0] ? layer with { From = TestNetwork.InputName } : layer),
                new ConcatLayer(["pooled"]) { From = "stem", Name = "end" },
                new ActivationLayer(Activation.SiLU),
                new ArithmeticLayer(Multiply: false, ["end"]),
            ],
        };
        Assert.True(large.IsValid);

        TestNetwork smallest = Shrinker.Shrink(large, HasFault);

        Assert.True(HasFault(smallest));
        Assert.Equal(
            """
            [Input(1, 1, 1)]
            [MaxPool2D(1)]
            [Concat("input")]
            """,
            string.Join('\n', smallest.ToSource().Split('\n')[1..^2]));
    }

    [Fact]
    public void WhatCannotBeSmaller_Stays()
    {
        TestNetwork network = new("Small", new Shape(1, 1, 1), Layout.ChannelsLast, [new ActivationLayer(Activation.ReLU)]);
        Assert.Same(network, Shrinker.Shrink(network, _ => true));
    }

    /// <summary>A Concat that reads a max pool, and what this one reads.</summary>
    private static bool HasFault(TestNetwork network)
    {
        List<TestStep> steps = network.Steps();
        return steps.Any(join => join.Layer is ConcatLayer && join.Operands.Any(operand =>
            operand.Step >= 0
            && steps[operand.Step] is { Layer: PoolLayer { Max: true } } pool
            && join.Operands.Any(other => other.Step == pool.Operands[0].Step)));
    }
}
