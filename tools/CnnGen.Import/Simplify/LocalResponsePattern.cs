using CnnGen.Import.Load;
using Onnx;

namespace CnnGen.Import.Simplify;

/// <summary>
/// Local response normalisation as PyTorch exports nn.LocalResponseNorm: <c>x / (k + alpha * mean(x * x)) ^ beta</c>, whose mean is an
/// AveragePool over channels that views put onto an axis of its own, and that a Pad gave zeros.
/// </summary>
internal sealed class LocalResponsePattern(OnnxGraph graph, IReadOnlyDictionary<string, OnnxNode> producers)
{
    /// <summary>The node that stands for the pattern; null where a Div is none.</summary>
    public OnnxNode? Match(OnnxNode division)
    {
        if (division is not { Operator: "Div", Inputs: [var x, var divisor] }
            || graph.Shapes.GetValueOrDefault(x) is not { Length: 3 or 4 } shape || shape is not [1, var channels, ..]
            || Made(divisor) is not { Operator: "Pow", Inputs: [var sum, var exponent] } || Number(exponent) is not { } beta
            || Made(sum) is not { Operator: "Add" } addition || WithNumber(addition) is not var (scaled, bias))
        {
            return null;
        }

        (string mean, float alpha) = Made(scaled) is { Operator: "Mul" } product && WithNumber(product) is { } factors ? factors : (scaled, 1);
        if (Pool(Unviewed(mean)) is not { } pool)
        {
            return null;
        }

        string padded = pool.Node.Inputs[0];
        List<(long[] Before, long[] After)> pads = [pool.Pads];
        while (Made(padded) is { Operator: "Pad" } pad && Pads(pad) is { } zeros)
        {
            pads.Add(zeros);
            padded = pad.Inputs[0];
        }

        // The axis over which the window reaches must be the channels, and only that axis may be padded.
        int axis = 2 + Math.Max(0, Array.FindIndex(pool.Kernel, side => side != 1));
        if (graph.Shapes.GetValueOrDefault(padded) is not { } dims || dims.Length != pool.Kernel.Length + 2
            || dims[..axis].Any(side => side != 1) || dims[axis] != channels
            || pool.Kernel.Where((side, i) => i + 2 != axis && side != 1).Any()
            || pads.Any(zeros => zeros.Before.Length != dims.Length || zeros.Before.Concat(zeros.After).Where((pad, i) => i % dims.Length != axis && pad != 0).Any())
            || !HasShape(mean, shape) || !HasShape(division.Outputs[0], shape))
        {
            return null;
        }

        (long before, long after) = (pads.Sum(zeros => zeros.Before[axis]), pads.Sum(zeros => zeros.After[axis]));
        long size = pool.Kernel[axis - 2];
        return before >= 0 && after >= 0 && before + after == size - 1 && IsSquare(Unviewed(padded), x)
            ? new OnnxNode(division.Name, "LRN", [x], division.Outputs, Attributes(size, before, alpha, beta, bias)) { Opset = division.Opset }
            : null;
    }

    private static Dictionary<string, AttributeProto> Attributes(long size, long before, float alpha, float beta, float bias) => new(StringComparer.Ordinal)
    {
        ["size"] = new AttributeProto { Name = "size", I = size },
        ["before"] = new AttributeProto { Name = "before", I = before },
        ["alpha"] = new AttributeProto { Name = "alpha", F = alpha },
        ["beta"] = new AttributeProto { Name = "beta", F = beta },
        ["bias"] = new AttributeProto { Name = "bias", F = bias },
    };

    /// <summary>An average pool whose mean is over the whole window everywhere: its kernel, and its own pads by axis.</summary>
    private (OnnxNode Node, long[] Kernel, (long[] Before, long[] After) Pads)? Pool(string tensor)
    {
        if (Made(tensor) is not { Operator: "AveragePool", Inputs: [{ Length: > 0 }] } pool || pool.Ints("kernel_shape") is not { Length: >= 1 } kernel || kernel.Any(side => side < 1))
        {
            return null;
        }

        long[] pads = pool.Ints("pads") ?? new long[2 * kernel.Length];
        bool isPlain = (pool.Ints("strides") ?? []).Concat(pool.Ints("dilations") ?? []).All(step => step == 1)
            && pool.Text("auto_pad", "NOTSET") is "NOTSET" or "VALID"
            && pads.Length == 2 * kernel.Length && (pads.All(pad => pad == 0) || pool.Int("count_include_pad", 0) != 0);
        return isPlain ? (pool, kernel, ([0, 0, .. pads[..kernel.Length]], [0, 0, .. pads[kernel.Length..]])) : null;
    }

    /// <summary>The zeros that a Pad adds before and behind each axis; null where it adds something else.</summary>
    private (long[] Before, long[] After)? Pads(OnnxNode pad)
    {
        if (pad.Text("mode", "constant") != "constant" || pad.HasInput(3) || (pad.HasInput(2) ? Number(pad.Inputs[2]) : pad.Float("value", 0)) != 0)
        {
            return null;
        }

        long[]? pads = pad.Ints("pads") ?? (pad.HasInput(1) && graph.Constants.GetValueOrDefault(pad.Inputs[1]) is { Fault: null } constant ? constant.ToIntegers() : null);
        return pads is not null && pads.Length % 2 == 0 ? (pads[..(pads.Length / 2)], pads[(pads.Length / 2)..]) : null;
    }

    private bool IsSquare(string tensor, string x)
        => Made(tensor) is { } made && (made is { Operator: "Mul", Inputs: [var a, var b] } ? a == x && b == x : made is { Operator: "Pow", Inputs: [var basis, var exponent] } && basis == x && Number(exponent) == 2);

    /// <summary>The tensor that views of the same elements in the same order begin with.</summary>
    private string Unviewed(string tensor)
    {
        while (Made(tensor) is { Operator: "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" } view)
        {
            tensor = view.Inputs[0];
        }

        return tensor;
    }

    private (string Tensor, float Number)? WithNumber(OnnxNode node)
        => node.Inputs is not [var a, var b] ? null : Number(b) is { } right ? (a, right) : Number(a) is { } left ? (b, left) : null;

    private bool HasShape(string tensor, int[] shape) => graph.Shapes.GetValueOrDefault(tensor) is { } dims && dims.AsSpan().SequenceEqual(shape);

    private OnnxNode? Made(string tensor) => producers.GetValueOrDefault(tensor);

    private float? Number(string tensor) => graph.Constants.GetValueOrDefault(tensor) is { Fault: null, Count: 1 } constant ? constant.ToFloats()[0] : null;
}
