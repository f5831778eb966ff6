using System.Numerics;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>The same elements as a tensor of another shape, in the order of the weights file's framework on both sides.</summary>
internal sealed record Reshape(Shape Input, Shape Output) : Operation
{
    /// <summary>Whether the order of the elements differs between channels first and channels last.</summary>
    public override bool HangsOnOrder => !KeepsPixels && (Input.HasTwoOrders || Output.HasTwoOrders);

    /// <summary>Whether each pixel keeps its channels: then the elements lie in memory in the same order before and behind.</summary>
    public bool KeepsPixels => Input.Channels == Output.Channels;

    public override SourcePlaces? Sources(ShapedLayer layer, int input, int output, bool isHeight) => SourcePlaces.All(input);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) => [new("Reshape", HangsOnOrder)];
}

internal sealed class ReshapeRule() : LayerRule("Reshape", "reshape")
{
    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        Shape output = Shape.Map(layer.Count("height"), layer.Count("width"), layer.Count("channels"));
        if (!layer.Input.IsKnown || !output.IsKnown)
        {
            return (output, new Identity());
        }

        BigInteger length = BigInteger.One * output.Height * output.Width * output.Channels;
        if (length != layer.Input.Length)
        {
            layer.Report(Rules.CountsDiffer, null, $"{layer.Input.Length}", $"{output}", $"{length}");
            return (Shape.Map(0, 0, output.Channels), new Identity());
        }

        return (output, new Reshape(layer.Input, output));
    }
}
