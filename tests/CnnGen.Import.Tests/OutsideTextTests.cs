using CnnGen.Generator.Diagnostics;
using CnnGen.Import.Summary;
using CnnGen.TestKit;
using Google.Protobuf;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Text of the model, of its file's name and of the command line cannot become code, nor look like other text.</summary>
public sealed class OutsideTextTests
{
    private static readonly string[] _separators = ["\n", "\r", "\u0085", "\u2028", "\u2029", "\v", "\f", "\0", "\u202E", "\u2066", "\u200F", "\u061C", "\uFEFF", "*/", "\"", "\\u2028", "\uD800"];

    public static TheoryData<string> Separators => [.. _separators];

    [Theory]
    [MemberData(nameof(Separators))]
    public void TextOfAModelStaysInItsComment(string separator)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Weights("w", 2, 3, 1, 1).Node("Conv", "input w -> y").Build("y");
        model.ProducerName = $"p{separator}class Injected {{ }} {separator}global using Other = System.String; //";
        model.Graph.Input[0].Name = model.Graph.Node[0].Input[0] = $"in{separator}class Input2 {{ }}";
        model.Graph.Initializer[0].Name = model.Graph.Node[0].Input[1] = $"features{separator}class Weights2 {{ }}.weight";
        model.Graph.Node[0].Name = $"n{separator}class Node2 {{ }}";

        ImportedNetwork network = OnnxImporter.Import(model);

        Assert.Equal(2 * 16, NetworkCompiler.Compile(network.Source)["Network"].OutputLength);
        Assert.Single(SyntaxFactory.ParseCompilationUnit(network.SourceWithSelfTest).DescendantNodes().OfType<MemberDeclarationSyntax>());
        Assert.All(network.SourceWithSelfTest, letter => Assert.True(letter is '\n' || ShownTextOf(letter), $"U+{(int)letter:X4}"));
    }

    [Fact]
    public void TheFilesNameStaysInItsComment()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cnngen-names-");
        try
        {
            string path = Path.Combine(directory.FullName, "m\u2028class Injected { }\u202E.onnx");
            File.WriteAllBytes(path, new ModelBuilder(13, 1, 4).Node("Relu", "input -> y").Build("y").ToByteArray());

            string source = OnnxImporter.Import(path).Source;

            Assert.Contains("from m?class Injected { }?.onnx (", source, StringComparison.Ordinal);
            Assert.All(source, letter => Assert.True(letter is '\n' || ShownTextOf(letter)));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void EveryCharacterIsReadBackFromALiteral_AndNoneEndsAComment()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code));

        LiteralExpressionSyntax literal = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(OutsideText.Literal(all)));
        Assert.Equal(all, literal.Token.ValueText);
        CompilationUnitSyntax comment = SyntaxFactory.ParseCompilationUnit($"// {OutsideText.Shown(all)}");
        Assert.Empty(comment.Members);
        Assert.Single(comment.EndOfFileToken.LeadingTrivia);
    }

    [Theory]
    [MemberData(nameof(Separators))]
    public void MessagesShowNoSuchCharacter(string separator)
    {
        ModelProto model = new ModelBuilder(13, 1, 4).Node("LSTM", "input -> y").Build("y");
        model.Graph.Node[0].Name = $"a{separator}b";
        model.Graph.Node[0].OpType = $"No{separator}Operator";

        string message = Assert.Throws<ImportException>(() => OnnxImporter.Import(model)).Message;

        Assert.All(message, letter => Assert.True(ShownTextOf(letter), $"U+{(int)letter:X4}"));
    }

    [Theory]
    [InlineData("partial", null)]
    [InlineData("var", "nint")]
    [InlineData("required", "record.file")]
    [InlineData("scoped", "App")]
    [InlineData("dynamic", "await")]
    [InlineData("Digits", "App.partial")]
    [InlineData("\u00C4pfel", "\u041F\u0440\u0438\u043B.\u0421\u0435\u0442\u044C")]
    public void ContextualKeywordsAreNames(string className, string? space)
    {
        ModelProto model = new ModelBuilder(13, 1, 3, 4, 4).Weights("w", 2, 3, 1, 1).Node("Conv", "input w -> y").Build("y");

        ImportedNetwork network = OnnxImporter.Import(model, new ImportOptions { ClassName = className, Namespace = space });

        Assert.Equal(2 * 16, NetworkCompiler.Compile(network.Source)[className].OutputLength);
    }

    [Fact]
    public void AConstantOfAnotherFileIsAnError_UnlessThatFileIsGiven()
    {
        const string source = "using CnnGen;\n[Input(8, 8, 1)]\n[Conv2D(Sizes.Filters, 3)]\n[System.Serializable, JetBrains.UsedImplicitly]\npublic sealed partial class Net;\n";

        ImportException exception = Assert.Throws<ImportException>(() => DeclaredNetworks.Read(source, "Net.cs"));
        Assert.Contains("Net.cs(3,9): error CS0103", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cnngen summary Net.cs Other.cs", exception.Message, StringComparison.Ordinal);
        Assert.Contains("6x6x4", DeclaredNetworks.Read(source, "Net.cs", "static class Sizes { public const int Filters = 4; }")[0].ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void AMisspeltLayerIsAnError()
        => Assert.Contains("Net.cs(3,2): error CS0246", Assert.Throws<ImportException>(() => DeclaredNetworks.Read("using CnnGen;\n[Input(8, 8, 1)]\n[Conv2d(4, 3)]\npublic sealed partial class Net;\n", "Net.cs")).Message, StringComparison.Ordinal);

    private static bool ShownTextOf(char letter) => OutsideText.Shown($"{letter}") == $"{letter}";
}
