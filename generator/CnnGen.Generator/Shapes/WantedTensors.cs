namespace CnnGen.Generator.Shapes;

/// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
internal enum WeightLayout
{
    PyTorch,
    Keras,
}

/// <summary>A tensor that a layer reads from a weights file.</summary>
/// <param name="Layer">The layer's place in the network, from 0.</param>
/// <param name="Shapes">The shapes that it may have, as messages show them: <c>[6, 1, 5, 5]</c>. The first is the usual one.</param>
/// <param name="InputSide">The side of the shape that follows from the layer's input; <see cref="AllSides"/>, or <see cref="NoSide"/>.</param>
internal sealed record WantedTensor(int Layer, string Name, IReadOnlyList<string> Shapes, int InputSide)
{
    public const int AllSides = -1;
    public const int NoSide = -2;

    /// <summary>Whether the shape of a tensor would be right, were it not for the layer's input.</summary>
    public bool IsOfOtherInput(string shape)
    {
        string[] found = Sides(shape);
        string[] wanted = Sides(Shapes[0]);
        return InputSide == AllSides
            || (found.Length == wanted.Length && Enumerable.Range(0, wanted.Length).All(side => side == InputSide || found[side] == wanted[side]));
    }

    private static string[] Sides(string shape) => shape.Trim('[', ']').Split(',');
}

/// <summary>What <c>Load</c> wants to find in a weights file. The runtime's <c>LayerWeights</c> and <c>SlopeWeights</c> demand the same.</summary>
internal static class WantedTensors
{
    /// <summary>What the last part of a tensor's name may be.</summary>
    public static readonly string[] Suffixes = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>Those of all layers that the output hangs on.</summary>
    public static IEnumerable<WantedTensor> Of(ShapedNetwork network, WeightLayout layout)
    {
        bool[] live = network.Live();
        return from layer in Enumerable.Range(0, network.Layers.Count)
               where live[layer + 1]
               from wanted in Of(network.Layers[layer].Operation, layout)
               select new WantedTensor(layer, $"{network.Layers[layer].Name}.{wanted.Suffix}", wanted.Shapes, wanted.InputSide);
    }

    private static IEnumerable<(string Suffix, string[] Shapes, int InputSide)> Of(Operation operation, WeightLayout layout)
    {
        switch (operation)
        {
            case Product product:
                (string weight, int inputSide) = Weight(product, layout);
                yield return ("weight", [weight], inputSide);
                if (product.UseBias)
                {
                    yield return ("bias", [Bias(product)], product.Sharing is Sharing.Depthwise or Sharing.LocallyConnected ? WantedTensor.AllSides : WantedTensor.NoSide);
                }

                break;
            case BatchNorm norm:
                foreach (string suffix in Suffixes)
                {
                    yield return (suffix, [Text(norm.Parameters / 2)], WantedTensor.AllSides);
                }

                break;
            case PReLU slopes:
                yield return ("weight", Slopes(slopes, layout), WantedTensor.AllSides);
                break;
        }
    }

    private static (string Shape, int InputSide) Weight(Product product, WeightLayout layout)
    {
        (int outputs, int inputs) = (product.Output.Channels, product.ChannelsUnderWindow);
        (int rows, int columns) = (product.Window.Rows.Kernel, product.Window.Columns.Kernel);
        return (product.Sharing, layout) switch
        {
            (Sharing.Dense, WeightLayout.PyTorch) => (Text(outputs, product.Reduction), 1),
            (Sharing.Dense, _) => (Text(product.Reduction, outputs), 0),
            (Sharing.LocallyConnected, WeightLayout.PyTorch) => (Text(product.Output.Height, product.Output.Width, outputs, inputs, rows, columns), WantedTensor.AllSides),
            (Sharing.LocallyConnected, _) => (Text(product.Positions, product.Reduction, outputs), WantedTensor.AllSides),
            (Sharing.Transposed, WeightLayout.PyTorch) => (Text(product.Input.Channels, outputs / product.Groups, rows, columns), 0),
            (Sharing.Transposed, _) => (Text(rows, columns, outputs / product.Groups, product.Input.Channels), 3),

            // Keras has its own shape for a depthwise convolution, but not for a grouped one whose groups are channels.
            (Sharing.Depthwise, WeightLayout.Keras) when product.Groups == 1 => (Text(rows, columns, product.Input.Channels, outputs / product.Input.Channels), 2),
            (Sharing.Depthwise, WeightLayout.PyTorch) => (Text(outputs, inputs, rows, columns), 0),
            (_, WeightLayout.PyTorch) => (Text(outputs, inputs, rows, columns), 1),
            _ => (Text(rows, columns, inputs, outputs), 2),
        };
    }

    private static string Bias(Product product) => product.Sharing == Sharing.LocallyConnected
        ? Text(product.Output.Height, product.Output.Width, product.Output.Channels)
        : Text(product.Output.Channels);

    /// <summary>One for all is allowed too. Keras has sides of 1 before a map's channels.</summary>
    private static string[] Slopes(PReLU slopes, WeightLayout layout)
        => layout == WeightLayout.Keras && !slopes.Input.IsFlat
            ? [Text(1, 1, slopes.Parameters), Text(slopes.Parameters), Text(1, 1, 1), Text(1)]
            : [Text(slopes.Parameters), Text(1)];

    private static string Text(params long[] shape) => $"[{string.Join(", ", shape)}]";
}
