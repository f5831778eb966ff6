using System.Text;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator;

/// <summary>Declaration, Shapes, Planning, Emission: from the attributes of a partial class to its Forward.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads declarations.</summary>
    public const string DeclarationStep = "Declaration";

    /// <summary>The step that knows the weights files that are resources of the assembly.</summary>
    public const string ResourcesStep = "Resources";

    /// <summary>The step that plans networks.</summary>
    public const string PlanStep = "Plan";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkDeclaration> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DeclarationReader.InputAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, _) => DeclarationReader.Read(attributed))
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
            .Select(static (declaration, _) => Planner.Plan(ShapeInference.Infer(declaration)))
            .WithTrackingName(PlanStep);

        // Without pointers nothing runs. Members that throw keep the compiler quiet, so that the analyzer's one error is seen.
        IncrementalValueProvider<bool> allowsPointers = context.CompilationProvider
            .Select(static (compilation, _) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true });
        IncrementalValuesProvider<NetworkPlan> runnable = plans
            .Combine(allowsPointers)
            .Select(static (pair, _) => pair.Right ? pair.Left : NetworkPlan.Refused(pair.Left.Network));

        context.RegisterSourceOutput(runnable.Combine(names), static (output, pair) => Emit(output, pair.Left, pair.Right));
    }

    private static void Emit(SourceProductionContext output, NetworkPlan plan, EquatableArray<string> clashing)
    {
        string name = HintNames.Of(plan.Network.Type.FullName, clashing);
        output.AddSource($"{name}.g.cs", SourceText.From(SurfaceEmitter.Emit(plan), Encoding.UTF8));
        foreach (Step step in plan.Kernels)
        {
            output.AddSource($"{name}.{step.Method}.g.cs", SourceText.From(StepEmitter.Emit(plan.Network.Type, step, plan.BytesStep is { } bytes && bytes.Method == step.Method ? bytes : null), Encoding.UTF8));
        }

        foreach (WinogradStage stage in plan.Stages)
        {
            output.AddSource($"{name}.{stage.Method}.g.cs", SourceText.From(WinogradStageEmitter.Emit(plan.Network.Type, stage), Encoding.UTF8));
        }
    }
}
