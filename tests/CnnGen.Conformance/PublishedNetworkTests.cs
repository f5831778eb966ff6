using CnnGen.Networks;
using CnnGen.Onnx;
using CnnGen.TestKit;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Conformance;

/// <summary>Networks as they are published, against ONNX Runtime on an ONNX twin with the same weights.</summary>
public class PublishedNetworkTests
{
    private const double Tolerance = 1e-5;

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    [Fact]
    public void ResNet8() => AssertRight(CnnGen.Networks.ResNet8.Twin(), stream => CnnGen.Networks.ResNet8.Load(stream).Forward);

    [Fact]
    public void MobileNetV1() => AssertRight(MobileNet.Twin(), stream => MobileNet.Load(stream).Forward);

    [Fact]
    public void DsCnn() => AssertRight(CnnGen.Networks.DsCnn.Twin(), stream => CnnGen.Networks.DsCnn.Load(stream).Forward);

    [Fact]
    public void Autoencoder() => AssertRight(CnnGen.Networks.Autoencoder.Twin(), stream => CnnGen.Networks.Autoencoder.Load(stream).Forward);

    [Fact]
    public void SqueezeNet() => AssertRight(CnnGen.Networks.SqueezeNet.Twin(), stream => CnnGen.Networks.SqueezeNet.Load(stream).Forward);

    [Fact]
    public void ResNet18() => AssertRight(CnnGen.Networks.ResNet18.Twin(), stream => CnnGen.Networks.ResNet18.Load(stream).Forward);

    private static void AssertRight(OnnxNetwork twin, Func<Stream, Forward> load)
    {
        byte[] weights = SafetensorsWriter.ToBytes(twin.Weights.Select(pair => KeyValuePair.Create(pair.Key, new Tensor(pair.Value.Shape, pair.Value.Values))));
        Forward forward = load(new MemoryStream(weights));
        (int channels, int height, int width) = twin.Input;
        float[] planes = [.. Enumerable.Range(0, channels * height * width).Select(i => (float)Math.Sin(0.7 * i))];
        float[] pixels = [.. from pixel in Enumerable.Range(0, height * width) from channel in Enumerable.Range(0, channels) select planes[(channel * height * width) + pixel]];

        float[] expected = RunOnnxRuntime(twin.ToBytes(), [1, channels, height, width], planes);
        float[] actual = new float[expected.Length];
        forward(pixels, actual);

        double scale = expected.Max(Math.Abs);
        double error = expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max();
        Assert.True(scale > 0 && error <= Tolerance * scale, $"error {error} of {scale}");
    }

    private static float[] RunOnnxRuntime(byte[] model, long[] shape, float[] input)
    {
        using InferenceSession session = new(model);
        using RunOptions options = new();
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, session.InputNames, [value], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
