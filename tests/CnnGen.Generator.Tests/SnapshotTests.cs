using System.Reflection;
using CnnGen.Generator.Tests.Generated;
using CnnGen.TestKit;

namespace CnnGen.Generator.Tests;

/// <summary>What the generator writes, letter by letter. See <see cref="Snapshot"/> for how to accept a change.</summary>
public class SnapshotTests
{
    [Fact]
    public void LeNet5() => Verify(Sources.LeNet5);

    [Fact]
    public void SamePaddingWithOddChannels() => Verify("""
        using CnnGen;

        [Input(5, 4, 3)]
        [Conv2D(5, 3, Stride = 2, Padding = Padding.Same, Activation = Activation.LeakyReLU)]
        [Conv2D(9, 2, 1, UseBias = false)]
        [ELU(0.5)]
        public partial class Odd;
        """);

    [Fact]
    public void PaddedMeanThatCountsRealPixels() => Verify("""
        using CnnGen;

        [Input(5, 5, 2)]
        [AvgPool2D(3, Stride = 2, Pad = 1)]
        public partial class Mean;
        """);

    [Fact]
    public void ChannelsFirstLocallyConnected() => Verify("""
        using CnnGen;

        [Input(3, 3, 2, Layout = Layout.ChannelsFirst)]
        [LocallyConnected2D(4, 2, Activation = Activation.Sigmoid)]
        [Softmax]
        public partial class Local;
        """);

    [Fact]
    public void NestedInAnInternalClass() => Verify("""
        using CnnGen;

        namespace Acme.Vision;

        internal partial class Models
        {
            [Input(1, 1, 8)]
            [Flatten]
            [Maxout(2)]
            [Dense(3, Name = "out.0")]
            internal sealed partial class Tiny;
        }
        """);

    [Fact]
    public void BranchesThatAreAddedAndConcatenated() => Verify("""
        using CnnGen;

        [Input(5, 6, 3)]
        [Conv2D(8, 3, Padding = Padding.Same, Activation = Activation.ReLU, Name = "stem")]
        [Conv2D(8, 3, Padding = Padding.Same)]
        [Add("stem")]
        [ReLU(Name = "block")]
        [Conv2D(3, 1, Name = "narrow")]
        [Concat("block")]
        [GlobalAvgPool2D]
        [Multiply("concat1")]
        public partial class Branches;
        """);

    [Fact]
    public void PicturesInBlueGreenRed() => Verify("""
        using CnnGen;

        [Input(5, 6, 3, ChannelOrder = ChannelOrder.BGR)]
        [Normalize(Mean = new[] { 0.485, 0.456, 0.406 }, Std = new[] { 0.229, 0.224, 0.225 })]
        [MaxPool2D(3, Stride = 2, Pad = 1)]
        public partial class Picture;
        """);

    [Fact]
    public void NetworkWithErrors() => Verify("""
        using CnnGen;

        [Input(8, 8, 1)]
        [Conv2D(4, 9)]
        [Dense(10)]
        public partial class Wrong;
        """);

    [Fact]
    public void EverySnapshotBelongsToATest()
    {
        HashSet<string> tests = [.. GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance).Select(method => $"{GetType().Name}.{method.Name}")];
        Assert.All(
            Directory.GetFiles(Snapshot.Folder, "*.verified.cs").Select(path => Path.GetFileName(path)),
            file => Assert.Contains(file[..file.IndexOfAny(['#', '_'], GetType().Name.Length)], tests));
    }

    private static void Verify(string source)
    {
        GeneratorRun run = NetworkCompiler.Generate(source);
        NetworkCompiler.AssertClean(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), run.Input);
        GeneratedCode.AssertLooksUpNoShortNames(run);
        GeneratedCode.AssertIsMarked(run);
        Snapshot.Verify(run.Driver);
    }
}
