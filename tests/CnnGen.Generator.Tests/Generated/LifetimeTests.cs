using CnnGen.TestKit;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CnnGen.Generator.Tests.Generated;

/// <summary>What has a pointer into the weights keeps the network reachable, because the garbage collector frees them with it.</summary>
public class LifetimeTests
{
    private const string Network = "using CnnGen;\n[Input(8, 8, 3), Conv2D(4, 3), PReLU, Flatten, Dense(3)]\npublic sealed partial class Net;";

    [Fact]
    public void MethodsThatReadWeights_EndWithKeepAlive()
    {
        MethodDeclarationSyntax[] readers =
        [
            .. NetworkCompiler.Generate(Network).Result.GeneratedTrees
                .SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes())
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.ToString().Contains("_packedWeights.Pointer", StringComparison.Ordinal)),
        ];
        Assert.Contains(readers, method => method.Identifier.ValueText == "RunSteps");
        Assert.Contains(readers, method => method.Identifier.ValueText == "RunStep");
        Assert.All(readers, method => Assert.Equal("global::System.GC.KeepAlive(this);", method.Body!.Statements[^1].ToString()));
    }
}
