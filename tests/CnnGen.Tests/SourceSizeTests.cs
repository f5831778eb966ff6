using CnnGen.TestKit;

namespace CnnGen.Tests;

/// <summary>Emitted text is part of the cost: layers that are alike in all but their weights share a method.</summary>
public class SourceSizeTests
{
    private const int MostCharacters = 1_000_000;

    /// <summary>ResNet-18 without its shortcuts: He and others, "Deep Residual Learning", 2015.</summary>
    private static readonly TestNetwork Plain18 = new("Plain18", new Shape(224, 224, 3), Layout.ChannelsLast,
    [
        .. Convolution(64, 7, 2), new PoolLayer(Max: true, new Window(3, 3) { Stride = 2, Pad = 1 }),
        .. Stage(64, 1), .. Stage(128, 2), .. Stage(256, 2), .. Stage(512, 2),
        new GlobalPoolLayer(Max: false), new DenseLayer(1000), new ActivationLayer(Activation.Softmax),
    ]);

    [Fact]
    public void Plain18_StaysBelowAMegabyte()
    {
        string[] sources = [.. NetworkCompiler.Generate(TestNetwork.ToFile([Plain18])).Result.GeneratedTrees.Select(tree => tree.ToString())];
        // Namespaces are no code: each type is written by its full name, so that no name of the user's comes between.
        int characters = sources.Sum(source => source.Replace("global::System.Runtime.Intrinsics.", "", StringComparison.Ordinal).Replace("global::CnnGen.Runtime.", "", StringComparison.Ordinal).Length);
        Assert.True(characters < MostCharacters, $"{characters} characters in {sources.Length} files");

        // Four convolutions of a stage, but for the first: not four methods.
        Assert.True(sources.Length < Plain18.Layers.Count(layer => layer is ConvLayer) + 5, string.Join(' ', sources.Length));
    }

    private static TestLayer[] Stage(int filters, int stride)
        => [.. Convolution(filters, 3, stride), .. Convolution(filters, 3, 1), .. Convolution(filters, 3, 1), .. Convolution(filters, 3, 1)];

    private static TestLayer[] Convolution(int filters, int kernel, int stride) =>
    [
        new ConvLayer(filters, new Window(kernel, kernel) { Stride = stride, Pad = kernel / 2 }) { UseBias = false },
        new BatchNormLayer(),
        new ActivationLayer(Activation.ReLU),
    ];
}
