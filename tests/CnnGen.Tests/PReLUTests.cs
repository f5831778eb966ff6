using CnnGen.TestKit;

namespace CnnGen.Tests;

[Input(2, 3, 5)]
[PReLU]
[Flatten]
[PReLU(Name = "units")]
internal sealed partial class SlopesNetwork;

/// <summary>The shapes of slopes that a file may hold.</summary>
public class PReLUTests
{
    private static readonly TestNetwork Model = new(
        nameof(SlopesNetwork),
        new Shape(2, 3, 5),
        Layout.ChannelsLast,
        [new PReLULayer(), new FlattenLayer(), new PReLULayer { Name = "units" }]);

    private static readonly Dictionary<string, Tensor> Weights = TestWeights.Random(Model, 1);

    private static readonly float[] Input = TestWeights.Uniform(new Random(2), SlopesNetwork.InputLength, 1);

    [Theory]
    [InlineData(WeightLayout.PyTorch)]
    [InlineData(WeightLayout.Keras)]
    public void ASlopeForEachChannelAndUnit(WeightLayout layout)
    {
        Dictionary<string, Tensor> file = layout == WeightLayout.Keras ? TestWeights.ToKeras(Model, Weights) : Weights;
        AssertRight(Weights, file, layout);
    }

    [Theory]
    [InlineData(WeightLayout.PyTorch, 1)]
    [InlineData(WeightLayout.Keras, 1)]
    [InlineData(WeightLayout.Keras, 1, 1, 1)]
    public void OneSlopeForAll(WeightLayout layout, params int[] shape) => AssertRight(
        With("prelu1.weight", new Tensor([5], [0.3f, 0.3f, 0.3f, 0.3f, 0.3f])),
        With(layout, "prelu1.weight", new Tensor(shape, [0.3f])),
        layout);

    [Fact]
    public void KerassSlopes_WithoutSidesOfOne() => AssertRight(
        Weights, With(WeightLayout.Keras, "prelu1.weight", Weights["prelu1.weight"]), WeightLayout.Keras);

    [Fact]
    public void OtherShapes_AreRefusedWithTheRightOnes()
    {
        WeightsException exception = Assert.Throws<WeightsException>(
            () => SlopesNetwork.Load(SafetensorsWriter.ToStream(With("units.weight", new Tensor([5], new float[5])))));
        Assert.Contains("expected 'units.weight' of shape [30] or [1]; found shape [5]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersAreTheSlopes() => Assert.Equal(5 + 30, SlopesNetwork.ParameterCount);

    [Fact]
    public void RandomSlopes_AreAQuarter()
    {
        float[] output = new float[SlopesNetwork.OutputLength];
        SlopesNetwork.CreateRandom(1).Forward([.. Enumerable.Repeat(-1f, SlopesNetwork.InputLength)], output);
        Assert.All(output, number => Assert.Equal(-0.0625f, number));
    }

    private static void AssertRight(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> file, WeightLayout layout)
    {
        float[] output = new float[SlopesNetwork.OutputLength];
        SlopesNetwork.Load(SafetensorsWriter.ToStream(file), layout).Forward(Input, output);
        Assert.Null(Closeness.Difference(ReferenceInterpreter.Run(Model, expected, Input), output));
    }

    private static Dictionary<string, Tensor> With(string key, Tensor tensor) => new(Weights) { [key] = tensor };

    private static Dictionary<string, Tensor> With(WeightLayout layout, string key, Tensor tensor) =>
        new(layout == WeightLayout.Keras ? TestWeights.ToKeras(Model, Weights) : Weights) { [key] = tensor };
}
