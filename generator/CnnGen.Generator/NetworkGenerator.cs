using System.Collections.Immutable;
using System.Text;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator;

/// <summary>Declaration, Shapes, Planning, Emission: from the attributes of a partial class to its Forward.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The oldest version of C# that generated code compiles in.</summary>
    internal const LanguageVersion OldestLanguage = LanguageVersion.CSharp9;

    /// <summary>The step that reads declarations.</summary>
    public const string DeclarationStep = "Declaration";

    /// <summary>The step that knows the weights files that are resources of the assembly.</summary>
    public const string ResourcesStep = "Resources";

    /// <summary>The step that plans networks.</summary>
    public const string PlanStep = "Plan";

    /// <summary>The step that has an output for each file of kernels.</summary>
    public const string KernelStep = "Kernel";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownAttribute.Input.MetadataName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, cancellation) => DeclarationReader.Read(attributed, cancellation))
            .Where(static declaration => declaration is { Type.CanBeExtended: true })
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(DeclarationStep);

        IncrementalValueProvider<EquatableArray<string>> names = declarations
            .Select(static (declaration, _) => declaration.Type.FullName)
            .Collect()
            .Select(static (names, _) => HintNames.Clashing(names));

        // Of a weights file only its being a resource matters here; what it holds is the analyzer's question.
        IncrementalValueProvider<EquatableArray<WeightsFile>> resources = context.AdditionalTextsProvider
            .Where(WeightsListing.Is)
            .SelectMany(static (text, cancellation) => WeightsListing.Read(text, cancellation).Where(file => file.IsEmbedded).Select(file => file with { Tensors = EquatableArray<WeightsTensor>.Empty }))
            .Collect()
            .Select(static (files, _) => new EquatableArray<WeightsFile>(files))
            .WithTrackingName(ResourcesStep);

        IncrementalValuesProvider<NetworkPlan> plans = declarations
            .Combine(resources)
            .Select(static (pair, _) => pair.Left with { Embedded = NetworkWeights.Embedded(pair.Left, pair.Right) })
            .Select(static (declaration, cancellation) => Planner.Plan(ShapeInference.Infer(declaration, cancellation), cancellation))
            .WithTrackingName(PlanStep);

        // Without pointers, or in an older C#, nothing runs. Members that throw keep the compiler quiet, so that the analyzer's one error is seen.
        IncrementalValueProvider<(bool AllowsPointers, bool IsOldLanguage)> settings = context.CompilationProvider.Select(static (compilation, _) =>
            (compilation.Options is CSharpCompilationOptions { AllowUnsafe: true }, compilation is CSharpCompilation { LanguageVersion: < OldestLanguage }));
        IncrementalValuesProvider<NetworkPlan> runnable = plans
            .Combine(settings)
            .Select(static (pair, _) => pair.Right is { AllowsPointers: true, IsOldLanguage: false }
                ? pair.Left
                : NetworkPlan.Refused(pair.Left.Network) with { IsOldLanguage = pair.Right.IsOldLanguage });

        ReportErrorsWithoutAnalyzers(context);
        context.RegisterSourceOutput(runnable.Combine(names), static (output, pair) =>
            output.AddSource(HintNames.File(HintNames.Of(pair.Left.Network.Type.FullName, pair.Right)), Text(SurfaceEmitter.Emit(pair.Left, output.CancellationToken))));

        // A file a kernel, and an output a file: an edit of one layer writes that layer's file anew.
        IncrementalValuesProvider<KernelFile> kernels = runnable.SelectMany(static (plan, _) => KernelFile.Of(plan)).WithTrackingName(KernelStep);
        context.RegisterSourceOutput(kernels.Combine(names), static (output, pair) =>
            output.AddSource(HintNames.File($"{HintNames.Of(pair.Left.Type.FullName, pair.Right)}.{pair.Left.Method}"), Text(pair.Left.Write(output.CancellationToken))));
    }

    /// <summary>
    /// Errors are the analyzer's to report, with places that no step above knows. A build that skips all analyzers would have none of them,
    /// and its networks throw: there, the generator reports them. No editor sets the option, so that nothing runs for it as one types.
    /// </summary>
    private static void ReportErrorsWithoutAnalyzers(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<AnalyzerConfigOptions?> skipped = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => NetworkReport.AnalyzersAreSkipped(options.GlobalOptions) ? options.GlobalOptions : null);
        IncrementalValueProvider<ImmutableArray<AdditionalText>> listings = context.AdditionalTextsProvider
            .Where(WeightsListing.Is)
            .Collect()
            .Combine(skipped)
            .Select(static (pair, _) => pair.Right is null ? ImmutableArray<AdditionalText>.Empty : pair.Left);
        IncrementalValueProvider<(Compilation Compilation, AnalyzerConfigOptions Options)?> analyzed = context.CompilationProvider
            .Combine(skipped)
            .Select(static (pair, _) => pair.Right is { } options ? (pair.Left, options) : ((Compilation, AnalyzerConfigOptions)?)null);
        context.RegisterSourceOutput(analyzed.Combine(listings), static (output, pair) =>
        {
            if (pair.Left is var (compilation, options))
            {
                new NetworkReport(compilation, options, pair.Right, seesGeneratedCode: false).ReportErrors(output.ReportDiagnostic, output.CancellationToken);
            }
        });
    }

    private static SourceText Text(string file) => SourceText.From(file, Encoding.UTF8);
}
