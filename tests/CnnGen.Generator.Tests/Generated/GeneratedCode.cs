using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>What all generated code keeps to, whatever the network is.</summary>
internal static class GeneratedCode
{
    private const string Kernels = "Kernels";

    /// <summary>
    /// Generated code looks up no short name but those of its own locals, parameters and members: whatever else a name could be found in,
    /// a namespace, a type around, a base class, the user's global usings, may hold another one of this name.
    /// </summary>
    public static void AssertLooksUpNoShortNames(GeneratorRun run)
    {
        foreach (SyntaxTree tree in run.Result.GeneratedTrees)
        {
            SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
            SemanticModel model = run.Output.GetSemanticModel(tree);
            Assert.Empty(root.DescendantNodes().OfType<UsingDirectiveSyntax>());
            foreach (SimpleNameSyntax name in root.DescendantNodes().OfType<SimpleNameSyntax>().Where(IsLookedUp))
            {
                ISymbol? symbol = model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol;
                Assert.True(
                    symbol is ILocalSymbol or IParameterSymbol || IsGenerated(symbol) || (symbol is { ContainingType: { } type } && IsGenerated(type)),
                    $"{Path.GetFileName(tree.FilePath)} looks up '{name}', which is {symbol?.ToDisplayString() ?? "nothing"}: {name.Parent}");
            }
        }

        bool IsGenerated(ISymbol? symbol)
            => symbol is not null && symbol.DeclaringSyntaxReferences.Any(part => run.Result.GeneratedTrees.Contains(part.SyntaxTree)) && symbol is not INamedTypeSymbol { Name: not Kernels };
    }

    /// <summary>Each member says who made it, and that coverage does not count it.</summary>
    public static void AssertIsMarked(GeneratorRun run)
    {
        foreach (ISymbol member in Members(run))
        {
            string[] marks = [.. member.GetAttributes().Select(attribute => attribute.AttributeClass!.ToDisplayString())];
            Assert.True(marks.Contains("System.CodeDom.Compiler.GeneratedCodeAttribute"), $"{member} does not say that it is generated.");
            Assert.True(
                member is IFieldSymbol || marks.Contains("System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute"),
                $"{member} is counted by code coverage.");
        }
    }

    /// <summary>The members that the generator has added to the user's classes. What is inside a generated type is marked with it.</summary>
    public static IEnumerable<ISymbol> Members(GeneratorRun run)
        => run.Result.GeneratedTrees
            .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Where(type => type.Parent is not TypeDeclarationSyntax { Parent: TypeDeclarationSyntax } && IsOutermostGenerated(run, type))
                .SelectMany(type => type.Members)
                .SelectMany(member => Symbols(run.Output.GetSemanticModel(tree), member)))
            .Distinct(SymbolEqualityComparer.Default)!;

    private static IEnumerable<ISymbol> Symbols(SemanticModel model, MemberDeclarationSyntax member)
        => (member is FieldDeclarationSyntax field ? field.Declaration.Variables.Cast<SyntaxNode>() : [member])
            .Select(node => model.GetDeclaredSymbol(node, TestContext.Current.CancellationToken)!);

    /// <summary>Whether the class is the user's, of whose parts this is the generated one.</summary>
    private static bool IsOutermostGenerated(GeneratorRun run, TypeDeclarationSyntax type)
        => run.Output.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type, TestContext.Current.CancellationToken) is { } symbol
            && symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "InputAttribute");

    private static bool IsLookedUp(SimpleNameSyntax name) => name.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Right != name,
        MemberAccessExpressionSyntax member => member.Name != name,
        AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,
        BaseNamespaceDeclarationSyntax => false,
        _ => !name.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Any(space => space.Name.Span.Contains(name.Span)),
    };
}
