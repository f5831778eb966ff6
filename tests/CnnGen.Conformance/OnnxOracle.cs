using CnnGen.Onnx;
using CnnGen.TestKit;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Conformance;

/// <summary>ONNX Runtime on a <see cref="TestNetwork"/>, operator by operator: without the optimisations that fuse them.</summary>
internal sealed class OnnxOracle : IDisposable
{
    private readonly TestNetwork _network;
    private readonly Shape? _flattened;
    private readonly InferenceSession _session;

    public OnnxOracle(TestNetwork network, IReadOnlyDictionary<string, Tensor> weights)
    {
        _network = network;
        _flattened = FlattenedOutput(network);
        using SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _session = new InferenceSession(OnnxExporter.Export(network, weights), options);
    }

    /// <summary>Input and output are in the order of the network's layout.</summary>
    public double[] Run(float[] input)
    {
        Shape shape = _network.Input;
        using RunOptions options = new();
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(
            _network.Layout == Layout.ChannelsFirst ? input : ToPlanar(input, shape.Channels), [1, shape.Channels, shape.Height, shape.Width]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, [OnnxExporter.InputName], [value], _session.OutputNames);
        double[] output = [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Select(number => (double)number)];
        Shape? map = _network.Output.Flat ? _flattened : _network.Output;
        return _network.Layout == Layout.ChannelsLast && map is { } pixels ? ToInterleaved(output, pixels.Channels) : output;
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The map whose pixels the output's units are; null where they are no map's.</summary>
    private static Shape? FlattenedOutput(TestNetwork network)
    {
        TestStep last = network.Steps()[^1];
        return last.Layer switch
        {
            FlattenLayer => last.Input,
            DenseLayer => null,
            _ when last.CountsUnits => null,
            _ => last.Flattened,
        };
    }

    private static float[] ToPlanar(float[] values, int channels)
    {
        int pixels = values.Length / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * channels) + (i / pixels)])];
    }

    private static double[] ToInterleaved(double[] values, int channels)
    {
        int pixels = values.Length / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % channels * pixels) + (i / channels)])];
    }
}
