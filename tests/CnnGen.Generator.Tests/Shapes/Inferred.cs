using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.Shapes;

/// <summary>Networks as the generator's second stage hands them on.</summary>
internal static class Inferred
{
    public static ShapedNetwork Of(TestNetwork network) => Of(TestNetwork.ToFile([network]));

    /// <summary>The one network of a file.</summary>
    public static ShapedNetwork Of(string source)
        => Assert.Single(NetworkCompiler.CreateCompilation(source)
            .GetSymbolsWithName(_ => true, SymbolFilter.Type, TestContext.Current.CancellationToken)
            .Select(type => DeclarationReader.Read((INamedTypeSymbol)type, TestContext.Current.CancellationToken, out _))
            .OfType<NetworkDeclaration>()
            .Select(declaration => ShapeInference.Infer(declaration, TestContext.Current.CancellationToken)));
}
