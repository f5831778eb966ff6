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
/// <param name="OutputSide">The side that is the layer's filters, or units; or <see cref="NoSide"/>.</param>
internal sealed record WantedTensor(int Layer, string Name, IReadOnlyList<string> Shapes, int InputSide, int OutputSide)
{
    public const int AllSides = -1;
    public const int NoSide = -2;

    /// <summary>Whether the shape of a tensor would be right, were it not for the layer's input.</summary>
    public bool IsOfOtherInput(string shape) => InputSide == AllSides || OnlyDifference(shape, InputSide) is not null;

    /// <summary>The filters, or units, that would make the shape of a tensor right; null where these do not.</summary>
    public string? Outputs(string shape) => OnlyDifference(shape, OutputSide);

    private string? OnlyDifference(string shape, int side)
    {
        (string[] found, string[] wanted) = (Sides(shape), Sides(Shapes[0]));
        return side >= 0 && found.Length == wanted.Length && Enumerable.Range(0, wanted.Length).All(i => i == side || found[i] == wanted[i]) ? found[side].Trim() : null;
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
               select new WantedTensor(layer, $"{network.Layers[layer].Name}.{wanted.Suffix}", wanted.Shapes, wanted.InputSide, wanted.OutputSide);
    }

    private static IEnumerable<(string Suffix, string[] Shapes, int InputSide, int OutputSide)> Of(Operation operation, WeightLayout layout)
    {
        switch (operation)
        {
            case WeightedSum weighted:
                (string weight, int inputSide, int outputSide) = Weight(weighted, layout);
                yield return ("weight", [weight], inputSide, weighted.Groups == 1 ? outputSide : WantedTensor.NoSide);
                if (weighted.UseBias)
                {
                    yield return weighted.WeightKind switch
                    {
                        WeightKind.LocallyConnected => ("bias", [Text(weighted.Output.Height, weighted.Output.Width, weighted.Output.Channels)], WantedTensor.AllSides, 2),
                        WeightKind.Depthwise => ("bias", [Text(weighted.Output.Channels)], WantedTensor.AllSides, WantedTensor.NoSide),
                        _ => ("bias", [Text(weighted.Output.Channels)], WantedTensor.NoSide, weighted.Groups == 1 ? 0 : WantedTensor.NoSide),
                    };
                }

                break;
            case BatchNorm norm:
                foreach (string suffix in Suffixes)
                {
                    yield return (suffix, [Text(norm.Parameters / 2)], WantedTensor.AllSides, WantedTensor.NoSide);
                }

                break;
            case PReLU slopes:
                yield return ("weight", Slopes(slopes, layout), WantedTensor.AllSides, WantedTensor.NoSide);
                break;
        }
    }

    private static (string Shape, int InputSide, int OutputSide) Weight(WeightedSum weighted, WeightLayout layout)
    {
        const int all = WantedTensor.AllSides;
        (int outputs, int inputs) = (weighted.Output.Channels, weighted.ChannelsUnderWindow);
        (int rows, int columns) = (weighted.Window.Rows.Kernel, weighted.Window.Columns.Kernel);
        return (weighted.WeightKind, layout) switch
        {
            (WeightKind.Dense, WeightLayout.PyTorch) => (Text(outputs, weighted.Reduction), 1, 0),
            (WeightKind.Dense, _) => (Text(weighted.Reduction, outputs), 0, 1),
            (WeightKind.LocallyConnected, WeightLayout.PyTorch) => (Text(weighted.Output.Height, weighted.Output.Width, outputs, inputs, rows, columns), all, 2),
            (WeightKind.LocallyConnected, _) => (Text(weighted.Positions, weighted.Reduction, outputs), all, 2),
            (WeightKind.Transposed, WeightLayout.PyTorch) => (Text(weighted.Input.Channels, outputs / weighted.Groups, rows, columns), 0, 1),
            (WeightKind.Transposed, _) => (Text(rows, columns, outputs / weighted.Groups, weighted.Input.Channels), 3, 2),

            // Keras has its own shape for a depthwise convolution, but not for a grouped one whose groups are channels.
            (WeightKind.Depthwise, WeightLayout.Keras) when weighted.Groups == 1 => (Text(rows, columns, weighted.Input.Channels, outputs / weighted.Input.Channels), 2, WantedTensor.NoSide),
            (WeightKind.Depthwise, WeightLayout.PyTorch) => (Text(outputs, inputs, rows, columns), 0, WantedTensor.NoSide),
            (_, WeightLayout.PyTorch) => (Text(outputs, inputs, rows, columns), 1, 0),
            _ => (Text(rows, columns, inputs, outputs), 2, 3),
        };
    }

    /// <summary>One for all is allowed too. Keras has sides of 1 before a map's channels.</summary>
    private static string[] Slopes(PReLU slopes, WeightLayout layout)
        => layout == WeightLayout.Keras && !slopes.Input.IsFlat
            ? [Text(1, 1, slopes.Parameters), Text(slopes.Parameters), Text(1, 1, 1), Text(1)]
            : [Text(slopes.Parameters), Text(1)];

    private static string Text(params long[] shape) => $"[{string.Join(", ", shape)}]";
}
