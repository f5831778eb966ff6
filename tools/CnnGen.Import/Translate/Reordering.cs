namespace CnnGen.Import.Translate;

/// <summary>
/// Puts the units of a dense layer into another order, so that a <c>Reshape</c> and a <c>Transpose</c> behind it, as Keras's decoders have
/// them, need not move a number at run time.
/// </summary>
internal static class Reordering
{
    /// <summary>Gives the units the order in which ONNX counts them; false where what made them has no such order.</summary>
    public static bool TryReorder(OnnxTensor tensor, out OnnxTensor reordered)
    {
        reordered = tensor;
        List<Layer> chain = [];
        for (Layer layer = tensor.Layer; ; layer = layer.Source!)
        {
            chain.Add(layer);
            if (!layer.IsSole || !layer.Output.IsFlat || layer.Operands.Count > 0 || layer.Output.Length != tensor.Shape.Length)
            {
                return false;
            }

            if (layer.Kind == "Dense")
            {
                break;
            }

            if (layer.Kind is "Flatten" or "Input" or "GlobalAvgPool2D" or "GlobalMaxPool2D" or "Maxout" || layer.Source is null)
            {
                return false;
            }
        }

        int[] places = tensor.Places();
        foreach (Layer layer in chain)
        {
            foreach ((string key, Weight weight) in layer.Weights.ToArray())
            {
                if (weight.Dims[0] == places.Length)
                {
                    layer.Weights[key] = weight with { Values = Rows(weight.Values, places) };
                }
            }

            // What the self-test compares is in the old order.
            layer.Value = null;
        }

        reordered = tensor with { Storage = tensor.Order };
        return true;
    }

    private static float[] Rows(float[] values, int[] places)
    {
        int width = values.Length / places.Length;
        float[] result = new float[values.Length];
        for (int row = 0; row < places.Length; row++)
        {
            Array.Copy(values, places[row] * width, result, row * width, width);
        }

        return result;
    }
}
