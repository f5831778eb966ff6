using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Diagnostics;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic has a page in <c>generator/rules</c>, whose first example gives it and whose second does not.</summary>
public partial class RulePageTests
{
    private static readonly string _generator = Path.GetFullPath(Path.Combine(Project.Directory, "../../generator"));

    /// <summary>But for the one that is no mistake.</summary>
    public static TheoryData<string> Ids => [.. Rules.All.Where(rule => rule != Rules.WhatALayerGives).Select(rule => rule.Id)];

    [Fact]
    public void RulesPagesAndReleaseNotesListTheSameIds()
    {
        string[] pages = [.. Directory.GetFiles(Path.Combine(_generator, "rules"), "CNN*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];
        string notes = File.ReadAllText(Path.Combine(_generator, "CnnGen.Generator/AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(_generator, "CnnGen.Generator/AnalyzerReleases.Shipped.md"));
        string[] rows = [.. NoteRow().Matches(notes).Select(match => match.Value).Order()];
        Assert.Equal(rows, Rules.All.OrderBy(rule => rule.Id).Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"));
        Assert.Equal(pages, Rules.All.Select(rule => rule.Id).Concat(BuildCodes()).Order());
    }

    [Fact]
    public void EveryRuleIsListedOnceAndItsFieldToo()
    {
        Assert.Equal(Rules.All.Length, Rules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(Rules.All.Length, typeof(Rules).GetFields().Count(field => field.FieldType == typeof(DiagnosticDescriptor)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void PageHasTheRulesTitleAndIsLinked(string id)
    {
        DiagnosticDescriptor rule = Rules.All.Single(rule => rule.Id == id);
        Assert.StartsWith($"# {id}: {rule.Title}\n", Page(id), StringComparison.Ordinal);
        Assert.EndsWith($"generator/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains("\n## Wrong\n", Page(id));
        Assert.Contains("\n## Right\n", Page(id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheWrongExampleGivesTheDiagnosticAndTheRightOneDoesNot(string id)
    {
        string[] examples = Examples(Page(id));
        Assert.Equal(2, examples.Length);

        // Pages of weights files show what is in them, before and after.
        WeightsList?[] weights = [.. Page(id).Split("\n## ")[1..].Select(section => id.StartsWith("CNN03", StringComparison.Ordinal) ? WeightsExample.Of(section, id) : null)];

        // CNN0403, CNN0410 and CNN0412 are of the project, so that their pages show one class and two projects.
        string[] projects = [.. ProjectFile().Matches(Page(id)).Select(match => match.Value)];
        bool allowUnsafe = projects.Length == 0 || !projects[0].Contains("<AllowUnsafeBlocks>false");
        Assert.True(projects.Length == 0 || !projects[1].Contains("<AllowUnsafeBlocks>false"));
        bool tellsOfDebug = id == Rules.NotOptimised.Id;
        Assert.True(!tellsOfDebug || projects[1].Contains("<CnnGenOptimize>true"));
        LanguageVersion language = projects.Length > 0 && projects[0].Contains("<LangVersion>8.0") ? LanguageVersion.CSharp8 : LanguageVersion.CSharp14;
        Assert.True(projects.Length == 0 || !projects[1].Contains("<LangVersion>8.0"));
        Assert.Equal(id, Assert.Single(await Analyze(examples[0], weights[0], allowUnsafe, tellsOfDebug, language)).Id);

        Assert.Empty(NetworkCompiler.Analyze(weights[1], examples[1]));
        GeneratorRun run = NetworkCompiler.Generate(weights[1], examples[1]);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
    }

    [Fact]
    public async Task TheExampleOfWhatIsNoMistakeGivesTheMessagesBelowIt()
    {
        string page = Page(Rules.WhatALayerGives.Id);
        Assert.StartsWith($"# {Rules.WhatALayerGives.Id}: {Rules.WhatALayerGives.Title}\n", page, StringComparison.Ordinal);
        ImmutableArray<Diagnostic> given = await NetworkCompiler.CreateCompilation(Example().Match(page).Groups[1].Value)
            .WithAnalyzers([new NetworkAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        IEnumerable<string> messages = given.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(diagnostic => diagnostic.GetMessage());
        Assert.Contains($"```text\n{string.Join('\n', messages)}\n```", page, StringComparison.Ordinal);
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string source, WeightsList? weights, bool allowUnsafe, bool tellsOfDebug, LanguageVersion language)
    {
        AnalyzerOptions options = new(weights is null ? [] : [weights], new BuildProperty("CnnGenTellsOfDebug", tellsOfDebug ? "true" : ""));
        CSharpCompilation compilation = NetworkCompiler.CreateCompilation()
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, NetworkCompiler.ParseOptions.WithLanguageVersion(language), cancellationToken: TestContext.Current.CancellationToken));
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithOptions(compilation.Options.WithAllowUnsafe(allowUnsafe))
            .WithAnalyzers([new NetworkAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return diagnostics.RemoveAll(diagnostic => diagnostic.Severity == DiagnosticSeverity.Hidden);
    }

    /// <summary>What the package's build reports by itself, and no analyzer does.</summary>
    private static IEnumerable<string> BuildCodes()
        => Directory.GetFiles(Path.Combine(_generator, "../runtime/CnnGen/build"), "*.targets")
            .SelectMany(path => BuildCode().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value)
            .Except(Rules.All.Select(rule => rule.Id));

    /// <summary>A rule's page.</summary>
    internal static string Page(string id) => File.ReadAllText(Path.Combine(_generator, "rules", $"{id}.md"));

    /// <summary>The wrong example of a page, then the right one.</summary>
    internal static string[] Examples(string page) => [.. Example().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"```xml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ProjectFile();

    [GeneratedRegex(@"\bCode=""(CNN\d{4})""")]
    private static partial Regex BuildCode();

    [GeneratedRegex(@"^CNN\d{4} \|.*$", RegexOptions.Multiline)]
    private static partial Regex NoteRow();
}
