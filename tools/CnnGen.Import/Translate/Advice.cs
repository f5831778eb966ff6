namespace CnnGen.Import.Translate;

/// <summary>What to do about an operator that no layer computes.</summary>
internal static class Advice
{
    /// <summary>
    /// Stands in a message for the option that cuts the model before the node: only the translator knows the name of the tensor that the node
    /// reads (<see cref="WithCut"/>).
    /// </summary>
    public const string Cut = "{cut}";

    /// <summary>What is said of every quantised node, whatever it receives.</summary>
    public const string Quantized = "the model is quantised, and CnnGen computes in float: import the float model that it was quantised from.";

    private const string Ml = "ai.onnx.ml.";

    private const string Recurrent = "a recurrent layer keeps a state from step to step, and a network of CnnGen computes one output from one input: replace it by convolutions over time, or run the model with ONNX Runtime.";

    private const string Control = "which nodes run depends on computed values, and a network of CnnGen always computes the same: export the model with a fixed input shape and constant folding, or run onnxsim on it.";

    private const string PostProcessing = $"this is post-processing, not a layer: {Cut}, and do the rest in C#.";

    private const string Label = $"it turns probabilities into labels, which is not a layer: {Cut}, and take the largest of the probabilities in C#.";

    private const string Preparation = "it prepares a table's columns, which is not a layer: do that in C# before Forward, and export the model without it (with skl2onnx, convert the last step of the pipeline alone).";

    private const string Attention = "it multiplies computed tensors with each other (attention), which no layer does: choose a convolutional network.";

    private const string Normalization = "it normalises by the mean and variance of each input, which no layer does: train with BatchNorm instead.";

    private const string Trees = "decision trees are not a neural network, and CnnGen compiles layers only: run this model with ONNX Runtime or ML.NET.";

    private const string Kernels = "a support vector machine (or a comparison with stored examples) is not a neural network, and CnnGen compiles layers only: run this model with ONNX Runtime or ML.NET.";

    private const string Linear = "a linear model is one Dense layer: declare it as [Input(1, 1, features)], [Dense(outputs)], and [Softmax] or [Sigmoid] for probabilities, and save its coefficients as dense1.weight [outputs, features] and its intercepts as dense1.bias with safetensors.";

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
        ["Where"] = "it chooses between values by a computed condition, which no layer does: export the model with a fixed input shape and constant folding; if it is the network's own arithmetic (as Hardshrink), train with another activation.",
        ["NonMaxSuppression"] = PostProcessing,
        ["TopK"] = PostProcessing,
        ["ArgMax"] = PostProcessing,
        ["ArgMin"] = PostProcessing,
        [Ml + "ZipMap"] = $"it returns the probabilities as a dictionary: {Cut}, or export with options={{'zipmap': False}}.",
        [Ml + "ArrayFeatureExtractor"] = Label,
        [Ml + "LabelEncoder"] = Label,
        [Ml + "TreeEnsembleClassifier"] = Trees,
        [Ml + "TreeEnsembleRegressor"] = Trees,
        [Ml + "TreeEnsemble"] = Trees,
        [Ml + "SVMClassifier"] = Kernels,
        [Ml + "SVMRegressor"] = Kernels,
        [Ml + "LinearClassifier"] = Linear,
        [Ml + "LinearRegressor"] = Linear,
        [Ml + "Normalizer"] = Preparation,
        [Ml + "Imputer"] = Preparation,
        [Ml + "Binarizer"] = Preparation,
        [Ml + "OneHotEncoder"] = Preparation,
        [Ml + "CategoryMapper"] = Preparation,
        [Ml + "CastMap"] = Preparation,
        [Ml + "DictVectorizer"] = Preparation,
        [Ml + "FeatureVectorizer"] = Preparation,
        ["TfIdfVectorizer"] = Preparation,
        ["StringNormalizer"] = Preparation,
        ["Attention"] = Attention,
        ["MultiHeadAttention"] = Attention,
        ["Einsum"] = Attention,
        ["LayerNormalization"] = Normalization,
        ["InstanceNormalization"] = Normalization,
        ["GroupNormalization"] = Normalization,
        ["LpNormalization"] = $"it divides by a norm, which no layer does: if it is the end of the model, {Cut}, and normalise in C#.",
        ["Dropout"] = "it drops values at random, as in training: call model.eval() before exporting, and export with training=TrainingMode.EVAL.",
        ["Mish"] = "there is no Mish layer: train with SiLU (swish), which is close to it.",
        ["Softsign"] = "there is no Softsign layer: train with Tanh.",
        ["ThresholdedRelu"] = "there is no ThresholdedRelu layer: train with ReLU.",
        ["Gather"] = "picking elements (as an embedding or a channel shuffle does) is not a layer: if it looks up an embedding, do that in C#, and import the model behind it.",
        ["GridSample"] = "sampling at computed positions is not a layer.",
        ["RoiAlign"] = "sampling at computed positions is not a layer.",
        ["Erf"] = "Erf is imported only as x * (1 + Erf(x / sqrt(2))) / 2, which is GELU: export torch.nn.GELU() as it is.",
    };

    private static readonly HashSet<string> _shapeArithmetic =
    [
        "Shape", "Size", "Gather", "ConstantOfShape", "Range", "Equal", "Greater", "Less", "Not", "And", "Or", "Where", "If", "Mod", "Floor", "Ceil", "ReduceProd", "ScatterND", "Tile",
    ];

    /// <summary>Whether exporters write the operator around shapes.</summary>
    public static bool IsShapeArithmetic(string name) => _shapeArithmetic.Contains(name);

    /// <summary>Whether the operator is a whole model of its own, or prepares its input: then no choice of an output helps.</summary>
    public static bool IsClassicModel(string name) => _byName.GetValueOrDefault(name) is Trees or Kernels or Linear or Preparation;

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

        if (name.StartsWith(Ml, StringComparison.Ordinal))
        {
            return "the operators of 'ai.onnx.ml' (scikit-learn, ML.NET) are not layers: run this model with ONNX Runtime or ML.NET.";
        }

        int dot = name.LastIndexOf('.');
        return name.StartsWith("com.microsoft.", StringComparison.Ordinal)
            ? $"this operator is ONNX Runtime's own: import the model as it was before ONNX Runtime optimised it; if it is the end of the model, {Cut}."
            : dot > 0
            ? $"the operator is not one of ONNX's own, but of '{name[..dot]}': export the model with ONNX's operators only; if it is the end of the model, {Cut}."
            : $"no layer computes it: replace it by layers of the README's table before exporting; if it is the end of the model, {Cut}, and do the rest in C#.";
    }

    /// <summary>The message with the option that cuts the model before the node.</summary>
    /// <param name="tensor">The computed tensor that the node reads, as the model calls it; null where it reads the input alone.</param>
    public static string WithCut(string message, string? tensor) => message.Replace(
        Cut,
        tensor is null ? "export the model without it"
            : MessageText.Shown(tensor) == tensor ? $"cut the model before it with --output \"{tensor}\""
            : "cut the model before it with --output and the name of a tensor or node before it",
        StringComparison.Ordinal);
}
