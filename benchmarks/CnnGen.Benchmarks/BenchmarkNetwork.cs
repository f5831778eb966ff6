using CnnGen.Networks;
using CnnGen.Onnx;
using CnnGen.TestKit;

namespace CnnGen.Benchmarks;

/// <summary>Runs a generated network.</summary>
internal delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

internal delegate NetworkProfile Profile(ReadOnlySpan<float> input, int runs);

internal delegate void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, int maxDegreeOfParallelism);

/// <summary>What a generated network's members are called with, whatever its class.</summary>
internal sealed record LoadedNetwork(Forward Forward, ForwardBatch ForwardParallel, ForwardBatch ForwardBatch, Profile Profile);

/// <summary>A network that is declared as attributes, and its twin in ONNX, with the same weights.</summary>
internal sealed record BenchmarkNetwork(string Name, (int Inputs, int Outputs) Lengths, Func<OnnxNetwork> Twin, Func<NetworkSummary> Summary, Func<Stream, LoadedNetwork> Load)
{
    public static IReadOnlyList<BenchmarkNetwork> All { get; } =
    [
        new("LeNet-5", (LeNet5.InputLength, LeNet5.OutputLength), LeNet5.Twin, () => LeNet5.Summary, stream => LeNet5.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("MNIST CNN", (MnistCnn.InputLength, MnistCnn.OutputLength), MnistCnn.Twin, () => MnistCnn.Summary, stream => MnistCnn.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("MobileNetV1 0.25", (MobileNet.InputLength, MobileNet.OutputLength), MobileNet.Twin, () => MobileNet.Summary, stream => MobileNet.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("DS-CNN", (DsCnn.InputLength, DsCnn.OutputLength), DsCnn.Twin, () => DsCnn.Summary, stream => DsCnn.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("Autoencoder", (Autoencoder.InputLength, Autoencoder.OutputLength), Autoencoder.Twin, () => Autoencoder.Summary, stream => Autoencoder.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("VGG-like", (VggLike.InputLength, VggLike.OutputLength), VggLike.Twin, () => VggLike.Summary, stream => VggLike.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("ResNet-8", (ResNet8.InputLength, ResNet8.OutputLength), ResNet8.Twin, () => ResNet8.Summary, stream => ResNet8.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("SqueezeNet 1.1", (SqueezeNet.InputLength, SqueezeNet.OutputLength), SqueezeNet.Twin, () => SqueezeNet.Summary, stream => SqueezeNet.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
        new("ResNet-18", (ResNet18.InputLength, ResNet18.OutputLength), ResNet18.Twin, () => ResNet18.Summary, stream => ResNet18.Load(stream) is var net ? new(net.Forward, net.ForwardParallel, net.ForwardBatch, net.Profile) : null!),
    ];

    /// <summary>The weights as a safetensors file.</summary>
    public static byte[] WeightsOf(OnnxNetwork twin)
        => SafetensorsWriter.ToBytes(twin.Weights.Select(pair => KeyValuePair.Create(pair.Key, new Tensor(pair.Value.Shape, pair.Value.Values))));

    public override string ToString() => Name;
}
