using System.Text.RegularExpressions;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>Generated code means the same whatever the user's types, namespaces and aliases are called.</summary>
public partial class NameTests
{
    private const string Layers = "[global::CnnGen.Input(4, 4, 2), global::CnnGen.Conv2D(3, 2), global::CnnGen.MaxPool2D(2), global::CnnGen.Flatten, global::CnnGen.Dense(2), global::CnnGen.Softmax]";

    /// <summary>Words that the compiler treats as more than a name somewhere, in this version of C# or in a later one.</summary>
    private static readonly string[] _words =
    [
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText)
            .Where(word => word.All(char.IsAsciiLetter))
            .Concat(["var", "nint", "nuint", "dynamic", "nameof", "extension", "unmanaged", "notnull", "scoped", "required", "file", "field", "union", "safe"])
            .Distinct(),
    ];

    /// <summary>Every layer kind that random networks draw, and the members that few networks have.</summary>
    [Fact]
    public void NoShortNameIsLookedUp_AndEveryMemberIsMarked()
    {
        GeneratorRun run = NetworkCompiler.Generate(
            TestNetwork.ToFile(Enumerable.Range(1, 40).Select(RandomNetworks.Create)),
            """
            using CnnGen;

            namespace Some.Where;

            [Input(4, 4, 3, ChannelOrder = ChannelOrder.BGR), Normalize(Mean = new[] { 1.0, 2, 3 }), SelfTest("vector.safetensors", Weights = "weights.safetensors")]
            [Conv2D(16, 3, Padding = Padding.Same), Flatten, Dense(12), Reshape(2, 3, 2), GELU]
            public partial class Rare;
            """);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
        GeneratedCode.AssertLooksUpNoShortNames(run);
        GeneratedCode.AssertIsMarked(run);
    }

    [Fact]
    public void KeywordsAsNamesOfClassesAndOfWhatIsAroundThem()
    {
        IEnumerable<string> types = _words.Select((word, i) =>
            $"namespace @{word}.@{Next(i)} {{ public partial class @{word} {{ {Layers} public partial class @{Next(i)}; }} }}");
        AssertClean(string.Join('\n', types));

        static string Next(int i) => _words[(i + 1) % _words.Length];
    }

    [Fact]
    public void KeywordsAsNamesOfOtherTypesInScope()
        => AssertClean(string.Concat(_words.Select(word => $"public class @{word} {{ }}\n")), $"namespace Inner {{ {Layers} public partial class Net; }}\n{Layers} public partial class Outer;");

    /// <summary>Each name that generated code writes means something else where the network stands.</summary>
    [Theory]
    [InlineData("global using @{0} = System.DateTime;", "namespace Space; LAYERS public partial class Net;")]
    [InlineData("namespace Space { public class @{0} { } }", "namespace Space.Inner { LAYERS public partial class Net; }")]
    [InlineData("namespace Space { public partial class Around { public class @{0} { } } }", "namespace Space { partial class Around { LAYERS public partial class Net; } }")]
    [InlineData("namespace Space { public partial class Parent { public class @{0} { } } }", "namespace Space { LAYERS public partial class Net : Parent; }")]
    public void NamesOfGeneratedCodeThatMeanSomethingElse(string declaration, string network)
    {
        network = network.Replace("LAYERS", Layers);
        GeneratorRun run = NetworkCompiler.Generate(network, "namespace Space { public partial class Around { } public partial class Parent { } }");
        string[] names = [.. run.Result.GeneratedTrees.SelectMany(tree => Word().Matches(tree.ToString()).Select(word => word.Value)).Distinct()];
        Assert.Contains("Vector256", names);
        string[] types = [.. names.Where(name => name is not ("Space" or "Inner" or "Around" or "Parent" or "global") && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None)];
        Assert.Contains("Net", types);

        // Beside the class, nothing else may have its name.
        string[] taken = declaration.Contains("Inner", StringComparison.Ordinal) || declaration.Contains("class Parent", StringComparison.Ordinal) ? [] : ["Net"];
        string hostile = string.Join('\n', types.Except(taken).Select(name => string.Format(null, declaration.Replace("{ ", "{{ ").Replace(" }", " }}"), name)));
        AssertClean(hostile, network, "namespace Space { public partial class Around { } public partial class Parent { } }");
    }

    private static void AssertClean(params string[] sources)
    {
        GeneratorRun run = NetworkCompiler.Generate(sources);
        Assert.NotEmpty(run.Result.GeneratedTrees);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(fault => fault.Severity == DiagnosticSeverity.Error || !run.Input.ContainsSyntaxTree(fault.Location.SourceTree)), run.Input);
        Assert.DoesNotContain(NetworkCompiler.Analyze(sources), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [GeneratedRegex(@"(?<![@\w.""])[A-Za-z_]\w*|(?<=\.)[A-Za-z_]\w*")]
    private static partial Regex Word();
}
