using CnnGen.Generator.Emission;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>No kind may be forgotten where kinds are listed. Such a list throws for the one that it lacks; these tests ask for all.</summary>
public class KindsTests
{
    public static TheoryData<string> Steps => [.. Concrete(typeof(Step)).Select(type => type.FullName!)];

    public static TheoryData<string> Layers
        => [.. Concrete(typeof(LayerAttribute)).Where(type => type != typeof(InputAttribute)).Select(type => type.Name[..^"Attribute".Length])];

    [Theory]
    [MemberData(nameof(Steps))]
    public void EveryStepHasAnEmitter(string step) => Assert.True(StepEmitter.Writes(typeof(Step).Assembly.GetType(step)!));

    [Theory]
    [MemberData(nameof(Layers))]
    public void EveryLayerHasARule(string layer) => Assert.Equal(layer, LayerRules.Of(layer).Kind);

    [Fact]
    public void EveryFunctionIsKnown() => Assert.All(Enum.GetValues<FunctionKind>(), kind =>
    {
        Function function = Function.Of(kind, 0.5f, 1f);
        _ = function.IsCheap;
        _ = function.IsMonotone;
    });

    [Fact]
    public void EveryActivationIsAFunctionOrOverChannels() => Assert.All(
        Enum.GetValues<CnnGen.Generator.Shapes.Activation>(),
        activation => Assert.True(activation == CnnGen.Generator.Shapes.Activation.None || Function.Of(activation) is not null || Softmax.Of(activation) is not null));

    private static IEnumerable<Type> Concrete(Type kind) => kind.Assembly.GetTypes().Where(type => type.IsSubclassOf(kind) && !type.IsAbstract);
}
