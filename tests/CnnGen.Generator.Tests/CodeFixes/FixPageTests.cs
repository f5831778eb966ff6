using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using CnnGen.CodeFixes.Editing;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Tests.Diagnostics;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Tests.CodeFixes;

/// <summary>A rule's page names the fixes that its wrong example is offered, as the editor's menu does, and no other; each mends it.</summary>
public partial class FixPageTests
{
    private static readonly Type[] _fixes = [.. typeof(NetworkFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))];

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task PageNamesTheFixesOfItsWrongExample(string id)
    {
        string page = RulePageTests.Page(id);
        string[] named = [.. FixLine().Matches(page).SelectMany(line => Quoted().Matches(line.Value)).Select(title => title.Groups[1].Value).Order()];
        (string Title, int Left)[] offered = await Offered(id, RulePageTests.Examples(page)[0]);
        Assert.Equal(named, offered.Select(fix => fix.Title).Order());
        Assert.All(offered, fix => Assert.Equal(0, fix.Left));
        Assert.Equal(_fixes.Select(Create).Count(fix => fix.FixableDiagnosticIds.Contains(id)), named.Length);
    }

    [Fact]
    public void EachFixIsExportedForCSharp_AndMendsAllAtOnce()
        => Assert.All(_fixes, fix =>
        {
            Assert.Contains("C#", fix.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages ?? []);
            Assert.Contains(FixAllScope.Solution, Create(fix).GetFixAllProvider()!.GetSupportedFixAllScopes());
        });

    /// <summary>Each fix's title, and how many diagnostics of the rule it leaves.</summary>
    private static async Task<(string Title, int Left)[]> Offered(string id, string source)
    {
        CSharpCompilation compilation = NetworkCompiler.CreateCompilation();
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Page", LanguageNames.CSharp)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(NetworkCompiler.ParseOptions)
            .WithMetadataReferences(compilation.References)
            .AddDocument("Net.cs", source);

        List<CodeAction> actions = [];
        foreach (Diagnostic diagnostic in await Diagnostics(document, id))
        {
            foreach (CodeFixProvider fix in _fixes.Select(Create).Where(fix => fix.FixableDiagnosticIds.Contains(id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
            }
        }

        List<(string, int)> offered = [];
        foreach (CodeAction action in actions)
        {
            Solution changed = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            offered.Add((action.Title, (await Diagnostics(changed.GetDocument(document.Id)!, id)).Length));
        }

        return [.. offered];
    }

    private static async Task<Diagnostic[]> Diagnostics(Document document, string id)
    {
        ImmutableArray<Diagnostic> all = await (await document.Project.GetCompilationAsync())!
            .WithAnalyzers([new NetworkAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false))
            .GetAnalyzerDiagnosticsAsync();
        return [.. all.Where(diagnostic => diagnostic.Id == id)];
    }

    private static CodeFixProvider Create(Type fix) => (CodeFixProvider)Activator.CreateInstance(fix)!;

    [GeneratedRegex("^Code fix: .*$", RegexOptions.Multiline)]
    private static partial Regex FixLine();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
