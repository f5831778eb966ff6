namespace CnnGen.Import.Translate;

/// <summary>What to do about an operator that no layer computes.</summary>
internal static class Advice
{
    /// <summary>What is said of every quantised node, whatever arrives at it.</summary>
    public const string Quantized = "the model is quantised, and networks compute in float here: import the float model that it was quantised from.";

    private const string Recurrent = "recurrent layers carry a state from step to step, and a network here computes one input into one output: replace it by convolutions over time, or run it in another library.";

    private const string Control = "its graph takes a way that hangs on the numbers, and a network here is fixed: export the model with a fixed input shape and constant folding, or run onnxsim over it.";

    private const string Cut = "it is not part of the network proper: cut the model before it with --output and the name of the tensor that it reads, and do the rest in C#.";

    private const string Attention = "attention multiplies tensors that the network computes with one another, which no layer here does: choose a convolutional network.";

    private static readonly Dictionary<string, string> _byName = new(StringComparer.Ordinal)
    {
        ["QuantizeLinear"] = Quantized,
        ["DequantizeLinear"] = Quantized,
        ["DynamicQuantizeLinear"] = Quantized,
        ["LSTM"] = Recurrent,
        ["GRU"] = Recurrent,
        ["RNN"] = Recurrent,
        ["If"] = Control,
        ["Loop"] = Control,
        ["Scan"] = Control,
        ["Where"] = Control,
        ["NonMaxSuppression"] = Cut,
        ["TopK"] = Cut,
        ["ArgMax"] = Cut,
        ["ArgMin"] = Cut,
        ["ai.onnx.ml.ZipMap"] = Cut,
        ["ai.onnx.ml.ArrayFeatureExtractor"] = Cut,
        ["ai.onnx.ml.LabelEncoder"] = Cut,
        ["Attention"] = Attention,
        ["MultiHeadAttention"] = Attention,
        ["Einsum"] = Attention,
        ["LayerNormalization"] = "it normalises by the numbers of each input, which no layer here does: train with BatchNorm instead.",
        ["InstanceNormalization"] = "it normalises by the numbers of each input, which no layer here does: train with BatchNorm instead.",
        ["GroupNormalization"] = "it normalises by the numbers of each input, which no layer here does: train with BatchNorm instead.",
        ["LpNormalization"] = "it divides by a norm, which no layer here does: if it stands at the end, cut the model before it with --output and normalise in C#.",
        ["Dropout"] = "it drops numbers by chance, as in training: call model.eval() before exporting, and export with training=TrainingMode.EVAL.",
        ["Mish"] = "there is no Mish layer: train with SiLU (swish), which is close to it.",
        ["Softsign"] = "there is no Softsign layer: train with Tanh.",
        ["ThresholdedRelu"] = "there is no ThresholdedRelu layer: train with ReLU.",
        ["Gather"] = "picking elements (as an embedding or a channel shuffle does) is no layer here: if it looks up an embedding, do that in C# and import the model behind it.",
        ["GridSample"] = "sampling at computed positions is no layer here.",
        ["RoiAlign"] = "sampling at computed positions is no layer here.",
        ["Erf"] = "the only use of Erf that is understood is x * (1 + Erf(x / sqrt(2))) / 2, which is GELU: export with torch.nn.GELU() as it is.",
    };

    private static readonly HashSet<string> _pointwise =
    [
        "Abs", "Acos", "Asin", "Atan", "Ceil", "Celu", "Clip", "Cos", "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "HardSigmoid", "InstanceNormalization",
        "LayerNormalization", "LeakyRelu", "Log", "LpNormalization", "Mish", "PRelu", "Reciprocal", "Round", "Selu", "Shrink", "Sign", "Sin", "Softmax", "LogSoftmax", "Softsign",
        "Sqrt", "Swish", "Tan", "ThresholdedRelu", "BatchNormalization", "CumSum",
    ];

    private static readonly HashSet<string> _shapeArithmetic =
    [
        "Shape", "Size", "Gather", "ConstantOfShape", "Range", "Equal", "Greater", "Less", "Not", "And", "Or", "Where", "If", "Mod", "Floor", "Ceil", "ReduceProd", "ScatterND", "Tile",
    ];

    /// <summary>Whether exporters write the operator around shapes.</summary>
    public static bool IsShapeArithmetic(string name) => _shapeArithmetic.Contains(name);

    /// <summary>Whether an operator's output has its input's shape.</summary>
    public static bool KeepsShape(string name) => _pointwise.Contains(name);

    /// <summary>A clause that says why and what to do.</summary>
    public static string For(string name)
    {
        if (_byName.TryGetValue(name, out string? advice))
        {
            return advice;
        }

        if (name.Contains("QLinear", StringComparison.Ordinal) || name.EndsWith("Integer", StringComparison.Ordinal) || name.EndsWith("IntegerToFloat", StringComparison.Ordinal))
        {
            return Quantized;
        }

        int dot = name.LastIndexOf('.');
        return dot > 0
            ? $"the operator is not one of ONNX's own, but of '{name[..dot]}': export the model without optimisations of one runtime, with ONNX's operators only; if it stands at the end, cut the model before it with --output."
            : "no layer computes it: replace it by layers of the README's table before exporting; if it stands at the end, cut the model before it with --output and the name of the tensor that it reads, and do the rest in C#.";
    }
}
