using CnnGen.Import.Load;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Finds activations that exporters write as products: <c>x * Sigmoid(x)</c>, <c>x * Clip(x + 3, 0, 6) / 6</c>,
/// <c>x * (1 + Erf(x / sqrt(2))) / 2</c>. Each becomes one node, which bears the name of the product's last.
/// </summary>
internal sealed class Patterns
{
    private const int MostFactors = 4;

    private readonly OnnxGraph _graph;
    private readonly Dictionary<string, OnnxNode> _producers;
    private readonly Dictionary<string, int> _uses;
    private readonly LocalResponsePattern _localResponse;

    public Patterns(OnnxGraph graph)
    {
        _graph = graph;
        _producers = Producers(graph);
        _uses = graph.CountUses();
        _localResponse = new LocalResponsePattern(graph, _producers);
    }

    public OnnxGraph Run()
    {
        List<OnnxNode> nodes = [];
        foreach (OnnxNode node in _graph.Nodes)
        {
            OnnxNode kept = node.Operator is "Mul" or "Div" && Match(node) is var (activation, input)
                ? new OnnxNode(node.Name, activation, [input], node.Outputs) { Opset = node.Opset }
                : _localResponse.Match(node) ?? node;
            nodes.Add(kept);
            foreach (string output in kept.Outputs)
            {
                _producers[output] = kept;
            }
        }

        return _graph with { Nodes = nodes };
    }

    private static Dictionary<string, OnnxNode> Producers(OnnxGraph graph)
    {
        Dictionary<string, OnnxNode> producers = new(StringComparer.Ordinal);
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string output in node.Outputs)
            {
                producers[output] = node;
            }
        }

        return producers;
    }

    private (string Activation, string Input)? Match(OnnxNode node)
    {
        List<string> factors = [];
        double scale = 1;
        if (!Collect(node, factors, ref scale, MostFactors))
        {
            return null;
        }

        if (factors is [var single])
        {
            return Near(scale, 1.0 / 6) && ClippedFrom(single) is { } shifted ? ("HardSigmoid6", shifted) : null;
        }

        return factors is [var a, var b] ? Match(a, b, scale) ?? Match(b, a, scale) : null;
    }

    /// <summary>Whether <paramref name="gate"/> is made of <paramref name="x"/> alone, as an activation's is.</summary>
    private (string Activation, string Input)? Match(string x, string gate, double scale)
    {
        if (_producers.GetValueOrDefault(gate) is not { Inputs.Length: > 0 } made)
        {
            return null;
        }

        bool isOfX = made.Inputs[0] == x;
        return made.Operator switch
        {
            "Sigmoid" when isOfX && Near(scale, 1) => ("SiLU", x),
            "HardSigmoid6" when isOfX && Near(scale, 1) => ("HardSwish", x),
            "HardSigmoid" when isOfX && Near(scale, 1) && Near(made.Float("alpha", 0.2f), 1.0 / 6) && Near(made.Float("beta", 0.5f), 0.5) => ("HardSwish", x),
            "Tanh" when Near(scale, 1) && _producers.GetValueOrDefault(made.Inputs[0]) is { Operator: "Softplus" } inner && inner.Inputs[0] == x => ("Mish", x),
            "Clip" or "Min" when Near(scale, 1.0 / 6) && ClippedFrom(gate) == x => ("HardSwish", x),
            "Add" when Near(scale, 0.5) && IsErrorFunction(made, x) => ("Gelu", x),
            _ => null,
        };
    }

    /// <summary>The x of <c>Clip(x + 3, 0, 6)</c>, where PyTorch puts a Relu between the two.</summary>
    private string? ClippedFrom(string tensor)
        => _producers.GetValueOrDefault(tensor) is { Operator: "Clip" } clip
            && ClipBounds.Of(clip, index => _graph.Constants.GetValueOrDefault(clip.Inputs[index])) is { Low: 0, High: 6 }
            && _producers.GetValueOrDefault(clip.Inputs[0]) is { } above
            && (above.Operator == "Relu" ? _producers.GetValueOrDefault(above.Inputs[0]) : above) is { Operator: "Add", Inputs: [var a, var b] }
                ? Number(b) is { } right && Near(right, 3) ? a : Number(a) is { } left && Near(left, 3) ? b : null
                : null;

    /// <summary>Whether a node is <c>Erf(x / sqrt(2)) + 1</c>.</summary>
    private bool IsErrorFunction(OnnxNode sum, string x)
    {
        if (sum.Inputs is not [var a, var b])
        {
            return false;
        }

        string erf = Number(b) is { } right && Near(right, 1) ? a : Number(a) is { } left && Near(left, 1) ? b : "";
        List<string> factors = [];
        double scale = 1;
        return _producers.GetValueOrDefault(erf) is { Operator: "Erf" } function
            && _producers.GetValueOrDefault(function.Inputs[0]) is { Operator: "Mul" or "Div" } inner
            && Collect(inner, factors, ref scale, MostFactors)
            && factors is [var only] && only == x && Near(scale, 1 / Math.Sqrt(2));
    }

    /// <summary>The factors of a tree of products that nothing else reads: constants in one number, the others by name.</summary>
    private bool Collect(OnnxNode product, List<string> factors, ref double scale, int most)
    {
        if (product.Inputs.Length != 2 || most == 0)
        {
            return false;
        }

        for (int i = 0; i < 2; i++)
        {
            string factor = product.Inputs[i];
            bool isDivisor = product.Operator == "Div" && i == 1;
            List<string> inner = [];
            double innerScale = 1;
            if (Number(factor) is { } number)
            {
                scale = isDivisor ? scale / number : scale * number;
            }
            else if (isDivisor)
            {
                return false;
            }
            else if (_uses.GetValueOrDefault(factor) == 1
                && _producers.GetValueOrDefault(factor) is { Operator: "Mul" or "Div" } made
                && Collect(made, inner, ref innerScale, most - 1))
            {
                factors.AddRange(inner);
                scale *= innerScale;
            }
            else
            {
                factors.Add(factor);
            }
        }

        return factors.Count <= 2;
    }

    private double? Number(string tensor) => _graph.Constants.GetValueOrDefault(tensor) is { Fault: null, Count: 1 } constant ? constant.ToFloats()[0] : null;

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-5 * Math.Abs(b);
}
