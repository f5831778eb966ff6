using System.Text.RegularExpressions;

namespace CnnGen.Import.Translate;

/// <summary>Finds names for layers in what exporters call weights and nodes.</summary>
internal static partial class LayerNaming
{
    private const int Longest = 100;

    /// <summary>
    /// The name of a layer with weights: <c>features.0</c> of <c>features.0.weight</c>, so that keys are those of PyTorch's state_dict;
    /// else what the node's path says. Null where neither means anything.
    /// </summary>
    public static string? Of(string weight, string node)
    {
        string name = weight.Split(':')[0];
        if (name.EndsWith(".weight", StringComparison.Ordinal) || name.EndsWith("_weight", StringComparison.Ordinal))
        {
            return Clean(name[..^".weight".Length]);
        }

        if (name.Contains('/', StringComparison.Ordinal) && Ending().Replace(name, "") is { Length: > 0 } path && !Invented().IsMatch(path))
        {
            return Clean(path.Replace("StatefulPartitionedCall/", "", StringComparison.Ordinal).Trim('/'));
        }

        return OfNode(node);
    }

    /// <summary>
    /// The module in a node's path, as exporters write it: <c>layer1.0.conv1</c> of <c>/layer1/layer1.0/conv1/Conv</c>. Null where the
    /// node has no path.
    /// </summary>
    public static string? OfNode(string node)
    {
        string[] parts = [.. node.Split(':')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part is "StatefulPartitionedCall")];
        if (parts.Length < 2 || !node.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        string module = "";
        foreach (string part in parts[..^1])
        {
            module = module.Length == 0 || part.StartsWith(module + ".", StringComparison.Ordinal) ? part
                : module.Contains('.', StringComparison.Ordinal) && part.StartsWith(module[(module.LastIndexOf('.') + 1)..] + ".", StringComparison.Ordinal) ? module[..(module.LastIndexOf('.') + 1)] + part
                : $"{module}.{part}";
        }

        string last = parts[^1];
        return Clean(last is "Conv2D" or "depthwise" or "convolution" or "BiasAdd" or "Conv" or "Gemm" or "MatMul" or "ConvTranspose" or "BatchNormalization" or "PRelu" ? module : $"{module}.{last.ToLowerInvariant()}");
    }

    /// <summary>Letters, digits and <c>_ - . /</c> only; null where nothing is left.</summary>
    private static string? Clean(string name)
    {
        string clean = string.Concat(name.Take(Longest).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/' ? letter : '_'));
        return clean.Any(char.IsAsciiLetterOrDigit) ? clean : null;
    }

    /// <summary>What TensorFlow's variables end with.</summary>
    [GeneratedRegex("(/(ReadVariableOp|Conv2D|convolution|depthwise|MatMul|BiasAdd|kernel|Cast|separable_conv2d|conv2d_transpose|conv1d|ExpandDims(_1)?|FusedBatchNormV3|resource|weights?|gamma|alpha)(_\\d+)?)+$")]
    private static partial Regex Ending();

    /// <summary>Names that exporters invent for constants.</summary>
    [GeneratedRegex("^(const_fold_opt|new_shape|onnx::|Parameter\\d|\\d+$)")]
    private static partial Regex Invented();
}
