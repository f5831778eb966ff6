using CnnGen.Generator.Declaration;
using CnnGen.Generator.Emission;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;
using CnnGen.Generator.Tests.Shapes;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;

namespace CnnGen.Generator.Tests;

/// <summary>Who types on does not wait: each stage stops at the first thing that it would do.</summary>
public class CancellationTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    [Fact]
    public void Declaration_Stops()
    {
        INamedTypeSymbol type = NetworkCompiler.CreateCompilation(Sources.LeNet5).GetTypeByMetadataName("LeNet5")!;
        Assert.Throws<OperationCanceledException>(() => DeclarationReader.Read(type, Cancelled, out _));
    }

    [Fact]
    public void ShapeInference_Stops()
        => Assert.Throws<OperationCanceledException>(() => ShapeInference.Infer(Declared(), Cancelled));

    [Fact]
    public void Planner_Stops() => Assert.Throws<OperationCanceledException>(() => Planner.Plan(Inferred.Of(Sources.LeNet5), Cancelled));

    [Fact]
    public void TileSearch_Stops()
        => Assert.Throws<OperationCanceledException>(() => new TileSearch(Cancelled).Choose(new TileArea(8, 8, 16, 9), Target.Vector256));

    [Fact]
    public void Emission_Stops()
    {
        NetworkPlan plan = Planner.Plan(Inferred.Of(Sources.LeNet5), TestContext.Current.CancellationToken);
        Assert.Throws<OperationCanceledException>(() => SurfaceEmitter.Emit(plan, Cancelled));
        KernelFile[] files = [.. KernelFile.Of(plan)];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Throws<OperationCanceledException>(() => file.Write(Cancelled)));
    }

    [Fact]
    public void WinogradStages_Stop()
    {
        NetworkPlan plan = Planner.Plan(
            Inferred.Of("using CnnGen;\n[Input(24, 24, 16)]\n[Conv2D(16, 3, Padding = Padding.Same)]\npublic partial class Net;"), TestContext.Current.CancellationToken);
        StageFile[] stages = [.. KernelFile.Of(plan).OfType<StageFile>()];
        Assert.NotEmpty(stages);
        Assert.All(stages, file => Assert.Throws<OperationCanceledException>(() => file.Write(Cancelled)));
    }

    private static NetworkDeclaration Declared()
        => (NetworkDeclaration)Assert.Single(NetworkCompiler.Generate(Sources.LeNet5).Result.Results[0].TrackedSteps[NetworkGenerator.DeclarationStep].SelectMany(step => step.Outputs)).Value;
}
