using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using CnnGen.TestKit;

namespace CnnGen.Generator.Tests;

/// <summary>The driver compares what the stages hand on: equal for the same text, not equal after any change that matters.</summary>
public class ModelEqualityTests
{
    private const string Network = "using CnnGen;\n[Input(8, 8, 1)]\n[Conv2D(4, 3, Name = \"stem\")]\n[LeakyReLU(0.1)]\n[Flatten]\n[Dense(10)]\npublic partial class Net;";

    [Fact]
    public void TheSameTextGivesEqualModels()
    {
        Assert.Equal(Declared(Network), Declared(Network));
        Assert.Equal(Declared(Network).GetHashCode(), Declared(Network).GetHashCode());
        Assert.Equal(Shaped(Network), Shaped(Network));
        Assert.Equal(Planned(Network), Planned(Network));
        Assert.Equal(Planned(Network).GetHashCode(), Planned(Network).GetHashCode());
    }

    [Theory]
    [InlineData("class Net", "class Other")]
    [InlineData("public partial class Net", "public partial record Net")]
    [InlineData("Conv2D(4, 3", "Conv2D(5, 3")]
    [InlineData("stem", "root")]
    [InlineData("0.1", "0.2")]
    [InlineData("Dense(10)", "Dense(10, UseBias = false)")]
    [InlineData("[Flatten]\n", "[Flatten]\n[Sigmoid]\n")]
    [InlineData("Input(8, 8, 1)", "Input(8, 8, 1, Layout = Layout.ChannelsFirst)")]
    [InlineData("Conv2D(4, 3", "Conv2D(4, 9")]
    public void AChangeGivesOtherModels(string old, string changed)
    {
        string edited = Network.Replace(old, changed);
        Assert.NotEqual(Declared(Network), Declared(edited));
        Assert.NotEqual(Planned(Network), Planned(edited));
    }

    [Fact]
    public void ArraysCompareTheirElements()
    {
        EquatableArray<string> array = new(["a", "b"]);
        Assert.Equal(array, new EquatableArray<string>(["a", "b"]));
        Assert.NotEqual(array, new EquatableArray<string>(["b", "a"]));
        Assert.NotEqual(array, new EquatableArray<string>(["a"]));
        Assert.Equal(default, EquatableArray<string>.Empty);
        Assert.Equal(default(EquatableArray<string>).GetHashCode(), EquatableArray<string>.Empty.GetHashCode());
    }

    [Fact]
    public void FaultsCompareTheirValues()
    {
        Assert.Equal(Fault.InClass(Rules.NotPartial, "A"), Fault.InClass(Rules.NotPartial, "A"));
        Assert.NotEqual(Fault.InClass(Rules.NotPartial, "A"), Fault.InClass(Rules.NotPartial, "B"));
        Assert.NotEqual(Fault.InClass(Rules.NotPartial, "A"), Fault.InClass(Rules.NoLayers, "A"));
    }

    private static NetworkDeclaration Declared(string source) => Tracked<NetworkDeclaration>(source, NetworkGenerator.DeclarationStep);

    private static ShapedNetwork Shaped(string source) => ShapeInference.Infer(Declared(source), TestContext.Current.CancellationToken);

    private static NetworkPlan Planned(string source) => Tracked<NetworkPlan>(source, NetworkGenerator.PlanStep);

    private static T Tracked<T>(string source, string step)
        => (T)Assert.Single(NetworkCompiler.Generate(source).Result.Results[0].TrackedSteps[step].SelectMany(run => run.Outputs)).Value;
}
