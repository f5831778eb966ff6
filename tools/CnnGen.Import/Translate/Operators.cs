using System.Diagnostics.CodeAnalysis;
using CnnGen.Import.Translate.Kinds;

namespace CnnGen.Import.Translate;

/// <summary>The operators that can be imported, and what translates them.</summary>
internal static class Operators
{
    /// <summary>Makes layers of a node; the result is its first output.</summary>
    /// <exception cref="UnsupportedNodeException">This node cannot be imported.</exception>
    public delegate OnnxTensor Translation(NodeScope node);

    private static readonly Dictionary<string, Translation> _byName = new(StringComparer.Ordinal)
    {
        ["Conv"] = Convolutions.Conv,
        ["ConvTranspose"] = TransposedConvolutions.ConvTranspose,
        ["Gemm"] = Products.Gemm,
        ["MatMul"] = Products.MatMul,

        ["Add"] = Sums.Add,
        ["Sum"] = Sums.Sum,
        ["Mean"] = Sums.Mean,
        ["Sub"] = Sums.Sub,
        ["Mul"] = Sums.Mul,
        ["Div"] = Sums.Div,
        ["Neg"] = Sums.Neg,
        ["BatchNormalization"] = Normalizations.BatchNormalization,
        ["ai.onnx.ml.Scaler"] = Normalizations.Scaler,
        ["LRN"] = Normalizations.LocalResponse,

        ["MaxPool"] = Pools.Max,
        ["AveragePool"] = Pools.Average,
        ["GlobalMaxPool"] = Pools.GlobalMax,
        ["GlobalAveragePool"] = Pools.GlobalAverage,
        ["ReduceMean"] = Reductions.Mean,
        ["ReduceMax"] = Reductions.Max,
        ["ReduceMin"] = Reductions.Min,
        ["ReduceSum"] = Reductions.Sum,

        ["Reshape"] = Views.Reshape,
        ["Flatten"] = Views.Flatten,
        ["Squeeze"] = Views.AxisChange,
        ["Unsqueeze"] = Views.AxisChange,
        ["Transpose"] = Views.Transpose,
        ["Expand"] = Views.Expand,
        ["Slice"] = Selections.Slice,
        ["Split"] = Selections.Split,
        ["DepthToSpace"] = ChannelMoves.DepthToSpace,
        ["SpaceToDepth"] = ChannelMoves.SpaceToDepth,
        ["Cast"] = Views.Cast,

        ["Pad"] = Resizes.Pad,
        ["Resize"] = Resizes.Resize,
        ["Upsample"] = Resizes.Resize,
        ["Concat"] = Joins.Concat,

        ["Relu"] = Activations.Plain("ReLU"),
        ["Sigmoid"] = Activations.Plain("Sigmoid"),
        ["Tanh"] = Activations.Plain("Tanh"),
        ["Softplus"] = Activations.Plain("Softplus"),
        ["HardSwish"] = Activations.Plain("HardSwish"),
        ["SiLU"] = Activations.Plain("SiLU"),
        ["HardSigmoid6"] = Activations.Plain("HardSigmoid"),
        ["Swish"] = Activations.Swish,
        ["LeakyRelu"] = Activations.LeakyRelu,
        ["Elu"] = Activations.Elu,
        ["Celu"] = Activations.Celu,
        ["Selu"] = Activations.Selu,
        ["HardSigmoid"] = Activations.HardSigmoid,
        ["Gelu"] = Activations.Gelu,
        ["Clip"] = Activations.Clip,
        ["Min"] = Extremes.Min,
        ["Max"] = Extremes.Max,
        ["PRelu"] = Activations.PRelu,
        ["Softmax"] = Softmaxes.Softmax,
        ["LogSoftmax"] = Softmaxes.Softmax,
        ["Log"] = Softmaxes.Log,
    };

    /// <summary>The operators' names.</summary>
    public static IEnumerable<string> Names => _byName.Keys;

    public static bool TryFind(string name, [NotNullWhen(true)] out Translation? translation) => _byName.TryGetValue(name, out translation);
}
