namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>CNN00xx: the class and where its attributes stand.</summary>
public class DeclarationDiagnosticTests
{
    private const string Layers = "[Input(4, 4, 1)]\n[Flatten]\n[Dense(2)]\n";

    [Fact]
    public Task ClassThatIsNotPartial() => Markup.Verify(
        Layers + "public sealed class {|#0:Net|};",
        "CNN0001: Class 'Net' declares a network but is not partial, so its Forward cannot be added: write 'partial class Net'");

    [Fact]
    public Task GenericClass() => Markup.Verify(
        Layers + "public partial class {|#0:Net|}<T>;",
        "CNN0002: Network 'Net' cannot be generated because 'Net' is generic: a network's shapes are fixed, so remove the type parameters");

    [Fact]
    public Task ClassInAGenericClass() => Markup.Verify(
        $"public partial class {{|#0:Outer|}}<T> {{ {Layers} public partial class Net; }}",
        "CNN0002: Network 'Net' cannot be generated because 'Outer' is generic: a network's shapes are fixed, so remove the type parameters");

    [Fact]
    public Task LayerOnAnotherPart() => Markup.Verify(
        Layers + "public partial class Net;\n[{|#0:ReLU|}]\npartial class Net { }",
        "CNN0003: Layer ReLU is not on the part of 'Net' that has [Input]: layers run in source order, so move it there");

    [Fact]
    public Task LayersWithoutInput() => Markup.Verify(
        "[Flatten]\n[Dense(2)]\npublic partial class {|#0:Net|};",
        "CNN0004: Class 'Net' has layers but no [Input]: add [Input(height, width, channels)] above the first layer");

    [Theory]
    [InlineData("Budget", "(MaxParameters = 10)")]
    [InlineData("Weights", "(\"net.safetensors\")")]
    [InlineData("SelfTest", "(\"vector.safetensors\", Weights = \"net.safetensors\")")]
    [InlineData("DisableWinograd", "")]
    public Task ASettingWithoutInput(string name, string arguments) => Markup.Verify(
        $"[{name}{arguments}]\npublic partial class {{|#0:Net|}};",
        $"CNN0004: Class 'Net' has [{name}] but no [Input]: add [Input(height, width, channels)] above the first layer");

    [Fact]
    public Task InputWithoutLayers() => Markup.Verify(
        "[Input(4, 4, 1)]\npublic partial class {|#0:Net|};",
        "CNN0005: Network 'Net' has an [Input] but no layer: add at least one below it, for example [Flatten] and [Dense(10)]");

    [Fact]
    public Task ContainerThatIsNotPartial() => Markup.Verify(
        $"public class {{|#0:Outer|}} {{ {Layers} public partial class Net; }}",
        "CNN0006: Network 'Net' cannot be generated because 'Outer' around it is not partial: add 'partial' to 'Outer'");

    [Fact]
    public Task TwoContainersThatAreNotPartial()
        => Markup.Verify($"class {{|CNN0006:A|}} {{ class {{|CNN0006:B|}} {{ {Layers} public partial class Net; }} }}");

    [Theory]
    [InlineData("static")]
    [InlineData("abstract")]
    public Task ClassThatCannotBeCreated(string modifier) => Markup.Verify(
        $"{Layers}public {modifier} partial class {{|#0:Net|}};",
        $"CNN0007: Network 'Net' is {modifier}, so Load could not create it: remove '{modifier}'");

    [Theory]
    [InlineData("public class Base { public Base(int size) { } }", "CS7036")]
    [InlineData("public class Base { private Base() { } }", "CS0122")]
    public Task BaseClassThatCannotBeConstructed(string parent, string compilers) => Markup.Verify(
        $"{parent}\n{Layers}public partial class {{|{compilers}:{{|#0:Net|}}|}} : Base;",
        "CNN0007: Network 'Net' derives from 'Base', which has no constructor to call without arguments, so Load could not create it: "
        + "give 'Base' one, or declare 'Net' without it");

    [Fact]
    public Task NetworkDerivedFromANetwork() => Markup.Verify(
        $"{Layers}public partial class First;\n{Layers}public partial class {{|#0:Second|}} : First;",
        "CNN0007: Network 'Second' derives from the network 'First', so Load could not create it: declare it without ': First'");

    [Theory]
    [InlineData("public partial class {|#0:Net|} { public required int Size { get; init; } }")]
    [InlineData("public class Base { public required int Size; }\nLAYERS public partial class {|#0:Net|} : Base;")]
    public Task RequiredMember(string source) => Markup.Verify(
        source.Contains("LAYERS", StringComparison.Ordinal) ? source.Replace("LAYERS", Layers) : Layers + source,
        "CNN0007: Network 'Net' has a required member 'Size', so Load could not create it: remove 'required'");

    [Theory]
    [InlineData("public class Base { }")]
    [InlineData("public abstract class Base { protected Base(int size = 3) { } }")]
    [InlineData("public class Base { internal Base(params int[] sizes) { } }")]
    public Task BaseClassThatCanBeConstructed(string parent) => Markup.Verify($"{parent}\n{Layers}public partial class Net : Base;");

    [Fact]
    public Task BaseClassAroundTheNetwork() => Markup.Verify($"public partial class Base {{ private Base() {{ }} {Layers} public partial class Net : Base; }}");

    [Fact]
    public Task ClassLocalToItsFile() => Markup.Verify(
        Layers + "file partial class {|#0:Net|};",
        "CNN0008: Network 'Net' cannot be generated because 'Net' is local to its file, where no generated part can reach it: remove 'file'");

    [Fact]
    public Task ClassInAClassLocalToItsFile() => Markup.Verify(
        $"file partial class {{|#0:Outer|}} {{ {Layers} public partial class Net; }}",
        "CNN0008: Network 'Net' cannot be generated because 'Outer' is local to its file, where no generated part can reach it: remove 'file'");

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    public Task PrimaryConstructor(string kind) => Markup.Verify(
        $"{Layers}public partial {kind} {{|#0:Net|}}(int size) {{ public int Size => size; }}",
        "CNN0009: Network 'Net' has a constructor of its own, but only Load and CreateRandom can give it weights: remove the constructor");

    [Theory]
    [InlineData("public Net() { }")]
    [InlineData("private Net(int size) { }")]
    public Task ConstructorOfItsOwn(string constructor) => Markup.Verify(
        $"{Layers}public partial class {{|#0:Net|}} {{ {constructor} static Net() {{ }} }}",
        "CNN0009: Network 'Net' has a constructor of its own, but only Load and CreateRandom can give it weights: remove the constructor");

    [Fact]
    public Task LayerAboveInput() => Markup.Verify(
        "[{|#0:Flatten|}]\n[Input(4, 4, 1)]\n[Flatten]\n[Dense(2)]\npublic partial class Net;",
        "CNN0010: Layer Flatten of 'Net' stands above [Input]: data flows from the top to the bottom, so move it below");

    [Theory]
    [InlineData("Load")]
    [InlineData("Forward")]
    [InlineData("Summary")]
    [InlineData("Kernels")]
    public Task ClassNamedLikeAMember(string name) => Markup.Verify(
        $"{Layers}public partial class {{|#0:{name}|}};",
        $"CNN0011: Network '{name}' is named like the member '{name}' that is generated into it, which C# forbids: choose another name");

    [Theory]
    [InlineData("public void Forward(System.ReadOnlySpan<float> input, System.Span<float> output) { }", "Forward")]
    [InlineData("public void Forward(System.ReadOnlySpan<byte> pixels, System.Span<float> output) { }", "Forward")]
    [InlineData("public static int Summary;", "Summary")]
    [InlineData("private int _packedWeights;", "_packedWeights")]
    [InlineData("private class Kernels { }", "Kernels")]
    public Task MemberLikeAGeneratedOne(string member, string name) => Markup.Verify(
        $"{Layers}public partial class {{|#0:Net|}} {{ {member} }}",
        $"CNN0012: Network 'Net' has a member '{name}' of its own, but one like it is generated: rename or remove it");

    [Fact]
    public Task SeveralMembersLikeGeneratedOnes() => Markup.Verify(
        Layers + "public partial class {|#0:{|#1:Net|}|} { public int Load; public static int CreateRandom(int seed) => seed; }",
        "CNN0012: Network 'Net' has a member 'Load' of its own, but one like it is generated: rename or remove it",
        "CNN0012: Network 'Net' has a member 'CreateRandom' of its own, but one like it is generated: rename or remove it");

    [Fact]
    public Task MethodsWithOtherParameters()
        => Markup.Verify(Layers + "public partial class Net { public float[] Forward(float[] input) => input; public static void Load(int count) { } }");

    [Fact]
    public Task LayersOnlyOnAnotherPart_AreNotMissingToo()
        => Markup.Verify("[Input(4, 4, 1)]\npublic partial class Net;\n[{|CNN0003:Flatten|}]\npartial class Net { }");

    [Fact]
    public Task ConstantOfAnotherNetwork() => Markup.Verify(
        Layers + "public partial class First;\n[Input(4, 4, 1)]\n[Flatten]\n[Dense({|#0:First.{|CS0117:OutputLength|}|})]\npublic partial class Second;",
        "CNN0404: Network 'Second' cannot be generated, because 'First.OutputLength' is itself generated, or made of what is, and no generator sees that: write its value");

    /// <summary>Not that there are too few filters, though a constant that is not made yet is a zero.</summary>
    [Fact]
    public Task ConstantOfItsOwn() => Markup.VerifyUnfinished(
        "[Input(4, 4, 1)]\n[Conv2D({|CNN0404:2 * Net.OutputLength|}, 3)]\npartial class Net { public const int OutputLength = 0; }");

    /// <summary>What is no type's constant, though it is called so, as one types: reported, and no analyzer dies of it.</summary>
    [Theory]
    [InlineData("int.OutputLength")]
    [InlineData("\"text\".OutputLength")]
    [InlineData("(1 + 1).InputLength")]
    public Task ConstantOfNothing(string filters) => Markup.VerifyUnfinished($"[Input(4, 4, 1)]\n[Conv2D({{|CNN0404:{filters}|}}, 3)]\npartial class Net {{ }}");

    [Fact]
    public Task ConstantMadeOfAnotherNetworks() => Markup.Verify(
        Layers + "public partial class First;\nstatic class Sizes { public const int Two = 2, Half = First.{|CS0117:OutputLength|} / Two, Whole = Two * Half; }\n"
        + "[Input(4, 4, 1)]\n[Flatten]\n[Dense(Sizes.Two)]\n[Dense({|CS0182:{|#0:Sizes.Whole|}|})]\npublic partial class Second;",
        "CNN0404: Network 'Second' cannot be generated, because 'Sizes.Whole' is itself generated, or made of what is, and no generator sees that: write its value");

    [Fact]
    public Task ClassesThatAreNoNetworks() => Markup.Verify("[System.Obsolete]\npublic class Net;\npublic struct Other;\npublic enum Kind { A }");

    [Fact]
    public Task TheSecondInputIsTheCompilersError()
        => Markup.Verify(Layers + "public partial class Net;\n[{|CS0579:Input|}(2, 2, 1)]\npartial class Net { }");

    [Theory]
    [InlineData("struct Net { }")]
    [InlineData("interface Net { }")]
    public Task OtherTypesAreTheCompilersError(string type)
        => Markup.Verify($"[{{|CS0592:Input|}}(4, 4, 1)]\n[{{|CS0592:Flatten|}}]\npublic partial {type}");

    [Fact]
    public Task LayersOfOneListRunInTheirOrder() => Markup.Verify("[Input(4, 4, 1), Conv2D(2, 3), MaxPool2D({|CNN0202:3|})]\npublic partial class Net;");
}
