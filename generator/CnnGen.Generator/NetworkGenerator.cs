using System.Text;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator;

/// <summary>Declaration, Shapes, Planning, Emission: from the attributes of a partial class to its Forward.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads declarations.</summary>
    public const string DeclarationStep = "Declaration";

    /// <summary>The step that plans networks.</summary>
    public const string PlanStep = "Plan";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkPlan> plans = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DeclarationReader.InputAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (attributed, cancellation) => DeclarationReader.Read((INamedTypeSymbol)attributed.TargetSymbol, out _))
            .Where(static declaration => declaration is { Type.CanBeExtended: true })
            .WithTrackingName(DeclarationStep)
            .Select(static (declaration, _) => Planner.Plan(ShapeInference.Infer(declaration!)))
            .WithTrackingName(PlanStep);

        context.RegisterSourceOutput(plans, static (output, plan) => Emit(output, plan));
    }

    private static void Emit(SourceProductionContext output, NetworkPlan plan)
    {
        string name = plan.Network.Type.FullName;
        output.AddSource($"{name}.g.cs", SourceText.From(SurfaceEmitter.Emit(plan), Encoding.UTF8));
        foreach (Step step in plan.Steps)
        {
            output.AddSource($"{name}.{step.Method}.g.cs", SourceText.From(StepEmitter.Emit(plan.Network.Type, step), Encoding.UTF8));
        }
    }
}
