using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using CnnGen.Generator.Analyzers;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Spectre.Console;

namespace CnnGen.Benchmarks;

/// <summary>What an edit costs in an editor: the generator, run by Roslyn's driver, and the analyzer.</summary>
internal static class Typing
{
    /// <summary>Edits before those that count: the JIT compiles the generator's methods, as in an editor that runs for a while.</summary>
    private const int WarmUps = 60;

    private static readonly ImmutableArray<DiagnosticAnalyzer> _analyzers = [new NetworkAnalyzer()];

    public static void Run(IAnsiConsole console, IEnumerable<TypedNetwork> networks, int edits)
    {
        Table table = new Table().Border(TableBorder.Ascii2);
        foreach (string column in new[] { "network", "edit", "generator ms", "least", "MB", "files written", "of", "analyzer ms", "least", "MB" })
        {
            table.AddColumn(new TableColumn(column) { Alignment = column is "network" or "edit" ? Justify.Left : Justify.Right });
        }

        foreach (TypedNetwork network in networks)
        {
            (string Name, Func<int, (string Network, string Other)> Text)[] kinds =
            [
                ("a number of filters", edit => (network.WithNumber(edit), Other(0))),
                ("the input's height", edit => (network.WithInput(edit), Other(0))),
                ("a comment", edit => (network.WithComment(edit), Other(0))),
                ("another class", edit => (network.Source, Other(edit))),
            ];
            foreach ((string name, Func<int, (string Network, string Other)> text) in kinds)
            {
                (Cost generator, int written, int files) = Generator(network, text, edits);
                Cost analyzer = Analyzer(network, text, edits);
                table.AddRow(
                    network.Name,
                    name,
                    Report.Number(generator.Milliseconds),
                    Report.Number(generator.Least),
                    Report.Number(generator.Megabytes),
                    $"{written}",
                    $"{files}",
                    Report.Number(analyzer.Milliseconds),
                    Report.Number(analyzer.Least),
                    Report.Number(analyzer.Megabytes));
            }
        }

        console.Write(table);
    }

    private static string Other(int edit) => $"public class Other\n{{\n    public int Answer() => {edit};\n}}\n";

    private static (Cost Cost, int Written, int Files) Generator(TypedNetwork network, Func<int, (string Network, string Other)> text, int edits)
    {
        Edited edited = new(network.Source, Other(0));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new CnnGen.Generator.NetworkGenerator().AsSourceGenerator()], parseOptions: NetworkCompiler.ParseOptions)
            .RunGenerators(edited.Compilation);
        List<Cost> costs = [];
        (int written, int files) = (0, 0);
        for (int edit = 1; edit <= WarmUps + edits; edit++)
        {
            HashSet<SourceText> before = [.. Texts(driver)];
            CSharpCompilation compilation = edited.Edit(text(edit));
            Cost cost = Cost.Of(() => driver = driver.RunGenerators(compilation));
            if (edit > WarmUps)
            {
                costs.Add(cost);
            }

            SourceText[] after = Texts(driver);
            (written, files) = (after.Count(text => !before.Contains(text)), after.Length);
        }

        return (Cost.Median(costs), written, files);
    }

    private static SourceText[] Texts(GeneratorDriver driver) => [.. driver.GetRunResult().Results[0].GeneratedSources.Select(source => source.SourceText)];

    /// <summary>The analyzer's own time, as Roslyn's driver measures it, and what is allocated beyond an analyzer that does nothing.</summary>
    private static Cost Analyzer(TypedNetwork network, Func<int, (string Network, string Other)> text, int edits)
    {
        Edited edited = new(network.Source, Other(0));
        List<Cost> costs = [];
        for (int edit = 1; edit <= WarmUps + edits; edit++)
        {
            CSharpCompilation compilation = edited.Edit(text(edit));
            double nothing = Analyze(compilation, [new Idle()]).Megabytes;
            Cost cost = Analyze(compilation, _analyzers);
            if (edit > WarmUps)
            {
                costs.Add(cost with { Megabytes = cost.Megabytes - nothing });
            }
        }

        return Cost.Median(costs);
    }

    private static Cost Analyze(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CompilationWithAnalyzers driver = compilation.Clone().WithAnalyzers(
            analyzers, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        AnalysisResult? result = null;
        Cost cost = Cost.Of(() => result = driver.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult());
        double milliseconds = result!.AnalyzerTelemetryInfo[analyzers[0]].ExecutionTime.TotalMilliseconds;
        return cost with { Milliseconds = milliseconds, Least = milliseconds };
    }

    /// <summary>A project of two files.</summary>
    private sealed class Edited
    {
        private readonly SyntaxTree[] _trees;

        public Edited(string network, string other)
        {
            Compilation = NetworkCompiler.CreateCompilation(network, other);
            _trees = [.. Compilation.SyntaxTrees];
        }

        public CSharpCompilation Compilation { get; private set; }

        /// <summary>Replaces the texts, where they changed.</summary>
        public CSharpCompilation Edit((string Network, string Other) texts)
        {
            string[] edited = [texts.Network, texts.Other];
            for (int i = 0; i < _trees.Length; i++)
            {
                if (_trees[i].ToString() != edited[i])
                {
                    SyntaxTree tree = CSharpSyntaxTree.ParseText(edited[i], NetworkCompiler.ParseOptions, _trees[i].FilePath, Encoding.UTF8);
                    Compilation = Compilation.ReplaceSyntaxTree(_trees[i], tree);
                    _trees[i] = tree;
                }
            }

            return Compilation;
        }
    }

    private readonly record struct Cost(double Milliseconds, double Least, double Megabytes)
    {
        public static Cost Of(Action action)
        {
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            action();
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            return new Cost(milliseconds, milliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6);
        }

        public static Cost Median(IReadOnlyCollection<Cost> costs) => new(
            Middle(costs.Select(cost => cost.Milliseconds)), costs.Min(cost => cost.Milliseconds), Middle(costs.Select(cost => cost.Megabytes)));

        private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
    }

#pragma warning disable RS1001, RS1036 // Not an analyzer of anybody's: it does nothing, and what that costs is subtracted.
    private sealed class Idle : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("X1", "none", "none", "none", DiagnosticSeverity.Hidden, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterCompilationStartAction(static start => start.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType));
        }
    }
}
