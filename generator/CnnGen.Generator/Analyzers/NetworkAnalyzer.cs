using System.Collections.Immutable;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CnnGen.Generator.Analyzers;

/// <summary>Reports, as one types, what the generator could not turn into a network. It asks the generator's own stages.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A network may stand in a file that a tool has written: the generator reads it there, so that its errors must be seen.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownAttribute.Input.MetadataName) is not null)
            {
                NetworkReport report = new(start.Compilation, start.Options.AnalyzerConfigOptionsProvider.GlobalOptions, start.Options.AdditionalFiles, seesGeneratedCode: true);
                start.RegisterSymbolAction(context => report.Report((INamedTypeSymbol)context.Symbol, context.ReportDiagnostic, context.CancellationToken), SymbolKind.NamedType);
                start.RegisterCompilationEndAction(context => report.ReportFilesOfNoNetwork(context.ReportDiagnostic, context.CancellationToken));
            }
        });
    }
}
