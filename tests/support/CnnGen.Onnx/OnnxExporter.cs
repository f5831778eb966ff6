using CnnGen.TestKit;
using static CnnGen.Onnx.OnnxGraph;

namespace CnnGen.Onnx;

/// <summary>
/// Writes a <see cref="TestNetwork"/> as ONNX, as PyTorch would: maps are 1 x channels x height x width and flat tensors 1 x units, the
/// units behind a Flatten in channel, height, width order. All layers that TestKit knows are there.
/// </summary>
public sealed partial class OnnxExporter
{
    private readonly OnnxGraph _graph = new();
    private readonly IReadOnlyDictionary<string, Tensor> _weights;

    private OnnxExporter(IReadOnlyDictionary<string, Tensor> weights) => _weights = weights;

    /// <summary>What the model's input is called.</summary>
    public const string InputName = "input";

    /// <param name="weights">By key, in PyTorch's layout.</param>
    /// <returns>The model as a file holds it.</returns>
    public static byte[] Export(TestNetwork network, IReadOnlyDictionary<string, Tensor> weights)
    {
        OnnxExporter exporter = new(weights);
        exporter._graph.Input(InputName, Sides(network.Input));
        List<string> outputs = [];
        foreach (TestStep step in network.Steps())
        {
            string[] operands = [.. step.Operands.Select(operand => operand.Step < 0 ? InputName : outputs[operand.Step])];
            outputs.Add(exporter.Write(step, operands));
        }

        exporter._graph.Output(outputs[^1], Sides(network.Output));
        return exporter._graph.ToBytes();
    }

    private static long[] Sides(Shape shape) => shape.Flat ? [1, shape.Channels] : [1, shape.Channels, shape.Height, shape.Width];

    private string Write(TestStep step, string[] operands)
    {
        string x = operands[0];
        return step.Layer switch
        {
            ConvLayer { Local: true } conv => Activate(Local(conv, step, x), conv.Activation),
            ConvLayer conv => Activate(Convolution(step, x, conv.Window, conv.Groups), conv.Activation),
            DepthwiseLayer conv => Activate(Convolution(step, x, conv.Window, step.Input.Channels), conv.Activation),
            TransposedConvLayer conv => Activate(Transposed(conv, step, x), conv.Activation),
            DenseLayer dense => Activate(_graph.Node("Gemm", [x, .. Weights(step)], Int("transB", 1)), dense.Activation),
            PoolLayer pool => Pool(pool, step, x),
            GlobalPoolLayer pool => _graph.Node("Flatten", _graph.Node(pool.Max ? "GlobalMaxPool" : "GlobalAveragePool", x)),
            BatchNormLayer norm => _graph.Node("BatchNormalization", [x, .. Weights(step)], Float("epsilon", norm.Epsilon ?? 1e-5)),
            LocalResponseNormLayer norm => Normalize(norm, step.Input, x),
            PReLULayer => _graph.Node("PRelu", [x, Slopes(step)]),
            ActivationLayer activation => Activate(x, activation.Function, activation.Parameter),
            MaxoutLayer maxout => Maxout(maxout.Pieces, step, x),
            FlattenLayer => _graph.Node("Flatten", x),
            ReshapeLayer => _graph.Reshape(x, Sides(step.Output)),
            ZeroPadLayer pads => _graph.Node("Pad", [x, _graph.Numbers(0, 0, pads.Top, pads.Left, 0, 0, pads.Bottom, pads.Right)]),
            PadLayer pads => _graph.Node(
                "Pad",
                [x, _graph.Numbers(0, 0, pads.Top, pads.Left, 0, 0, pads.Bottom, pads.Right), .. pads.Mode == PadMode.Constant ? [_graph.Number(pads.Value)] : Array.Empty<string>()],
                Text("mode", pads.Mode.ToString().ToLowerInvariant())),
            CropLayer crop => _graph.Node(
                "Slice", [x, _graph.Numbers(crop.Top, crop.Left), _graph.Numbers(crop.Top + step.Output.Height, crop.Left + step.Output.Width), _graph.Numbers(2, 3)]),
            UpSampleLayer larger => Enlarge(larger, x),
            DropoutLayer => _graph.Node("Identity", x),
            ConcatLayer => _graph.Node("Concat", operands, Int("axis", 1)),
            ArithmeticLayer join => Combine(join, step, operands),
            _ => throw new NotSupportedException(step.Layer.Kind),
        };
    }

    private string Combine(ArithmeticLayer join, TestStep step, string[] operands)
    {
        // Units are the channels of a map of one pixel.
        string[] maps =
        [
            .. operands.Zip(step.Operands, (name, operand) =>
                operand.Shape.Flat && !step.Output.Flat ? _graph.Reshape(name, 1, operand.Shape.Channels, 1, 1) : name),
        ];
        return maps.Aggregate((sum, next) => _graph.Node(join.Multiply ? "Mul" : "Add", [sum, next]));
    }

    private string Maxout(int pieces, TestStep step, string x)
    {
        Shape output = step.Output;
        long[] pixels = output.Flat ? [] : [output.Height, output.Width];
        return _graph.Node("ReduceMax", _graph.Reshape(x, [1, output.Channels, pieces, .. pixels]), Ints("axes", 2), Int("keepdims", 0));
    }

    private string Enlarge(UpSampleLayer layer, string x)
    {
        string scales = _graph.Weight($"scales_of_{x}", [4], [1, 1, layer.Factor, layer.Factor]);
        return layer.Bilinear
            ? _graph.Node("Resize", [x, "", scales], Text("mode", "linear"), Text("coordinate_transformation_mode", "half_pixel"))
            : _graph.Node("Resize", [x, "", scales], Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor"));
    }

    private string[] Weights(TestStep step) => [.. step.Weights.Select(weight => Weight(weight.Key))];

    private string Weight(string key)
    {
        Tensor tensor = _weights[key];
        return _graph.Weight(key, [.. tensor.Shape.Select(side => (long)side)], tensor.Values);
    }

    private string Slopes(TestStep step)
    {
        (string key, _) = step.Weights.Single();
        float[] slopes = _weights[key].Values;
        return _graph.Weight(key, step.Input.Flat ? [slopes.Length] : [slopes.Length, 1, 1], slopes);
    }
}
