using Microsoft.ML.OnnxRuntime;

namespace Digits;

/// <summary>The sample's network, with the members that the sample calls, run by ONNX Runtime: buffers bound once, one thread, no spinning.</summary>
public sealed class LeNet5
{
    public const int OutputLength = 10;

    private const int Side = 32;

    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly float[] _input = new float[Side * Side];
    private readonly float[] _output = new float[OutputLength];

    private LeNet5(string path)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new InferenceSession(path, options);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], OrtValue.CreateTensorValueFromMemory(_input, [1, 1, Side, Side]));
        _binding.BindOutput(_session.OutputNames[0], OrtValue.CreateTensorValueFromMemory(_output, [1, OutputLength]));
    }

    public static string Summary => $"LeNet-5, by ONNX Runtime {OrtEnv.Instance().GetVersionString()}\n";

    /// <summary>Loads the model beside the program.</summary>
    public static LeNet5 Load() => new(Path.Combine(AppContext.BaseDirectory, "lenet5.onnx"));

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        input.CopyTo(_input);
        _session.RunWithBinding(_runOptions, _binding);
        _output.CopyTo(output);
    }
}
