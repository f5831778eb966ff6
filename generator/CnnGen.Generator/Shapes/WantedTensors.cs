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
internal sealed record WantedTensor(int Layer, string Name, IReadOnlyList<string> Shapes);

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
               select new WantedTensor(layer, $"{network.Layers[layer].Name}.{wanted.Suffix}", wanted.Shapes);
    }

    private static IEnumerable<(string Suffix, string[] Shapes)> Of(Operation operation, WeightLayout layout) => operation switch
    {
        Product product when product.UseBias => [("weight", [Weight(product, layout)]), ("bias", [Bias(product)])],
        Product product => [("weight", [Weight(product, layout)])],
        BatchNorm norm => Suffixes.Select(suffix => (suffix, new[] { Text(norm.Parameters / 2) })),
        PReLU slopes => [("weight", Slopes(slopes, layout))],
        _ => [],
    };

    private static string Weight(Product product, WeightLayout layout)
    {
        (int outputs, int inputs) = (product.Output.Channels, product.ChannelsUnderWindow);
        (int rows, int columns) = (product.Window.Rows.Kernel, product.Window.Columns.Kernel);
        return (product.Sharing, layout) switch
        {
            (Sharing.Dense, WeightLayout.PyTorch) => Text(outputs, product.Reduction),
            (Sharing.Dense, _) => Text(product.Reduction, outputs),
            (Sharing.LocallyConnected, WeightLayout.PyTorch) => Text(product.Output.Height, product.Output.Width, outputs, inputs, rows, columns),
            (Sharing.LocallyConnected, _) => Text(product.Positions, product.Reduction, outputs),
            (Sharing.Transposed, WeightLayout.PyTorch) => Text(product.Input.Channels, outputs / product.Groups, rows, columns),
            (Sharing.Transposed, _) => Text(rows, columns, outputs / product.Groups, product.Input.Channels),

            // Keras has its own shape for a depthwise convolution, but not for a grouped one whose groups are channels.
            (Sharing.Depthwise, WeightLayout.Keras) when product.Groups == 1 => Text(rows, columns, product.Input.Channels, outputs / product.Input.Channels),
            (_, WeightLayout.PyTorch) => Text(outputs, inputs, rows, columns),
            _ => Text(rows, columns, inputs, outputs),
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
