using CnnGen.TestKit;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Onnx;

namespace CnnGen.Import.Tests;

/// <summary>Imports a model, compiles what was written, loads the weights that were written, and compares with ONNX Runtime.</summary>
internal static class ImportCheck
{
    private const double Tolerance = 1e-4;

    /// <summary>The network; its numbers were compared.</summary>
    public static ImportedNetwork Run(ModelProto model, ImportOptions? options = null)
    {
        ImportedNetwork network = OnnxImporter.Import(model, options);
        double error = Error(model, network);
        Assert.True(error < Tolerance, $"The largest difference is {error} of the output's scale:\n{network.Source}");
        return network;
    }

    /// <summary>The networks of several models, which are compiled together; each one's numbers were compared.</summary>
    public static ImportedNetwork[] RunAll(IEnumerable<ModelProto> models)
    {
        (ModelProto Model, ImportedNetwork Network)[] pairs = [.. models.Select((model, i) => (model, OnnxImporter.Import(model, new ImportOptions { ClassName = $"Network{i}" })))];
        CompiledNetworks compiled = NetworkCompiler.Compile([.. pairs.Select(pair => pair.Network.Source)]);
        foreach ((ModelProto model, ImportedNetwork network) in pairs)
        {
            double error = Error(model, network, compiled);
            Assert.True(error < Tolerance, $"The largest difference is {error} of the output's scale:\n{model.Graph.Node}\n{network.Source}");
        }

        return [.. pairs.Select(pair => pair.Network)];
    }

    /// <summary>The largest difference of the outputs as a part of their scale.</summary>
    public static double Error(ModelProto model, ImportedNetwork network) => Error(model, network, NetworkCompiler.Compile(network.Source));

    private static double Error(ModelProto model, ImportedNetwork network, CompiledNetworks compiled)
    {
        float[] input = new float[network.InputLength];
        Random random = new(7);
        for (int i = 0; i < input.Length; i++)
        {
            input[i] = (2 * random.NextSingle()) - 1;
        }

        using MemoryStream weights = new();
        network.WriteWeights(weights);
        weights.Position = 0;
        string name = network.Source[(network.Source.LastIndexOf(' ') + 1)..].TrimEnd(';', '\n');
        float[] ours = compiled[name].Load(weights).Forward(input);
        float[] theirs = network.OutputFromOnnx(Reference(model, network, network.InputToOnnx(input)));
        double scale = Math.Max(1e-3, theirs.Max(Math.Abs));
        return ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max() / scale;
    }

    private static float[] Reference(ModelProto model, ImportedNetwork network, float[] input)
    {
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model.ToByteArray(), options);
        DenseTensor<float> tensor = new(input, [.. network.InputShape]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run([NamedOnnxValue.CreateFromTensor(network.InputValue, tensor)], [network.OutputValue]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
