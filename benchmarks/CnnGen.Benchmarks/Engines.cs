using CnnGen.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace CnnGen.Benchmarks;

/// <summary>Runs one network on one input, again and again.</summary>
internal interface IEngine : IDisposable
{
    string Name { get; }

    void Run();

    /// <summary>The last output, height x width x channels.</summary>
    float[] Output();
}

internal sealed class CnnGenEngine : IEngine
{
    private readonly LoadedNetwork _network;
    private readonly float[] _input;
    private readonly float[] _output;

    public CnnGenEngine(LoadedNetwork network, OnnxNetwork twin, float[] input)
    {
        _network = network;
        _input = input;
        (int channels, int height, int width) = twin.Output;
        _output = new float[channels * height * width];
    }

    public const string EngineName = "CnnGen";

    public string Name => EngineName;

    public void Run() => _network.Forward(_input, _output);

    public float[] Output() => _output;

    public void Dispose()
    {
    }
}

/// <summary>ONNX Runtime at its fastest from C#: buffers bound once, one thread, no spinning, all optimisations.</summary>
internal sealed class OnnxRuntimeEngine : IEngine
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private readonly float[] _output;
    private readonly OrtValue _inputValue;
    private readonly OrtValue _outputValue;
    private readonly OnnxNetwork _twin;

    public OnnxRuntimeEngine(OnnxNetwork twin, byte[] model, float[] input)
    {
        _twin = twin;
        using SessionOptions options = Options();
        _session = new InferenceSession(model, options);

        (int channels, int height, int width) = twin.Input;
        float[] planar = Layouts.ToPlanar(input, channels);
        _output = new float[twin.Output.Channels * twin.Output.Height * twin.Output.Width];
        _inputValue = OrtValue.CreateTensorValueFromMemory(planar, [1, channels, height, width]);
        string output = _session.OutputNames[0];
        long[] shape = [.. _session.OutputMetadata[output].Dimensions.Select(side => (long)side)];
        _outputValue = OrtValue.CreateTensorValueFromMemory(_output, shape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput("input", _inputValue);
        _binding.BindOutput(output, _outputValue);
    }

    public const string EngineName = "ONNX Runtime";

    public string Name => EngineName;

    /// <summary>Loads a model and runs it once.</summary>
    public static void RunOnce(string file, float[] input)
    {
        using SessionOptions options = Options();
        using InferenceSession session = new(file, options);
        using RunOptions runOptions = new();
        (string name, NodeMetadata metadata) = session.InputMetadata.First();
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, [.. metadata.Dimensions.Select(side => (long)side)]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(runOptions, [name], [value], [session.OutputNames[0]]);
    }

    public void Run() => _session.RunWithBinding(_runOptions, _binding);

    public float[] Output() => Layouts.ToInterleaved(_output, _twin.Output.Channels);

    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        _outputValue.Dispose();
        _runOptions.Dispose();
        _session.Dispose();
    }

    private static SessionOptions Options()
    {
        SessionOptions options = new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}

internal static class Layouts
{
    /// <summary>From height x width x channels to channels x height x width.</summary>
    public static float[] ToPlanar(float[] values, int channels)
    {
        int pixels = values.Length / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % pixels * channels) + (i / pixels)])];
    }

    /// <summary>From channels x height x width to height x width x channels.</summary>
    public static float[] ToInterleaved(float[] values, int channels)
    {
        int pixels = values.Length / channels;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % channels * pixels) + (i / channels)])];
    }
}
