using CnnGen.Import;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Onnx;

namespace CnnGen.Tool;

/// <summary>
/// An input by chance and what ONNX Runtime makes of it, layer by layer: so that a network can show that it computes what the model does.
/// </summary>
internal static class SelfTestVector
{
    private const int Seed = 1;

    /// <summary>
    /// The tensors by name: <c>input</c>, each layer's output in the order height, width, channels, and <c>output</c>. Null, and why on
    /// the error stream, where ONNX Runtime cannot run the model here.
    /// </summary>
    public static Dictionary<string, ImportedTensor>? TryMake(string path, ImportedNetwork network)
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

    private static Dictionary<string, ImportedTensor> Make(string path, ImportedNetwork network)
    {
        string[] values = [.. network.Layers.Select(layer => layer.Value).OfType<string>().Append(network.OutputValue).Distinct()];
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", Path.GetDirectoryName(Path.GetFullPath(path))!);
        using InferenceSession session = new(WithOutputs(path, values), options);

        float[] input = new float[network.InputLength];
        Random random = new(Seed);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (2 * random.NextSingle()) - 1;
        }

        DenseTensor<float> tensor = new(network.InputToOnnx(input), [.. network.InputShape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor(network.InputValue, tensor)], values);
        Dictionary<string, float[]> computed = results.ToDictionary(result => result.Name, result => result.AsEnumerable<float>().ToArray());

        Dictionary<string, ImportedTensor> vector = new(StringComparer.Ordinal) { ["input"] = new([input.Length], input) };
        foreach (ImportedLayer layer in network.Layers.Where(layer => layer.Value is not null))
        {
            vector[layer.Name] = new ImportedTensor([.. layer.Shape], layer.FromOnnx(computed[layer.Value!]));
        }

        float[] output = network.OutputFromOnnx(computed[network.OutputValue]);
        vector["output"] = new ImportedTensor([output.Length], output);
        return vector;
    }

    /// <summary>The model with the named tensors as its outputs.</summary>
    private static byte[] WithOutputs(string path, IEnumerable<string> values)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        model.Graph.Output.Clear();
        model.Graph.Output.Add(values.Select(value => new ValueInfoProto { Name = value }));
        return model.ToByteArray();
    }
}
