using CnnGen.Onnx;
#if TORCHSHARP
using Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
#endif

namespace CnnGen.Benchmarks;

#if TORCHSHARP
/// <summary>TorchSharp, node by node, on one thread.</summary>
internal sealed class TorchSharpEngine : IEngine
{
    private readonly OnnxNetwork _twin;
    private readonly Dictionary<string, Tensor> _weights;
    private readonly Tensor _input;
    private Tensor _output;

    private TorchSharpEngine(OnnxNetwork twin, float[] input)
    {
        set_num_threads(1);
        _twin = twin;
        _weights = twin.Weights.ToDictionary(pair => pair.Key, pair => tensor(pair.Value.Values, [.. pair.Value.Shape.Select(side => (long)side)]));
        (int channels, int height, int width) = twin.Input;
        _output = _input = tensor(Layouts.ToPlanar(input, channels), 1, channels, height, width);
    }

    public string Name => "TorchSharp";

    public static IEngine Create(OnnxNetwork twin, float[] input) => new TorchSharpEngine(twin, input);

    public void Run()
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = inference_mode();
        Dictionary<string, Tensor> tensors = new() { ["input"] = _input };
        Tensor last = _input;
        foreach (NodeProto node in _twin.Nodes)
        {
            Tensor[] inputs = [.. node.Input.Select(name => tensors.TryGetValue(name, out Tensor? made) ? made : _weights[name])];
            tensors[node.Output[0]] = last = Apply(node, inputs);
        }

        if (!ReferenceEquals(_output, _input))
        {
            _output.Dispose();
        }

        _output = last.MoveToOuterDisposeScope();
    }

    public float[] Output() => Layouts.ToInterleaved(_output.data<float>().ToArray(), _twin.Output.Channels);

    public void Dispose()
    {
        foreach (Tensor weight in _weights.Values)
        {
            weight.Dispose();
        }

        _output.Dispose();
        _input.Dispose();
    }

    private static Tensor Apply(NodeProto node, Tensor[] x) => node.OpType switch
    {
        "Conv" => conv2d(Padded(node, x[0]), x[1], x.Length > 2 ? x[2] : null, Ints(node, "strides"), groups: node.Attribute.First(a => a.Name == "group").I),
        "MaxPool" => max_pool2d(x[0], Ints(node, "kernel_shape"), Ints(node, "strides"), Ints(node, "pads")[..2]),
        "Gemm" => linear(x[0], x[1], x[2]),
        "BatchNormalization" => batch_norm(x[0], x[3], x[4], x[1], x[2], training: false),
        "GlobalAveragePool" => adaptive_avg_pool2d(x[0], 1),
        "Flatten" => x[0].flatten(1),
        "Relu" => relu(x[0]),
        "Softmax" => softmax(x[0], 1),
        "Add" => x[0] + x[1],
        "Concat" => cat(x, 1),
        _ => throw new NotSupportedException(node.OpType),
    };

    private static Tensor Padded(NodeProto node, Tensor x)
    {
        long[] pads = Ints(node, "pads");
        return pads.All(side => side == 0) ? x : pad(x, [pads[1], pads[3], pads[0], pads[2]]);
    }

    private static long[] Ints(NodeProto node, string name) => [.. node.Attribute.First(attribute => attribute.Name == name).Ints];
}
#else
/// <summary>Stands in where the program was built without TorchSharp.</summary>
internal static class TorchSharpEngine
{
    public static IEngine? Create(OnnxNetwork twin, float[] input)
    {
        _ = (twin, input);
        return null;
    }
}
#endif
