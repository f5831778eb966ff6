using CnnGen.Import.Load;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>
/// Constants that ONNX broadcasts to a tensor, as layers hold them: a number for each channel of a map, or for each unit of a flat tensor.
/// Every shape that comes to this is taken: <c>[C, 1, 1]</c>, <c>[1, C, 1, 1]</c>, and <c>[C, H, W]</c> whose pixels are alike.
/// </summary>
/// <param name="Tensor">The tensor as the layer reads it: flattened, where pixels of a channel have numbers of their own.</param>
/// <param name="Numbers">For each constant its numbers, as many as the tensor has channels or units, in the order of the weights' file.</param>
internal sealed record ChannelNumbers(OnnxTensor Tensor, float[][] Numbers)
{
    /// <exception cref="UnsupportedNodeException">A constant's shape does not fit the tensor's, or makes a larger tensor of it.</exception>
    public static ChannelNumbers Of(NodeScope scope, OnnxTensor tensor, params Constant[] constants)
    {
        int channels = tensor.IsFlat ? tensor.Shape.Length : tensor.Shape.Channels;
        scope.Grow(constants.Sum(constant => (4L * channels) - (4L * constant.Count)));
        int[][] sides = [.. constants.Select(constant => Sides(tensor.Dims, constant))];
        if (sides.All(side => side.All(size => size == 1)))
        {
            return new ChannelNumbers(tensor, [.. constants.Select(constant => Repeated(constant.ToFloats()[0], channels))]);
        }

        OnnxTensor pixel = OfOnePixel(tensor);
        if (!tensor.IsFlat && sides.All(side => side.Zip(tensor.Axes, (size, axis) => size == 1 || axis.All(IsChannel)).All(isOfChannels => isOfChannels)))
        {
            return new ChannelNumbers(tensor, [.. constants.Zip(sides, (constant, shape) => pixel.ToStorage(Broadcast.To(constant.ToFloats(), shape, pixel.Dims)))]);
        }

        scope.Grow(constants.Sum(constant => tensor.Shape.Length - constant.Count));
        float[][] each = [.. constants.Zip(sides, (constant, shape) => tensor.ToStorage(Broadcast.To(constant.ToFloats(), shape, tensor.Dims)))];
        int pixels = tensor.Shape.Length / channels;
        return pixels == 1 ? new ChannelNumbers(tensor, each)
            : each.All(numbers => IsOfChannels(numbers, pixels)) ? new ChannelNumbers(tensor, [.. each.Select(numbers => OfChannels(numbers, pixels))])
            : new ChannelNumbers(scope.AsFlat(tensor), each);
    }

    /// <summary>The result of a layer that read <see cref="Tensor"/>, in its old shape again, unless ONNX's own tensor is flat.</summary>
    public static OnnxTensor Restored(NodeScope scope, OnnxTensor result, OnnxTensor original)
        => original.Dims.Count(side => side != 1) <= 1 ? result : scope.AsShape(result, original.Shape);

    /// <summary>A view of one pixel's channels, where the tensor's axes are views of maps.</summary>
    private static OnnxTensor OfOnePixel(OnnxTensor tensor)
        => tensor with { Storage = [.. tensor.Storage.Where(IsChannel)], Axes = [.. tensor.Axes.Select(axis => axis.Where(IsChannel).ToArray())] };

    private static bool IsChannel(Atom atom) => atom.Name[0] == 'C';

    /// <summary>The constant's sides, as many as the tensor has.</summary>
    private static int[] Sides(int[] dims, Constant constant)
    {
        if (Broadcast.Shape(dims, constant.Dims) is not { } common || (common.Length > dims.Length && common[..^dims.Length].Any(side => side != 1)))
        {
            throw new UnsupportedNodeException($"its constant of {MessageText.Shape(constant.Dims)} does not fit a tensor of {MessageText.Shape(dims)}: give the input's shape with --shape.");
        }

        if (!common[^dims.Length..].SequenceEqual(dims) || constant.Count == 0)
        {
            throw new UnsupportedNodeException($"its constant of {MessageText.Shape(constant.Dims)} would broadcast to a larger tensor of {MessageText.Shape(dims)}, which no layer does.");
        }

        return [.. Enumerable.Repeat(1, Math.Max(0, dims.Length - constant.Dims.Length)), .. constant.Dims.TakeLast(dims.Length)];
    }

    /// <summary>Whether all pixels of each channel have the same number.</summary>
    private static bool IsOfChannels(float[] numbers, int pixels)
    {
        for (int i = 0; i < numbers.Length; i += pixels)
        {
            if (numbers.AsSpan(i, pixels).ContainsAnyExcept(numbers[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static float[] OfChannels(float[] numbers, int pixels) => [.. Enumerable.Range(0, numbers.Length / pixels).Select(channel => numbers[channel * pixels])];

    private static float[] Repeated(float number, int count) => [.. Enumerable.Repeat(number, count)];
}
