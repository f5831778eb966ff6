using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CnnGen.Generator.Tests;

/// <summary>Named by the edit that they try: what the generator does again after it, and what it takes from before.</summary>
public class IncrementalTests
{
    private const string Before = """
        using CnnGen;

        [Input(8, 8, 1)]
        [Conv2D(4, 3)]
        [Flatten]
        [Dense(10)]
        public partial class First
        {
            public int Answer() => 42;
        }

        [Input(6, 6, 1)]
        [Conv2D(2, 3)]
        [MaxPool2D(2)]
        public partial class Second;
        """;

    [Fact]
    public void AddingAComment_RecomputesNothing() => AssertNothing(Before.Replace("[Flatten]", "[Flatten] // 144 units"));

    [Fact]
    public void AddingALineAboveEverything_RecomputesNothing() => AssertNothing("// A file of networks.\n" + Before);

    [Fact]
    public void AddingAnUnrelatedClassInTheSameFile_RecomputesNothing() => AssertNothing(Before + "\npublic class Unrelated;");

    [Fact]
    public void AddingAnUnrelatedFile_RecomputesNothing() => AssertNothing(Before, "public class Unrelated;");

    [Fact]
    public void AddingAnUnrelatedAttribute_RecomputesNothing()
        => AssertNothing(Before.Replace("[Flatten]", "[System.Obsolete]\n[Flatten]"));

    [Fact]
    public void EditingAMethodBodyInTheSameFile_RecomputesNothing() => AssertNothing(Before.Replace("42", "43"));

    [Fact]
    public void MovingTheClassDownTheFile_RecomputesNothing()
        => AssertNothing(Before.Replace("[Input(6", "public enum Kind { One, Two }\n\n[Input(6"));

    [Fact]
    public void WritingAnArgumentAnotherWay_RecomputesNothing()
        => AssertNothing(Before.Replace("Conv2D(4, 3)", "Conv2D(kernelSize: 1 + 2, filters: 4)").Replace("[Flatten]\n[Dense(10)]", "[Flatten, Dense(10)]"));

    [Fact]
    public void AddingAPartOfTheClass_RecomputesNothing() => AssertNothing(Before, "partial class First { public int Other() => 1; }");

    [Fact]
    public void ChangingAFilterCount_ReplansThatNetworkOnly() => AssertReplanned("First", Before.Replace("Conv2D(4, 3)", "Conv2D(5, 3)"));

    [Fact]
    public void RenamingALayer_ReplansThatNetworkOnly() => AssertReplanned("Second", Before.Replace("Conv2D(2, 3)", "Conv2D(2, 3, Name = \"stem\")"));

    [Fact]
    public void ReorderingLayers_ReplansThatNetworkOnly()
        => AssertReplanned("Second", Before.Replace("[Conv2D(2, 3)]\n[MaxPool2D(2)]", "[MaxPool2D(2)]\n[Conv2D(2, 3)]"));

    [Fact]
    public void MakingAMistake_ReplansThatNetworkOnly() => AssertReplanned("First", Before.Replace("Conv2D(4, 3)", "Conv2D(4, 9)"));

    [Fact]
    public void ChangingTheInput_ReplansThatNetworkOnly() => AssertReplanned("Second", Before.Replace("Input(6, 6, 1)", "Input(6, 6, 3)"));

    [Fact]
    public void AddingANetwork_ReplansNoOther()
    {
        Rerun after = Edit([Before + "\n[Input(1, 1, 1)]\n[ReLU]\npublic partial class Third;"]);
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New],
            Reasons(after.TrackedSteps[NetworkGenerator.PlanStep]).Order(Comparer<IncrementalStepRunReason>.Create((a, b) => b.CompareTo(a))));
        Assert.Equal(["Third.Output.g.cs", "Third.Relu1.g.cs", "Third.g.cs"], after.Written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ChangingATensorOfAWeightsFile_RecomputesNothing()
    {
        Rerun after = EditWeights(
            Weights(), new WeightsList().With("first.safetensors", "First", ["conv1.weight F32 [4, 1, 5, 5]"], embed: true).WithOther("other.safetensors", "step F32 [1]"));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after.TrackedSteps[NetworkGenerator.ResourcesStep]));
        AssertNothing(after);
    }

    [Fact]
    public void EmbeddingAWeightsFile_ReplansItsNetworkOnly()
        => AssertReplanned("Second", EditWeights(Weights(), Weights().With("second.safetensors", "Second", [], embed: true)));

    [Fact]
    public void ChangingAnEmbeddedFilesLayout_ReplansItsNetworkOnly()
        => AssertReplanned("First", EditWeights(Weights(), new WeightsList().With("first.safetensors", "First", [], layout: "Keras", embed: true)));

    [Fact]
    public void NamingAWeightsFileThatIsNotEmbedded_RecomputesNothing()
        => AssertNothing(EditWeights(Weights(), Weights().With("second.safetensors", "Second", ["conv1.weight F32 [2, 1, 3, 3]"])));

    private static WeightsList Weights() => new WeightsList().With("first.safetensors", "First", ["conv1.weight F32 [4, 1, 3, 3]"], embed: true);

    private static void AssertNothing(params string[] edited) => AssertNothing(Edit(edited));

    private static void AssertNothing(Rerun after)
    {
        Assert.All(
            Reasons(after.TrackedSteps[NetworkGenerator.DeclarationStep]),
            reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(Reasons(after.TrackedSteps[NetworkGenerator.PlanStep]), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(Outputs(after)), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static void AssertReplanned(string network, params string[] edited) => AssertReplanned(network, Edit(edited));

    private static void AssertReplanned(string network, Rerun after)
    {
        (object Value, IncrementalStepRunReason Reason)[] plans = [.. after.TrackedSteps[NetworkGenerator.PlanStep].SelectMany(step => step.Outputs)];
        Assert.Equal(2, plans.Length);
        foreach ((object value, IncrementalStepRunReason reason) in plans)
        {
            string name = ((Planning.NetworkPlan)value).Network.Type.Name;
            Assert.Equal(name == network ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, reason);
        }

        string[] written = [.. after.Written];
        Assert.Contains($"{network}.g.cs", written);
        Assert.All(written, file => Assert.StartsWith(network, file, StringComparison.Ordinal));
    }

    /// <summary>Runs the generator, replaces the one file by others, and runs it again.</summary>
    private static Rerun Edit(string[] edited)
    {
        Assert.NotEqual([Before], edited);
        GeneratorRun before = NetworkCompiler.Generate(Before);
        CSharpCompilation after = before.Input
            .ReplaceSyntaxTree(before.Input.SyntaxTrees[0], Parse(edited[0], before.Input.SyntaxTrees[0].FilePath))
            .AddSyntaxTrees(edited[1..].Select((source, i) => Parse(source, $"Other{i}.cs")));
        return Rerun.Of(before, before.Driver.RunGenerators(after));
    }

    /// <summary>Runs the generator, replaces the list of weights files, and runs it again.</summary>
    private static Rerun EditWeights(WeightsList before, WeightsList after)
    {
        GeneratorRun run = NetworkCompiler.Generate(before, Before);
        return Rerun.Of(run, run.Driver.ReplaceAdditionalText(before, after).RunGenerators(run.Input));
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, NetworkCompiler.ParseOptions, path);

    private static IEnumerable<IncrementalGeneratorRunStep> Outputs(Rerun run)
        => run.After.TrackedOutputSteps.SelectMany(steps => steps.Value);

    private static IncrementalStepRunReason[] Reasons(IEnumerable<IncrementalGeneratorRunStep> steps)
        => [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];

    /// <summary>What the generator gave before an edit, and after it.</summary>
    private sealed record Rerun(GeneratorRunResult Before, GeneratorRunResult After)
    {
        public IReadOnlyDictionary<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>> TrackedSteps => After.TrackedSteps;

        /// <summary>The files that the second run wrote.</summary>
        public IEnumerable<string> Written => After.GeneratedSources
            .Where(source => !Before.GeneratedSources.Any(before => ReferenceEquals(before.SourceText, source.SourceText)))
            .Select(source => source.HintName);

        public static Rerun Of(GeneratorRun before, GeneratorDriver after)
        {
            GeneratorRunResult result = Assert.Single(after.GetRunResult().Results);
            Assert.Null(result.Exception);
            return new Rerun(before.Result.Results[0], result);
        }
    }
}
