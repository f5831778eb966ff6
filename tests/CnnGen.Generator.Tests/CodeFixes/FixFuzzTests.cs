using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>What random networks are offered mends them.</summary>
public class FixFuzzTests
{
    private const int Networks = 90;

    /// <summary>Fewer, and not one less: a layer may have a fault twice, as its pads and its output paddings beside Same.</summary>
    [Fact]
    public async Task EachFixLeavesFewerFaultsOnItsLayer_AndCodeThatCompilesAsBefore()
    {
        Random random = new(5);
        HashSet<string> tried = [];
        for (int i = 0; i < Networks; i++)
        {
            string source = "using CnnGen;\n" + FuzzTests.Network(random, "Net");
            foreach (Offer offer in await Offers.Of(source))
            {
                tried.Add($"{offer.Diagnostic.Id} {offer.Title.Split(' ')[0]}");
                string story = $"{offer.Title}\n{offer.Diagnostic}\n{source}\n{offer.Mended}";
                Assert.True(Count(offer.Mended, offer) < Count(source, offer), story);
                Assert.True(Errors(source) == Errors(offer.Mended), story);
            }
        }

        Assert.Superset(new HashSet<string> { "CNN0103 Remove", "CNN0201 Change", "CNN0201 Set", "CNN0202 Change", "CNN0202 Set", "CNN0208 Set" }, tried);
    }

    /// <summary>How often the fault is reported on the layer, whose name begins the message.</summary>
    private static int Count(string source, Offer offer)
    {
        string layer = Layer(offer.Diagnostic);
        return NetworkCompiler.Analyze(source).Count(diagnostic => diagnostic.Id == offer.Diagnostic.Id && Layer(diagnostic) == layer);
    }

    private static string Layer(Diagnostic diagnostic) => diagnostic.GetMessage().Split(')')[0];

    private static int Errors(string source)
        => NetworkCompiler.CreateCompilation(source).GetDiagnostics(TestContext.Current.CancellationToken).Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
