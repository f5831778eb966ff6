using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>A factor and a shift for each channel, or for each unit of a flat tensor.</summary>
internal sealed record BatchNorm(Shape Input, double Epsilon) : Operation
{
    /// <summary>Pixels that have numbers of their own: each of a flattened map, else one for all.</summary>
    public int Positions => Input.IsFlat ? Input.Height * Input.Width : 1;

    public override long Parameters => 2L * Positions * Input.Channels;

    public override string ParametersFormula => Formulas.Text($"2 x {Parameters / 2} = {Parameters}");

    /// <summary>What the layer of that name is multiplied into weights by.</summary>
    public Normalization Of(string layer) => new(layer, Epsilon, Positions);

    public override IEnumerable<LayerTensor> Tensors(WeightLayout layout)
        => WantedTensors.Suffixes.Select(suffix => new LayerTensor(suffix, [LayerTensor.Text(Parameters / 2)], WantedTensor.AllSides, WantedTensor.NoSide));

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("BatchNorm", Of(layer.Name))];
}

/// <summary>The trained numbers of a BatchNorm layer, which are multiplied into weights when these are loaded.</summary>
/// <param name="Layer">What its keys begin with.</param>
/// <param name="Pixels">Pixels that have numbers of their own.</param>
internal sealed record Normalization(string Layer, double Epsilon, int Pixels);

internal sealed class BatchNormRule() : LayerRule("BatchNorm", "bn")
{
    private const double DefaultEpsilon = 1e-5;

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        double epsilon = layer.Number("Epsilon", DefaultEpsilon, epsilon => epsilon is >= 0 and <= float.MaxValue, "a finite number of at least 0");
        return (layer.Input, new BatchNorm(layer.Input, epsilon));
    }

    /// <summary>Reports the layers whose bias is cancelled by the mean of every BatchNorm that reads them.</summary>
    public static void ReportBiases(IReadOnlyList<ShapedLayer> layers, IReadOnlyList<LayerContext> scopes)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            ShapedLayer[] readers = [.. layers.Where(layer => layer.Reads.Contains(i + 1))];

            // Not of locally connected layers: their biases differ from position to position, and the mean does not cancel them.
            if (layers[i].Operation is WeightedSum { UseBias: true, Activation: Activation.None, WeightKind: not WeightKind.LocallyConnected } weighted
                && readers.Length > 0
                && readers.All(reader => reader.Operation is BatchNorm))
            {
                bool isFlat = weighted.Output.IsFlat;
                string biases = weighted.Output.Channels == 1 ? "bias" : $"{weighted.Output.Channels} biases";
                scopes[i].Report(
                    Rules.BiasBeforeBatchNorm,
                    scopes[i].Has(Hint.UseBias) ? Hint.UseBias : null,
                    [readers[0].Name, isFlat ? "unit" : "channel", biases],
                    [new Hint(Hint.UseBias, "false")]);
            }
        }
    }
}
