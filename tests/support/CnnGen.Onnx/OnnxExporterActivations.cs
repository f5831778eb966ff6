using static CnnGen.Onnx.OnnxGraph;

namespace CnnGen.Onnx;

/// <summary>The activations, by ONNX's operators; GELU, SiLU and ReLU6 by several.</summary>
public sealed partial class OnnxExporter
{
    /// <param name="parameter">LeakyReLU's slope or ELU's alpha, if it is not the default.</param>
    private string Activate(string x, Activation function, double? parameter = null) => function switch
    {
        Activation.None => x,
        Activation.ReLU => _graph.Node("Relu", x),
        Activation.ReLU6 => _graph.Node("Clip", [x, _graph.Number(0), _graph.Number(6)]),
        Activation.LeakyReLU => _graph.Node("LeakyRelu", x, Float("alpha", parameter ?? 0.01)),
        Activation.ELU => _graph.Node("Elu", x, Float("alpha", parameter ?? 1)),
        Activation.SELU => _graph.Node("Selu", x),
        Activation.Sigmoid => _graph.Node("Sigmoid", x),
        Activation.HardSigmoid => _graph.Node("HardSigmoid", x, Float("alpha", 1 / 6.0), Float("beta", 0.5)),
        Activation.Tanh => _graph.Node("Tanh", x),
        Activation.Softplus => _graph.Node("Softplus", x),
        Activation.SiLU => _graph.Node("Mul", [x, _graph.Node("Sigmoid", x)]),
        Activation.HardSwish => _graph.Node("HardSwish", x),
        Activation.GELU => Gelu(x),
        Activation.Softmax => _graph.Node("Softmax", x, Int("axis", 1)),
        Activation.LogSoftmax => _graph.Node("LogSoftmax", x, Int("axis", 1)),
        _ => throw new NotSupportedException($"{function}"),
    };

    private string Gelu(string x)
    {
        string erf = _graph.Node("Erf", _graph.Node("Mul", [x, _graph.Number(1 / Math.Sqrt(2))]));
        return _graph.Node("Mul", [_graph.Node("Mul", [x, _graph.Number(0.5)]), _graph.Node("Add", [erf, _graph.Number(1)])]);
    }
}
