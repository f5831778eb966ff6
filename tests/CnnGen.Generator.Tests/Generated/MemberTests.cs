using System.Text;
using CnnGen.Generator.Declaration;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>The names of generated members, and of generated files.</summary>
public class MemberTests
{
    /// <summary>Networks that together have every member that is ever generated.</summary>
    private const string Networks = """
        using CnnGen;

        [Input(4, 4, 3, ChannelOrder = ChannelOrder.BGR), Normalize(Mean = new[] { 1.0, 2, 3 }), SelfTest("vector.safetensors", Weights = "weights.safetensors")]
        [Conv2D(16, 3, Padding = Padding.Same, Activation = Activation.ReLU), Flatten, Dense(12), Reshape(2, 3, 2), GELU]
        public partial class First { }

        [Input(1, 1, 8), Flatten, Dense(3)]
        public partial class Second { }
        """;

    /// <summary>A member of the user's own that is like a generated one is an error of ours, and none in generated code: for every generated member.</summary>
    [Fact]
    public void EveryMemberIsOneThatTheUsersClassMustNotHave()
    {
        ISymbol[] members = [.. GeneratedCode.Members(NetworkCompiler.Generate(Networks)).Where(member => member is not IMethodSymbol { MethodKind: MethodKind.Constructor })];
        Assert.Contains(members, member => member.Name == GeneratedMembers.FileOrder);
        Assert.Contains(members, member => member.Name == GeneratedMembers.InputField);
        (ISymbol Member, string Source)[] clashes =
        [
            .. members.Select(member => (member, $"private int {member.Name};")),
            .. members.OfType<IMethodSymbol>().Select(method => (method, $"private unsafe void {method.Name}({string.Join(", ", method.Parameters.Select((parameter, i) => $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} p{i}"))}) {{ }}")),
        ];
        for (int first = 0; first < clashes.Length; first += 10)
        {
            (ISymbol Member, string Source)[] some = clashes[first..Math.Min(first + 10, clashes.Length)];
            string source = string.Join('\n', some.Select((clash, i) =>
                $"namespace N{i}\n{{\n{Networks.Replace($"class {clash.Member.ContainingType.Name} {{ }}", $"class {clash.Member.ContainingType.Name} {{ {clash.Source} }}").Replace("using CnnGen;", "")}\n}}"));
            IReadOnlyList<Diagnostic> reported = NetworkCompiler.Analyze("using CnnGen;\n" + source);
            Assert.All(some, (clash, i) => Assert.Contains(
                reported, diagnostic => diagnostic.Id == "CNN0012" && diagnostic.Location.SourceTree!.ToString()[..diagnostic.Location.SourceSpan.Start].Contains($"namespace N{i}\n")
                    && diagnostic.GetMessage().Contains($"'{clash.Member.Name}'")));
            GeneratorRun run = NetworkCompiler.Generate("using CnnGen;\n" + source);
            Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    /// <summary>Names that would be longer than an assembly's metadata or a file system takes.</summary>
    [Fact]
    public void LongNames()
    {
        string[] names = [.. Enumerable.Range(0, 4).Select(i => new string('n', 495) + i), new string('字', 500), new string('1', 500)];
        string layers = string.Concat(names.Select(name => $"[Conv2D(3, 3, Padding = Padding.Same, Name = \"{name}\"), MaxPool2D(2, Stride = 1)]\n"));
        string space = string.Join('.', Enumerable.Repeat(new string('s', 200), 4));
        string source = $"using CnnGen;\nnamespace {space};\n[Input(20, 20, 3)]\n{layers}public partial class {new string('C', 200)} {{ }}";
        Assert.DoesNotContain(NetworkCompiler.Analyze(source), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

        GeneratorRun run = NetworkCompiler.Generate(source);
        using MemoryStream image = new();
        NetworkCompiler.AssertClean(run.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics, run.Input);
        Assert.All(run.Result.Results[0].GeneratedSources, file => Assert.InRange(Encoding.UTF8.GetByteCount(file.HintName), 1, 255));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    [InlineData(1_100_000, false)]
    public void ALayersNameHasAtMost500Letters(int letters, bool isValid)
    {
        IReadOnlyList<Diagnostic> reported = NetworkCompiler.Analyze($"using CnnGen;\n[Input(4, 4, 3), Conv2D(3, 3, Name = \"{new string('a', letters)}\")] public partial class Net;");
        Assert.Equal(isValid ? [] : (string[])["CNN0105"], reported.Select(diagnostic => diagnostic.Id));
        Assert.All(reported, diagnostic => Assert.InRange(diagnostic.GetMessage().Length, 1, 400));
    }

    [Theory]
    [InlineData("0", "Layer0")]
    [InlineData("_0", "Layer0")]
    [InlineData("__features._1", "Features_1")]
    [InlineData("conv1", "Conv1")]
    public void NamesOfLayersBeginWithALetter(string layer, string expected)
    {
        GeneratorRun run = NetworkCompiler.Generate($"using CnnGen;\n[Input(4, 4, 3), Conv2D(3, 3, Name = \"{layer}\")] public partial class Net;");
        Assert.Equal(expected, Assert.Single(run.Output.GetTypeByMetadataName("Net+Layers")!.GetMembers().OfType<IFieldSymbol>()).Name);
    }

    /// <summary>Each letter that ends a line in C#, and each that shows as nothing, or turns what follows around.</summary>
    [Fact]
    public void TextsOfTheUsersAreLiteralsOfTheSameText()
    {
        const string path = "a\u2028b\u2029c\u0085d\re\nf\0g\u200Eh\u202Ei\u2066\\\"\uD83D\uDE00\uD83Dé字{0}";
        string written = string.Concat(path.Select(letter => $"\\u{(int)letter:X4}"));
        GeneratorRun run = NetworkCompiler.Generate($"using CnnGen;\n[Input(4, 4, 3), Conv2D(3, 3), SelfTest(\"{written}\", Weights = \"{written}\")] public partial class Net;");
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
        Assert.Equal(2, run.Result.GeneratedTrees.SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens()).Count(token => token.Value is path));
        Assert.DoesNotContain(run.Result.GeneratedTrees, tree => tree.ToString().Any(letter => letter is '\u2028' or '\u202E' or '\u0085' or '\uD83D'));
    }
}
