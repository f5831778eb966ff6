using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;
using CnnGen.Import.Translate;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Import.Check;

/// <summary>
/// Asks the generator's own stages what they make of the text, so that an error is said here and not by the user's compiler.
/// </summary>
internal static class DeclarationCheck
{
    private static readonly Lazy<MetadataReference[]> _references = new(() =>
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(InputAttribute).Assembly.Location),
    ]);

    /// <exception cref="ImportException">The text is no network, or one of other shapes.</exception>
    public static void Check(string source, TranslatedNetwork network)
    {
        CSharpCompilation compilation = Compile(source);
        if (compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type).ToArray() is not [INamedTypeSymbol type]
            || DeclarationReader.Read(type, CancellationToken.None, out _) is not { } declaration
            || network.Layers.FirstOrDefault(layer => LayerRules.Of(layer.Kind).Kind != layer.Kind) is not null)
        {
            throw new ImportException("What was written does not declare the network, and nothing else, which is a fault of cnngen: please report it with the model.");
        }

        ShapedNetwork shaped = ShapeInference.Infer(declaration, CancellationToken.None);
        ImportProblem[] problems =
        [
            .. shaped.Faults.Where(fault => fault.IsError).Select(fault => Problem(fault, network)),
            .. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => new ImportProblem([], "", $"What was written does not compile: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}. Choose other names with --class and --namespace; if it is not for the names, it is a fault of cnngen: please report it with the model.")),
        ];
        if (problems.Length > 0)
        {
            throw new ImportException(problems);
        }

        foreach ((Layer layer, ShapedLayer read) in network.Layers.Zip(shaped.Layers))
        {
            if (read.Output.ToString() != layer.Output.ToString())
            {
                throw new ImportException($"'{read.Name}' ({layer.Kind}, of the node '{layer.Node}') gives {read.Output} where the model's gives {layer.Output}, which is a fault of cnngen: please report it with the model.");
            }
        }
    }

    /// <summary>The text together with the runtime library's attributes.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources)
    {
        SyntaxTree[] trees = [.. sources.Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp14)))];
        return CSharpCompilation.Create("Imported", trees, _references.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>The diagnostic as the compiler shows it, without its place.</summary>
    public static string Message(Fault fault)
        => $"{fault.Rule.Id}: {string.Format(CultureInfo.InvariantCulture, fault.Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fault.Values])}";

    private static ImportProblem Problem(Fault fault, TranslatedNetwork network)
    {
        string message = Message(fault);
        Layer? layer = fault.Attribute > 0 ? network.Layers.ElementAtOrDefault(fault.Attribute - 1) : null;
        return new ImportProblem(layer is null ? [] : [layer.Node], layer?.Kind ?? "", message);
    }
}
