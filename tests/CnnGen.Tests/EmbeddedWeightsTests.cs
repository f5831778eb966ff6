using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary><c>Load()</c>, which networks have whose weights are a resource of the assembly.</summary>
public class EmbeddedWeightsTests
{
    private static readonly TestNetwork Model = new(
        "Embedded", new Shape(6, 6, 1), Layout.ChannelsLast, [new ConvLayer(8, new Window(3, 3)), new BatchNormLayer(), new FlattenLayer(), new DenseLayer(3)]);

    private static readonly Dictionary<string, Tensor> Weights = TestWeights.Random(Model, 1);

    private static readonly float[] Input = TestWeights.Uniform(new Random(2), 36, 1);

    [Theory]
    [InlineData(WeightLayout.PyTorch)]
    [InlineData(WeightLayout.Keras)]
    public void Resource_IsLoadedInItsLayout_AndReadAgainToBeTraced(WeightLayout layout)
    {
        CompiledNetwork network = Compile(layout, ("some/weights.safetensors", SafetensorsWriter.ToBytes(layout == WeightLayout.Keras ? TestWeights.ToKeras(Model, Weights) : Weights)));
        NetworkInstance expected = network.Load(Weights);
        NetworkInstance embedded = network.Load();
        Assert.Equal(expected.Forward(Input), embedded.Forward(Input));
        Assert.Equal(expected.ForwardTraced(Input).Select(layer => layer.Output), embedded.ForwardTraced(Input).Select(layer => layer.Output));
    }

    [Fact]
    public void ResourceThatDoesNotFit_OrIsNotThere_IsNamed()
    {
        CompiledNetwork other = Compile(WeightLayout.PyTorch, ("some/weights.safetensors", SafetensorsWriter.ToBytes(Weights.Take(1))));
        Assert.StartsWith("the resource 'some/weights.safetensors' does not fit the network Embedded", Assert.Throws<WeightsException>(other.Load).Message, StringComparison.Ordinal);
        Assert.Contains("no resource 'some/weights.safetensors' with weights", Assert.Throws<FileNotFoundException>(Compile(WeightLayout.PyTorch).Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutOne_ThereIsNoSuchMethod()
        => Assert.Null(NetworkCompiler.Compile([Model])["Embedded"].Type.GetMethod("Load", []));

    private static CompiledNetwork Compile(WeightLayout layout, params (string, byte[])[] resources)
    {
        WeightsList list = new WeightsList().With("some/weights.safetensors", "UnderTest.Embedded", [], $"{layout}", embed: true);
        GeneratorRun run = NetworkCompiler.Generate(list, TestNetwork.ToFile([Model]));
        return NetworkCompiler.Load(run.Input, run.Output, resources)["Embedded"];
    }
}
