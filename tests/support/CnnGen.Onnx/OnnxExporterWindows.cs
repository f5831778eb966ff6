using CnnGen.TestKit;
using Onnx;
using static CnnGen.Onnx.OnnxGraph;

namespace CnnGen.Onnx;

/// <summary>The layers that slide a window, over a map or over its channels.</summary>
public sealed partial class OnnxExporter
{
    private string Convolution(TestStep step, string x, Window window, int groups) =>
        _graph.Node("Conv", [x, .. Weights(step)], [.. Places(window.Rows(step.Input.Height, 1), window.Columns(step.Input.Width, 1)), Int("group", groups)]);

    private string Transposed(TransposedConvLayer conv, TestStep step, string x)
    {
        (Axis rows, Axis columns) = (conv.Rows(step.Input.Height), conv.Columns(step.Input.Width));
        return _graph.Node(
            "ConvTranspose",
            [x, .. Weights(step)],
            [.. Places(rows, columns), Ints("output_padding", OutputPadding(rows), OutputPadding(columns)), Int("group", conv.Groups)]);
    }

    /// <summary>What the output has beyond the last pixel's kernel.</summary>
    private static int OutputPadding(Axis axis)
        => axis.Out - (((axis.In - 1) * axis.Stride) - axis.PadBefore - axis.PadAfter + (axis.Dilation * (axis.Kernel - 1)) + 1);

    private string Pool(PoolLayer pool, TestStep step, string x)
    {
        // A pool has no dilation, and AveragePool of this opset no attribute for one.
        IEnumerable<AttributeProto> places = Places(pool.RowsOf(step.Input), pool.ColumnsOf(step.Input)).Where(attribute => attribute.Name != "dilations");
        return pool.Max
            ? _graph.Node("MaxPool", [x], [.. places])
            : _graph.Node("AveragePool", [x], [.. places, Int("count_include_pad", pool.CountIncludePad ? 1 : 0)]);
    }

    private static AttributeProto[] Places(Axis rows, Axis columns) =>
    [
        Ints("kernel_shape", rows.Kernel, columns.Kernel),
        Ints("strides", rows.Stride, columns.Stride),
        Ints("dilations", rows.Dilation, columns.Dilation),
        Ints("pads", rows.PadBefore, columns.PadBefore, rows.PadAfter, columns.PadAfter),
    ];

    /// <summary>ONNX has no such layer: the windows become columns, and each position multiplies its own by its own kernels.</summary>
    private string Local(ConvLayer conv, TestStep step, string x)
    {
        Axis rows = conv.Window.Rows(step.Input.Height, 1);
        Axis columns = conv.Window.Columns(step.Input.Width, 1);
        (int channels, int taps, int positions) = (step.Input.Channels, rows.Kernel * columns.Kernel, rows.Out * columns.Out);
        string padded = _graph.Node("Pad", [x, _graph.Numbers(0, 0, rows.PadBefore, columns.PadBefore, 0, 0, rows.PadAfter, columns.PadAfter)]);
        string[] slices = [.. Enumerable.Range(0, taps).Select(tap => Tap(padded, rows, columns, tap / columns.Kernel, tap % columns.Kernel))];

        // Slices are 1 x channels x 1 x positions, their union 1 x channels x taps x positions.
        string windows = _graph.Node("Concat", [.. slices.Select(slice => _graph.Reshape(slice, 1, channels, 1, positions))], Int("axis", 2));
        string byPosition = _graph.Reshape(_graph.Transpose(windows, 0, 3, 1, 2), positions, channels * taps, 1);
        string[] weights = Weights(step);
        string kernels = _graph.Reshape(weights[0], positions, conv.Filters, channels * taps);
        string y = _graph.Node("MatMul", [kernels, byPosition]);
        if (conv.UseBias)
        {
            y = _graph.Node("Add", [y, _graph.Reshape(weights[1], positions, conv.Filters, 1)]);
        }

        return _graph.Reshape(_graph.Transpose(y, 2, 1, 0), Sides(step.Output));
    }

    /// <summary>The numbers under one tap, for all positions.</summary>
    private string Tap(string padded, Axis rows, Axis columns, int ky, int kx)
    {
        (int top, int left) = (ky * rows.Dilation, kx * columns.Dilation);
        string starts = _graph.Numbers(top, left);
        string ends = _graph.Numbers(top + ((rows.Out - 1) * rows.Stride) + 1, left + ((columns.Out - 1) * columns.Stride) + 1);
        return _graph.Node("Slice", [padded, starts, ends, _graph.Numbers(2, 3), _graph.Numbers(rows.Stride, columns.Stride)]);
    }

    private string Normalize(LocalResponseNormLayer norm, Shape input, string x)
    {
        (double alpha, double beta, double bias) = (norm.Alpha ?? 1e-4, norm.Beta ?? 0.75, norm.Bias ?? 1);
        int before = norm.Before ?? (norm.Size - 1) / 2;
        if (norm.Size == (2 * before) + 1 && beta > 0)
        {
            return _graph.Node("LRN", x, Int("size", norm.Size), Float("alpha", alpha), Float("beta", beta), Float("bias", bias));
        }

        // ONNX Runtime refuses an even size and an exponent of zero, which ONNX defines, and ONNX has no other windows: the definition written out.
        string squares = _graph.Node("Pad", [_graph.Node("Mul", [x, x]), _graph.Numbers(0, before, 0, 0, 0, norm.Size - 1 - before, 0, 0)]);
        string[] neighbours =
        [
            .. Enumerable.Range(0, norm.Size).Select(first =>
                _graph.Node("Slice", [squares, _graph.Numbers(first), _graph.Numbers(first + input.Channels), _graph.Numbers(1)])),
        ];
        string sum = _graph.Node("Mul", [_graph.Node("Sum", neighbours), _graph.Number(alpha / norm.Size)]);
        return _graph.Node("Div", [x, _graph.Node("Pow", [_graph.Node("Add", [sum, _graph.Number(bias)]), _graph.Number(beta)])]);
    }
}
