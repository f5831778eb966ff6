using System.Net;
using CnnGen.TestKit;

namespace CnnGen.DigitPad.Tests;

/// <summary>What the page is given: every number against an interpreter that shares no code with the generator.</summary>
public sealed class ServerTests(PadServer server)
{
    private static readonly TestNetwork _leNet5 = new("LeNet5", new Shape(32, 32, 1), Layout.ChannelsLast,
    [
        new ConvLayer(6, new Window(5, 5)) { Activation = Activation.ReLU },
        new PoolLayer(Max: true, new Window(2, 2)),
        new ConvLayer(16, new Window(5, 5)) { Activation = Activation.ReLU },
        new PoolLayer(Max: true, new Window(2, 2)),
        new FlattenLayer(),
        new DenseLayer(120) { Activation = Activation.ReLU },
        new DenseLayer(84) { Activation = Activation.ReLU },
        new DenseLayer(10),
        new ActivationLayer(Activation.Softmax),
    ]);

    [Fact]
    public async Task EveryLayersNumbersAreTheInterpreters()
    {
        Network network = await server.NetworkAsync();
        Dictionary<string, Tensor> weights = await WeightsAsync();
        byte[] noise = new byte[224 * 224];
        new Random(1).NextBytes(noise);
        byte[][] drawings = [.. (await server.ExamplesAsync()).Select(example => example.Enlarge()), noise, new byte[224 * 224]];
        foreach ((int drawing, byte[] pixels) in drawings.Index())
        {
            Trace trace = await server.TraceAsync(pixels);
            IReadOnlyList<double[]> expected = ReferenceInterpreter.Outputs(_leNet5, weights, trace.Of(network.Layers[0]));
            Assert.Equal(expected.Count + 1, network.Layers.Length);
            foreach ((Layer layer, double[] output) in network.Layers.Skip(1).Zip(expected))
            {
                string? difference = Closeness.Difference(output, trace.Of(layer));
                Assert.True(difference is null, $"drawing {drawing}, {layer.Name}: {difference}");
            }
        }
    }

    [Fact]
    public async Task TheInputIsTheDrawingAsMnistHasIt()
    {
        Network network = await server.NetworkAsync();
        foreach (Example example in await server.ExamplesAsync())
        {
            Trace trace = await server.TraceAsync(example.Enlarge());
            double[] pixels = [.. example.Pixels.Select(value => value / 255.0)];
            double deviation = Math.Sqrt(trace.Of(network.Layers[0]).ToArray().Zip(pixels, (a, b) => (a - b) * (a - b)).Average());
            Assert.True(deviation < 0.1, $"a {example.Label}: {deviation:F3} off in the mean");
            ReadOnlySpan<float> scores = trace.Of(network.Layers[^1]);
            Assert.Equal(example.Label, scores.IndexOf(scores.ToArray().Max()));
        }
    }

    [Fact]
    public async Task TheArithmeticGivesTheShapesAndCosts()
    {
        Network network = await server.NetworkAsync();
        Assert.Equal(224, network.DrawingSide);
        Assert.Equal(
            ["[Input(32, 32, 1)]", "[Conv2D(6, 5, Activation = Activation.ReLU)]", "[MaxPool2D(2)]"],
            network.Layers.Take(3).Select(layer => layer.Declaration));
        Layer conv = network.Layers.Single(layer => layer.Name == "conv2");
        Assert.Equal(
            [("height, width", "(14 + 0 - 5)/1 + 1 = 10"), ("parameters", "16 x (5 x 5 x 6 + 1) = 2,416"), ("multiply-adds", "10 x 10 x 16 x 5 x 5 x 6 = 240,000")],
            conv.Arithmetic.Select(formula => (formula.Of, formula.Text)));
        Assert.Equal(network.Parameters, network.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(network.MultiplyAdds, network.Layers.Sum(layer => layer.MultiplyAdds));
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(50_175, "50,175 bytes")]
    [InlineData(50_177, "50,177 bytes")]
    [InlineData(20_000_000, "20,000,000 bytes")]
    public async Task ABodyOfAnotherLengthIsRefusedInWords(int length, string found)
        => Assert.Equal(
            $"A drawing is 50,176 bytes, 224 rows of 224, 0 for the paper to 255 for the ink; the body has {found}.",
            await RefusalOf(new ByteArrayContent(new byte[length])));

    [Theory]
    [InlineData(50_175, "50,175 bytes.")]
    [InlineData(20_000_000, "more bytes than that.")]
    public async Task ABodyThatDoesNotSayItsLengthIsReadNoFurtherThanADrawing(int length, string found)
    {
        StreamContent content = new(new MemoryStream(new byte[length]));
        content.Headers.ContentLength = null;
        Assert.EndsWith(found, await RefusalOf(content, isChunked: true));
    }

    [Theory]
    [InlineData("nothing-here", HttpStatusCode.NotFound)]
    [InlineData("../DigitPad.dll", HttpStatusCode.NotFound)]
    [InlineData("trace", HttpStatusCode.MethodNotAllowed)]
    public async Task NothingElseIsServed(string path, HttpStatusCode status)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
    }

    private async Task<string> RefusalOf(HttpContent content, bool isChunked = false)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "trace") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<Dictionary<string, Tensor>> WeightsAsync()
        => SafetensorsReader.Read(await server.Client.GetByteArrayAsync("weights", TestContext.Current.CancellationToken));
}
