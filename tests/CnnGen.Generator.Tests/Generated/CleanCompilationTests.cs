using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>Generated code compiles without a warning wherever a network may stand and whatever it is called.</summary>
public class CleanCompilationTests
{
    private const string Layers = "[global::CnnGen.Input(4, 4, 2), global::CnnGen.Conv2D(3, 2), global::CnnGen.MaxPool2D(2), global::CnnGen.Flatten, global::CnnGen.Dense(2), global::CnnGen.Softmax]";

    [Theory]
    [InlineData("public sealed partial class Net;")]
    [InlineData("internal partial class Net;")]
    [InlineData("namespace A.B; public partial class Net;")]
    [InlineData("public sealed partial record Net;")]
    [InlineData("public partial record class Net { public int Extra { get; init; } }")]
    [InlineData("public partial class @class;")]
    [InlineData("namespace @namespace.@int { public partial class @event; }")]
    [InlineData("public partial class Größe;")]
    [InlineData("public partial class 数字;")]
    [InlineData("public partial class Dense;")]
    [InlineData("public partial class Input;")]
    [InlineData("public partial class Conv2D;")]
    [InlineData("public partial class Vector256;")]
    [InlineData("public partial class WeightLayout;")]
    [InlineData("public partial class Span;")]
    [InlineData("public partial class Kernel;")]
    [InlineData("public partial class Run;")]
    [InlineData("namespace CnnGen; public partial class Net;")]
    [InlineData("namespace CnnGen.Runtime; public partial class Net;")]
    [InlineData("namespace System; public partial class Vision;")]
    [InlineData("namespace My.System.CnnGen; public partial class Net;")]
    public void OneClass(string declaration)
    {
        int at = Math.Max(declaration.IndexOf("public", StringComparison.Ordinal), declaration.IndexOf("internal", StringComparison.Ordinal));
        AssertClean(NetworkCompiler.ParseOptions, NullableContextOptions.Enable, declaration.Insert(at, Layers + "\n"));
    }

    [Theory]
    [InlineData("internal partial class Outer { LAYERS private partial class Net; }")]
    [InlineData("public partial interface IOuter { public partial struct S { partial record struct R { LAYERS internal partial class Net; } } }")]
    [InlineData("public static partial class Outer { LAYERS public partial class Net; LAYERS public partial class Other; }")]
    [InlineData("LAYERS public partial class Net { LAYERS public partial class Conv1; LAYERS public partial class Dense1; }")]
    [InlineData("LAYERS public partial class A; LAYERS public partial class B;")]
    [InlineData("namespace A { LAYERS public partial class Net; } namespace B { LAYERS public partial class Net; }")]
    [InlineData("LAYERS public partial class Net; LAYERS public partial class NET; LAYERS public partial class NEt;")]
    [InlineData("namespace a { LAYERS public partial class Net; } namespace A { LAYERS public partial class Net; LAYERS public partial class NEt; }")]
    public void SeveralTypes(string source) => AssertClean(
        NetworkCompiler.ParseOptions, NullableContextOptions.Enable, source.Replace("LAYERS", Layers));

    [Theory]
    [InlineData("features.0", "features.1")]
    [InlineData("conv-1", "conv_1")]
    [InlineData("conv.1", "conv/1")]
    [InlineData("Forward", "Load")]
    [InlineData("Kernels", "kernels")]
    [InlineData("Run", "Summary")]
    [InlineData("1", "2nd")]
    [InlineData("été", "数字")]
    [InlineData("Equals", "GetHashCode")]
    [InlineData("Finalize", "ReferenceEquals")]
    [InlineData("input", "output")]
    [InlineData("int", "class")]
    [InlineData("weights", "arena")]
    [InlineData("conv1", "conv1Vector256")]
    [InlineData("conv1-vector512", "conv1")]
    [InlineData("a.Sweep", "a")]
    [InlineData("0", "_0")]
    [InlineData("_x", "__X")]
    public void LayerNames(string first, string second) => AssertClean(
        NetworkCompiler.ParseOptions,
        NullableContextOptions.Enable,
        $"using CnnGen;\n[Input(4, 4, 3)]\n[Conv2D(2, 2, Name = \"{first}\")]\n[Sigmoid]\n[Flatten]\n[Dense(3, Name = \"{second}\", Activation = Activation.Softmax)]\npublic partial class Net;");

    [Fact]
    public void NetworkWithMembersOfItsOwn() => AssertClean(NetworkCompiler.ParseOptions, NullableContextOptions.Enable, $$"""
        {{Layers}}
        public partial class Net : System.IDisposable
        {
            private static readonly string[] s_labels = ["cat", "dog"];
            private int _count;

            static Net()
            {
            }

            public string Name { get; set; } = "";

            public string Classify(System.ReadOnlySpan<float> pixels)
            {
                float[] scores = new float[OutputLength];
                Forward(pixels, scores);
                _count++;
                return s_labels[scores[0] > scores[1] ? 0 : 1] + _count;
            }

            public void Forward(float[] pixels) => Classify(pixels);

            public void Dispose() => System.GC.SuppressFinalize(this);
        }

        partial class Net
        {
            public static Net Load(byte[] file) => Load(new System.IO.MemoryStream(file));
        }
        """);

    [Theory]
    [InlineData("public class Base { public const int InputLength = 1; public void Forward(System.ReadOnlySpan<float> input, System.Span<float> output) { } protected int Kernels; }")]
    [InlineData("public abstract class Base { public static int Summary => 1; public virtual void Profile(System.ReadOnlySpan<float> input, int runs) { } }")]
    public void BaseClassWithMembersOfTheSameNames(string parent)
        => AssertClean(NetworkCompiler.ParseOptions, NullableContextOptions.Enable, $"{parent}\n{Layers}\npublic partial class Net : Base;");

    [Theory]
    [InlineData("public partial class Net { public void Forward(System.ReadOnlySpan<float> input, System.Span<float> output) { } }")]
    [InlineData("public partial class Net { public static Net Load(string path) => CreateRandom(1); }")]
    [InlineData("public partial class Net { public const int InputLength = 2; private string Kernels() => \"\"; }")]
    [InlineData("public partial class Net { public static string Summary => \"\"; public static object Profile = \"\"; }")]
    [InlineData("public partial class Net { public static Net CreateRandom(int seed) => Load(\"\"); public void ForwardBatch(System.ReadOnlySpan<float> i, System.Span<float> o, int n) { } }")]
    [InlineData("public class Base { public required int Size; } LAYERS public partial class Net : Base;")]
    [InlineData("public partial class Net { public required int Size { get; set; } }")]
    [InlineData("LAYERS public partial class Forward; LAYERS public partial class Summary; LAYERS public partial class Layers;")]
    public void NetworksThatAreRefusedForTheirMembers(string source)
    {
        source = source.Contains("LAYERS", StringComparison.Ordinal) ? source.Replace("LAYERS", Layers) : $"{Layers}\n{source}";
        GeneratorRun run = NetworkCompiler.Generate(source);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
        Assert.Contains(NetworkCompiler.Analyze(source), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        // Callers of all that the user did not write find it.
        string[] expected = ["InputLength", "OutputLength", "ParameterCount", "MultiplyAddCount", "Summary", "Load", "CreateRandom", "Forward", "ForwardBatch", "Profile"];
        Assert.All(
            run.Input.Assembly.GlobalNamespace.GetTypeMembers().Where(type => type.Name != "Base"),
            type => Assert.All(expected.Where(name => name != type.Name), name => Assert.NotEmpty(run.Output.GetTypeByMetadataName(type.MetadataName)!.GetMembers(name))));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp10, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.CSharp11, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.CSharp13, NullableContextOptions.Warnings)]
    [InlineData(LanguageVersion.CSharp14, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Preview, NullableContextOptions.Annotations)]
    public void LanguageVersionsAndNullableContexts(LanguageVersion version, NullableContextOptions nullable)
        => AssertClean(new CSharpParseOptions(version, DocumentationMode.Diagnose), nullable, Sources.LeNet5.Replace("LeNet5;", "LeNet5 { }"), $"{Layers} internal partial class Net {{ }}");

    private static void AssertClean(CSharpParseOptions parsing, NullableContextOptions nullable, params string[] sources)
    {
        CSharpCompilation created = NetworkCompiler.CreateCompilation();
        CSharpCompilation users = created
            .WithOptions(created.Options.WithNullableContextOptions(nullable))
            .AddSyntaxTrees(sources.Select(source => CSharpSyntaxTree.ParseText(source, parsing, cancellationToken: TestContext.Current.CancellationToken)));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(users, out Compilation output, out _, TestContext.Current.CancellationToken);
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);
        NetworkCompiler.AssertClean(output.GetDiagnostics(TestContext.Current.CancellationToken), users);
        Assert.DoesNotContain(NetworkCompiler.Analyze(sources), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
