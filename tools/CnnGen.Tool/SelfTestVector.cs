using CnnGen.Import;
using CnnGen.Import.SelfTest;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CnnGen.Tool;

/// <summary>
/// A random input, and what ONNX Runtime computes from it, layer by layer: so that a network can show that it computes what the model does.
/// </summary>
internal static class SelfTestVector
{
    /// <summary>The vector; null where ONNX Runtime cannot run the model here. The error stream says why.</summary>
    public static SelfTestBuilder? TryMake(string path, ImportedNetwork network)
    {
        try
        {
            return Make(path, network);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException)
        {
            Console.Error.WriteLine($"warning: no self-test vector was written, because ONNX Runtime's native library does not load on this machine ({e.GetBaseException().Message}). The network itself is complete.");
        }
        catch (OnnxRuntimeException e)
        {
            Console.Error.WriteLine($"warning: no self-test vector was written, because ONNX Runtime does not run the model: {e.Message} The network itself is complete.");
        }

        return null;
    }

    private static SelfTestBuilder Make(string path, ImportedNetwork network)
    {
        SelfTestBuilder vector = new(network);
        (byte[] model, IReadOnlyList<string> outputs) = ReferenceModel.Of(path, network, network.Layers.Select(layer => layer.Value).OfType<string>().Append(network.OutputValue));
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", Path.GetDirectoryName(Path.GetFullPath(path))!);
        using InferenceSession session = new(model, options);

        DenseTensor<float> input = new(network.InputToOnnx(vector.Input), [.. network.InputShape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor(network.InputValue, input)], outputs);
        Dictionary<string, DenseTensor<float>> computed = results.ToDictionary(result => result.Name, result => result.AsTensor<float>().ToDenseTensor());
        computed.TryAdd(network.InputValue, input);
        foreach (ImportedLayer layer in network.Layers)
        {
            if (layer.Value is { } value && computed.TryGetValue(value, out DenseTensor<float>? elements))
            {
                vector.Add(layer, elements.Buffer.Span);
            }
        }

        vector.AddOutput(computed[network.OutputValue].Buffer.Span);
        return vector;
    }
}
