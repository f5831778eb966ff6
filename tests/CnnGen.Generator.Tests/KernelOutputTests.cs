using CnnGen.Generator.Emission;
using CnnGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests;

/// <summary>An edit of one layer writes that layer's file, and those of layers whose text changes with it: each file is an output of its own.</summary>
public class KernelOutputTests
{
    /// <summary>Convolutions by all algorithms, layers that share a kernel, a join, a strip, a pool, and bytes that are prepared.</summary>
    private const string Network = """
        using CnnGen;

        [Input(32, 32, 3, ChannelOrder = ChannelOrder.BGR)]
        [Conv2D(16, 3, Stride = 2, Padding = Padding.Same, Activation = Activation.ReLU, Name = "stem")]
        [Conv2D(16, 3, Padding = Padding.Same, Name = "first")]
        [Conv2D(16, 3, Padding = Padding.Same, Name = "second")]
        [Add("stem", Name = "sum")]
        [Conv2D(24, 1, Name = "squeeze")]
        [Conv2D(16, 3, Padding = Padding.Same, Name = "wide")]
        [Conv2D(16, 1, From = "squeeze", Name = "narrow")]
        [Concat("wide", Name = "joined")]
        [DepthwiseConv2D(3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "depthwise")]
        [MaxPool2D(2, Name = "pool")]
        [Conv2D(8, 3, Groups = 2, Name = "grouped")]
        [Conv2DTranspose(8, 3, Stride = 2, Name = "larger")]
        [PReLU(Name = "slopes")]
        [Flatten, Dense(12, Activation = Activation.Sigmoid, Name = "hidden")]
        [Dense(10, Name = "scores"), Softmax(Name = "shares")]
        public partial class Net;
        """;

    [Theory]
    [InlineData("Conv2D(24, 1", "Conv2D(32, 1", "Net.Squeeze", "Net.Wide", "Net.Narrow")]
    [InlineData("Dense(12, ", "Dense(13, ", "Net.Hidden", "Net.Scores")]
    [InlineData("Activation.Sigmoid", "Activation.Tanh", "Net.Hidden")]
    [InlineData("Dense(10", "Dense(11", "Net.Scores", "Net.Shares", "Net.Output")]
    [InlineData("[Add(\"stem\"", "[Multiply(\"stem\"", "Net.Sum")]
    [InlineData("Conv2D(8, 3, Groups = 2", "Conv2D(8, 3, Groups = 4", "Net.Grouped")]
    [InlineData("MaxPool2D(2, ", "AvgPool2D(2, ", "Net.Pool")]
    [InlineData("Dense(10, Name = \"scores\")", "Dense(10, Name = \"results\")", "Net.Results")]
    [InlineData("public partial class Net;", "public partial class Net { public static int Summary => 1; }")]
    public void AnEdit_WritesTheFilesWhoseTextChanges(string old, string edited, params string[] written)
    {
        (Dictionary<string, SourceText> before, Dictionary<string, SourceText> after) = Edit(Network.Replace(old, edited));
        foreach ((string file, SourceText text) in after.Where(file => file.Key != "Net.g.cs"))
        {
            bool isSame = before.TryGetValue(file, out SourceText? previous) && previous.ContentEquals(text);
            Assert.True(isSame == ReferenceEquals(previous, text), $"{file} {(isSame ? "was written again as it was" : "was not written")}");
        }

        Assert.Equal(written.Select(name => $"{name}.g.cs").Order(), after.Keys.Where(file => file != "Net.g.cs" && !(before.TryGetValue(file, out SourceText? text) && text.ContentEquals(after[file]))).Order());
    }

    /// <summary>Where the weights and the tensors lie is in the calls: kernels do not change with it.</summary>
    [Fact]
    public void AFilterMore_LeavesKernelsBelowItsReadersAlone()
    {
        GeneratorRun run = NetworkCompiler.Generate(Network);
        KernelFile[] before = Files(run.Driver);
        KernelFile[] after = Files(run.Driver.RunGenerators(Edited(run, Network.Replace("Conv2D(24, 1", "Conv2D(25, 1")), TestContext.Current.CancellationToken));
        Assert.Equal(before.Length, after.Length);
        Assert.Equal(["Squeeze", "Wide", "Narrow"], before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Method));
    }

    private static KernelFile[] Files(GeneratorDriver driver)
        => [.. driver.GetRunResult().Results[0].TrackedSteps[NetworkGenerator.KernelStep].SelectMany(step => step.Outputs).Select(output => (KernelFile)output.Value)];

    private static (Dictionary<string, SourceText> Before, Dictionary<string, SourceText> After) Edit(string edited)
    {
        Assert.NotEqual(Network, edited);
        GeneratorRun run = NetworkCompiler.Generate(Network);
        return (Texts(run.Driver), Texts(run.Driver.RunGenerators(Edited(run, edited), TestContext.Current.CancellationToken)));
    }

    private static Dictionary<string, SourceText> Texts(GeneratorDriver driver)
        => Assert.Single(driver.GetRunResult().Results).GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);

    private static CSharpCompilation Edited(GeneratorRun run, string source)
        => run.Input.ReplaceSyntaxTree(run.Input.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, NetworkCompiler.ParseOptions, run.Input.SyntaxTrees[0].FilePath, cancellationToken: TestContext.Current.CancellationToken));
}
