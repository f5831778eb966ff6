using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Gemm and MatMul by weights: full connection, or a convolution of 1x1 where it is done at each pixel.</summary>
internal static class Products
{
    public static OnnxTensor Gemm(NodeScope scope)
    {
        OnnxNode node = scope.Node;
        Constant weights = scope.Constant(1, "weights");
        Constant? bias = scope.OptionalConstant(2, "biases");
        OnnxTensor input = scope.Input();
        if (node.Int("transA", 0) != 0)
        {
            throw new UnsupportedNodeException("it transposes its input (transA), which mixes the batch into the units: export it without.");
        }

        float alpha = node.Float("alpha", 1);
        float beta = node.Float("beta", 1);
        bool isTransposed = node.Int("transB", 0) != 0;
        float[] outputByInput = OutputByInput(weights, isTransposed, out int units, out int inputs);
        return Dense(
            scope,
            input,
            inputs,
            units,
            alpha == 1 ? outputByInput : [.. outputByInput.Select(weight => alpha * weight)],
            bias is null ? null : [.. Biases(bias, units).Select(number => beta * number)],
            weights.Name);
    }

    public static OnnxTensor MatMul(NodeScope scope)
    {
        if (scope.IsConstant(0))
        {
            throw new UnsupportedNodeException("it multiplies weights by the input, and layers multiply the input by weights: export it the other way round, as torch.nn.Linear or keras.layers.Dense are.");
        }

        if (!scope.IsConstant(1) && scope.Node.HasInput(1))
        {
            throw new UnsupportedNodeException("it multiplies two tensors that the network computes, as attention does, which no layer does: choose a convolutional network.");
        }

        Constant weights = scope.Constant(1, "weights");
        OnnxTensor input = scope.Input();
        float[] outputByInput = OutputByInput(weights, isTransposed: false, out int units, out int inputs);
        return Dense(scope, input, inputs, units, outputByInput, null, weights.Name);
    }

    private static OnnxTensor Dense(NodeScope scope, OnnxTensor input, int inputs, int units, float[] weights, float[]? bias, string name)
    {
        int last = input.Rank - 1;
        if (last < 0 || input.Dims[last] != inputs)
        {
            throw new UnsupportedNodeException($"its weights of {inputs} inputs and {units} outputs do not fit: give the input's shape with --shape, the batch of 1 first.");
        }

        if (input.Dims[..last].All(side => side == 1))
        {
            Layer layer = AddDense(scope, input, units, weights, bias, name);
            return OnnxTensor.Of(layer, 2) with { Axes = [.. input.Axes[..last].Select(_ => Array.Empty<Atom>()), OnnxTensor.AtomsOf("C", units)] };
        }

        if (input.IsFlat || !input.IsChannels(last))
        {
            throw new UnsupportedNodeException("it connects one axis of several that are not channels, which no layer does: flatten the map first, or use a convolution.");
        }

        // At each pixel the same: a convolution of 1x1.
        Layer pointwise = scope.Add(new Layer("Conv2D", input.Shape with { Channels = units }, input.Layer));
        pointwise.Arguments.AddRange([$"{units}", "1"]);
        Convolutions.AddWeights(scope, pointwise, [units, inputs, 1, 1], weights, bias, name);
        Atom[] channels = OnnxTensor.AtomsOf("C", units);
        return new OnnxTensor(
            pointwise,
            pointwise.Output,
            [.. channels, .. input.Storage.Where(atom => atom.Name[0] != 'C')],
            [.. input.Axes[..last], channels]);
    }

    /// <param name="input">Any tensor; the weights' columns go in the order in which ONNX counts its numbers.</param>
    public static Layer AddDense(NodeScope scope, OnnxTensor input, int units, float[] weights, float[]? bias, string name)
    {
        int inputs = input.Shape.Length;
        Layer layer = scope.Add(new Layer("Dense", new MapShape(1, 1, units, IsFlat: true), scope.AsFlat(input).Layer));
        layer.Arguments.Add($"{units}");
        Convolutions.AddWeights(scope, layer, [units, inputs], Reordered(input, weights, inputs), bias, name);
        return layer;
    }

    /// <summary>Columns in the order of channels, height and width, whatever order they come in (Keras flattens height first).</summary>
    private static float[] Reordered(OnnxTensor input, float[] weights, int inputs)
    {
        if (input.IsInOrder)
        {
            return weights;
        }

        int[] places = input.Places();
        float[] result = new float[weights.Length];
        for (int row = 0; row < weights.Length; row += inputs)
        {
            for (int i = 0; i < inputs; i++)
            {
                result[row + places[i]] = weights[row + i];
            }
        }

        return result;
    }

    private static float[] OutputByInput(Constant weights, bool isTransposed, out int units, out int inputs)
    {
        // MatMul broadcasts: weights with a side of 1 in front are the same for all.
        int[] dims = [.. weights.Dims.SkipWhile((side, i) => side == 1 && i < weights.Dims.Length - 2)];
        if (dims.Length == 1 && !isTransposed)
        {
            dims = [dims[0], 1];
        }

        if (dims.Length != 2 || weights.Count == 0)
        {
            throw new UnsupportedNodeException($"its weights have the shape {MessageText.Shape(weights.Dims)}; a matrix was expected.");
        }

        (inputs, units) = isTransposed ? (dims[1], dims[0]) : (dims[0], dims[1]);
        return isTransposed ? weights.ToFloats() : Simplify.ConstantFolding.Transposed(weights.ToFloats(), dims, [1, 0]);
    }

    private static float[] Biases(Constant bias, int units)
        => bias.Count == units ? bias.ToFloats()
            : bias.Count == 1 ? [.. Enumerable.Repeat(bias.ToFloats()[0], units)]
            : throw new UnsupportedNodeException($"its {bias.Count} biases do not fit its {units} outputs: the file is corrupt. Export it again.");
}
