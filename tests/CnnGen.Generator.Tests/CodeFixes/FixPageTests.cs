using System.Reflection;
using System.Text.RegularExpressions;
using CnnGen.CodeFixes;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Tests.Diagnostics;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>A rule's page names the fixes that its wrong example is offered, as the editor's menu does, and no other; each mends it.</summary>
public partial class FixPageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task PageNamesTheFixesOfItsWrongExample(string id)
    {
        string page = RulePageTests.Page(id);
        string[] named = [.. FixLine().Matches(page).SelectMany(line => Quoted().Matches(line.Value)).Select(title => title.Groups[1].Value).Order()];
        Offer[] offers = await Offers.Of(RulePageTests.Examples(page)[0]);
        Assert.Equal(named, offers.Select(offer => offer.Title).Order());
        Assert.All(offers, offer => Assert.DoesNotContain(NetworkCompiler.Analyze(offer.Mended), left => left.Id == id));
        Assert.Equal(Offers.Fixes.Select(Offers.Create).Count(fix => fix.FixableDiagnosticIds.Contains(id)), named.Length);
    }

    [Fact]
    public void EachFixIsExportedForCSharp_AndMendsAllAtOnce()
        => Assert.All(Offers.Fixes, fix =>
        {
            Assert.Contains("C#", fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages ?? []);
            Assert.True(fix == typeof(DropBiasFix) || Offers.Create(fix).GetFixAllProvider()!.GetSupportedFixAllScopes().Contains(FixAllScope.Solution));
        });

    [GeneratedRegex("^Code fix: .*$", RegexOptions.Multiline)]
    private static partial Regex FixLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
