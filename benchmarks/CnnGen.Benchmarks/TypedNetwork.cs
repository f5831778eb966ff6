using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Benchmarks;

/// <summary>A network as text in an editor, and where one types in it.</summary>
/// <param name="Source">The declaration alone.</param>
/// <param name="Number">The number of filters, or units, that is edited: the shapes below it stay valid.</param>
/// <param name="Numbers">What it becomes, from edit to edit.</param>
internal sealed record TypedNetwork(string Name, string Source, string Number, IReadOnlyList<string> Numbers)
{
    private static readonly Regex _input = new(@"\[Input\((\d+), (\d+)");

    public static IReadOnlyList<TypedNetwork> All { get; } =
    [
        Declared("LeNet-5", "LeNet5", "Conv2D(16, 5", filters => $"Conv2D({filters}, 5", 16),
        Declared("MobileNetV1 0.25", "MobileNet", "Conv2D(64, 1", filters => $"Conv2D({filters}, 1", 64),
        Declared("SqueezeNet 1.1", "SqueezeNet", "Conv2D(48, 1", filters => $"Conv2D({filters}, 1", 48),
        Declared("ResNet-18", "ResNet18", "Conv2D(128, 3, Stride = 2", filters => $"Conv2D({filters}, 3, Stride = 2", 128),
        new("39 x Conv2D(8, 1, 5)", Long(), "Conv2D(8, 1, 5, Name = \"edited\")", [.. Filters(8).Select(filters => $"Conv2D({filters}, 1, 5, Name = \"edited\")")]),
    ];

    /// <summary>The text after an edit of the number.</summary>
    public string WithNumber(int edit) => ReplaceFirst(Source, Number, Numbers[edit % Numbers.Count]);

    /// <summary>The text after an edit of a comment among the attributes.</summary>
    public string WithComment(int edit) => ReplaceFirst(Source, "[Conv2D", $"// edit {edit}\n[Conv2D");

    /// <summary>The text after an edit of the input's height, on which all kernels depend.</summary>
    public string WithInput(int edit) => _input.Replace(Source, match => $"[Input({int.Parse(match.Groups[1].Value) + 1 + (edit % 3)}, {match.Groups[2].Value}", 1);

    private static IEnumerable<int> Filters(int number) => [number + 8, number + 16, number + 24];

    private static TypedNetwork Declared(string name, string file, string number, Func<int, string> changed, int filters)
        => new(name, Declaration(file), number, [.. Filters(filters).Select(changed)]);

    /// <summary>Recorded sound: a long map, and a chain of layers that each look a little to the sides.</summary>
    private static string Long()
        => $"using CnnGen;\n\n[Input(1, 160000, 1)]\n[Conv2D(8, 1, 5, Name = \"edited\")]\n{string.Concat(Enumerable.Repeat("[Conv2D(8, 1, 5)]\n", 38))}public partial class Long;\n";

    /// <summary>A declaration of the tests' networks, without what else the file holds.</summary>
    private static string Declaration(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{file}.cs")!;
        using StreamReader reader = new(stream);
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(reader.ReadToEnd()).GetCompilationUnitRoot();
        ClassDeclarationSyntax declaration = root.DescendantNodes().OfType<ClassDeclarationSyntax>().First(type => type.AttributeLists.Count > 1);
        string attributes = string.Concat(declaration.AttributeLists.Select(list => $"{list}\n"));
        return $"using CnnGen;\n\n{attributes}public sealed partial class {declaration.Identifier.Text};\n";
    }

    private static string ReplaceFirst(string text, string old, string changed)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"There is no '{old}' to edit.") : string.Concat(text.AsSpan(0, at), changed, text.AsSpan(at + old.Length));
    }
}
