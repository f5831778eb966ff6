namespace CnnGen;

/// <summary>A network's layers with their shapes and costs. <see cref="ToString"/> is the table.</summary>
public sealed class NetworkSummary
{
    private readonly string _inputShape;

    /// <summary>Made by generated code.</summary>
    /// <param name="name">The network's class.</param>
    /// <param name="inputShape">As <c>32x32x1</c>.</param>
    /// <param name="layers">From the first to the last.</param>
    /// <param name="plan">How the network is computed.</param>
    public NetworkSummary(string name, string inputShape, IReadOnlyList<LayerSummary> layers, PlanSummary plan)
    {
        Name = name;
        _inputShape = inputShape;
        Layers = layers;
        Plan = plan;
    }

    /// <summary>The network's class.</summary>
    public string Name { get; }

    /// <summary>A row a layer.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>How the network is computed, a row a step: algorithm, tile, where its tensors lie, the time it is estimated to take.</summary>
    public PlanSummary Plan { get; }

    /// <summary>All trained numbers.</summary>
    public long ParameterCount => Layers.Sum(layer => layer.Parameters);

    /// <summary>All multiplications with a weight, for one input.</summary>
    public long MultiplyAddCount => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>The table, a row a layer, and the totals below.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["Layer", "Kind", "Output shape", "Activations", "Parameters", "Multiply-adds", "Receptive field"],
            ["input", "Input", _inputShape, "", "", "", ""],
            .. Layers.Select(layer => (string[])
            [
                layer.Name,
                layer.Kind,
                layer.OutputShape,
                TextTable.Number(layer.Activations),
                TextTable.Number(layer.Parameters),
                TextTable.Number(layer.MultiplyAdds),
                layer.ReceptiveField,
            ]),
            ["Total", "", "", "", TextTable.Number(ParameterCount), TextTable.Number(MultiplyAddCount), ""],
        ];

        return TextTable.Write(rows, texts: 3, total: true);
    }
}

/// <summary>A layer in a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">The user's name for it, or the kind and its count.</param>
/// <param name="Kind">The attribute, as <c>Conv2D</c>.</param>
/// <param name="OutputShape">Height x width x channels, as <c>28x28x6</c>, or the length of a flat tensor.</param>
/// <param name="Activations">The numbers that the layer gives: its output's length.</param>
/// <param name="Parameters">Trained numbers, weights and biases.</param>
/// <param name="MultiplyAdds">Multiplications with a weight, those with padding included.</param>
/// <param name="ReceptiveField">The largest part of the network's input that one output depends on, in pixels: <c>5x5</c>. Empty where it is not known.</param>
/// <param name="Formula">
/// How the output's sides come about, with the numbers in: <c>(32 + 0 - 5)/1 + 1 = 28</c>. Where they differ, <c>… = 28 high, … = 30 wide</c>.
/// Empty where there is nothing to work out.
/// </param>
public sealed record LayerSummary(
    string Name, string Kind, string OutputShape, long Activations, long Parameters, long MultiplyAdds, string ReceptiveField, string Formula);
