using System.Globalization;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;
using CnnGen.Import.Check;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Import.Summary;

/// <summary>Reads the networks that a C# file declares.</summary>
public static class DeclaredNetworks
{
    /// <summary>The networks of a file, in the order in which they stand.</summary>
    /// <param name="source">The file's text.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="others">Texts of other files, whose constants the networks may use.</param>
    /// <exception cref="ImportException">There is none, or one has errors.</exception>
    public static IReadOnlyList<Overview> Read(string source, string name, params IEnumerable<string> others)
    {
        CSharpCompilation compilation = DeclarationCheck.Compile(others.Prepend(source));
        List<Overview> networks = [];
        List<ImportProblem> problems = [];
        foreach (TypeDeclarationSyntax declaration in compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
        {
            if (compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration) is not INamedTypeSymbol type
                || DeclarationReader.Read(type, CancellationToken.None, out System.Collections.Immutable.ImmutableArray<AttributeData> sites) is not { } declared
                || sites[0].ApplicationSyntaxReference!.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() != declaration)
            {
                continue;
            }

            ImportProblem[] unknown = [.. Unknown(compilation.GetSemanticModel(declaration.SyntaxTree), declaration, name)];
            if (unknown.Length > 0)
            {
                problems.AddRange(unknown);
                continue;
            }

            ShapedNetwork network = ShapeInference.Infer(declared, CancellationToken.None);
            problems.AddRange(network.Faults.Where(fault => fault.IsError).Select(fault => new ImportProblem([], "", $"{name}{Place(fault, sites)}: {DeclarationCheck.Message(fault)}")));
            networks.Add(Described(type.Name, network, sites));
        }

        return problems.Count > 0 ? throw new ImportException(problems)
            : networks.Count > 0 ? networks
            : throw new ImportException($"'{name}' declares no network: a partial class with [Input(height, width, channels)] was expected.");
    }

    /// <summary>What the compiler does not understand in the network's attributes: their values would be left out of the table without a word.</summary>
    private static IEnumerable<ImportProblem> Unknown(SemanticModel model, TypeDeclarationSyntax declaration, string name)
        => model.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                && declaration.AttributeLists.Any(list => list.Span.Contains(diagnostic.Location.SourceSpan))
                && !IsForeignAttribute(declaration.FindNode(diagnostic.Location.SourceSpan)))
            .Select(diagnostic =>
            {
                LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
                return new ImportProblem([], "", $"{name}({start.Line + 1},{start.Character + 1}): error {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}. If another file declares it, give that file too, as in: cnngen summary {name} Other.cs");
            });

    /// <summary>Whether an unknown name is that of an attribute unlike any layer: it is of a package that cnngen does not see, and changes no network.</summary>
    private static bool IsForeignAttribute(SyntaxNode node)
        => node is NameSyntax && node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute && attribute.Name.Span.Contains(node.Span)
            && LayerRules.Kinds.All(kind => EditDistance.Between(kind, $"{attribute.Name}") > 2);

    /// <summary>Where the compiler would show the fault, as it writes that.</summary>
    private static string Place(Fault fault, IReadOnlyList<AttributeData> sites)
    {
        Location? place = fault.Attribute == Fault.OnClass ? Places.OfClass(sites[0]) : Places.Of(sites[fault.Attribute], fault.Argument);
        return place?.GetLineSpan().StartLinePosition is { } start ? $"({start.Line + 1},{start.Character + 1})" : "";
    }

    private static Overview Described(string name, ShapedNetwork network, IReadOnlyList<AttributeData> sites)
    {
        List<IReadOnlyList<string>> reads = [];
        string above = "input";
        for (int i = 0; i < network.Layers.Count; i++)
        {
            AttributeData site = sites[i + 1];
            string from = site.NamedArguments.FirstOrDefault(argument => argument.Key == "From").Value.Value as string ?? above;
            reads.Add([from, .. site.ConstructorArguments.SelectMany(Texts)]);
            above = network.Layers[i].Name;
        }

        LayerSummary[] layers =
        [
            .. network.Layers.Select(layer => new LayerSummary(
                layer.Name, layer.Kind, $"{layer.Output}", layer.Output.Length, layer.Operation.Parameters, layer.Operation.MultiplyAdds, $"{layer.ReceptiveField}", layer.Operation.OutputFormula(layer))),
        ];
        return new Overview(name, network.Input.ToString(), layers, reads);
    }

    private static IEnumerable<string> Texts(TypedConstant argument)
        => argument.Kind == TypedConstantKind.Array ? argument.Values.SelectMany(Texts) : argument.Value is string text ? [text] : [];
}
