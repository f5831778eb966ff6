using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the constructor, which packs the weights into the order in which the steps read them.</summary>
internal static class ConstructorEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.Weights.Count > 0)
        {
            writer.Write("// Each layer's weights in the order in which its kernel reads them.");
            writer.Write("private readonly Cnn::AlignedBuffer _packedWeights;\n");
        }

        using (writer.Open($"private {plan.Network.Type.Name}(Cnn::WeightSource source)"))
        {
            if (plan.Weights.Count > 0)
            {
                writer.Write($"_packedWeights = new Cnn::AlignedBuffer({plan.WeightsLength});");
            }

            foreach (PackedWeights weights in plan.Weights)
            {
                EmitLayer(writer, weights);
            }

            writer.Write("source.Complete();");
        }
    }

    private static void EmitLayer(SourceWriter writer, PackedWeights weights)
    {
        Product product = weights.Product;
        bool perPosition = product.Sharing == Sharing.LocallyConnected;
        (string Property, int Value)[] numbers =
        [
            ("OutputHeight", perPosition ? product.Output.Height : 1),
            ("OutputWidth", perPosition ? product.Output.Width : 1),
            ("Outputs", product.Output.Channels),
            ("Inputs", product.Input.Channels),
            ("KernelHeight", product.Window.Rows.Kernel),
            ("KernelWidth", product.Window.Columns.Kernel),
            ("WinogradSide", weights.Winograd),
            ("Offset", weights.Offset),
            ("BiasOffset", weights.BiasOffset),
        ];
        writer.Write($"source.Fill(_packedWeights, new Cnn::LayerWeights(\"{weights.Layer}\", Cnn::WeightKind.{product.Sharing})");
        writer.Write("{");
        foreach ((string property, int value) in numbers)
        {
            writer.Write($"    {property} = {value},");
        }

        writer.Write($"    BlockWidth = {BlockWidth(weights)},");
        writer.Write($"    UseBias = {(product.UseBias ? "true" : "false")},");
        writer.Write("});");
    }

    /// <summary>Each kind of machine reads the weights in blocks as wide as its tiles.</summary>
    private static string BlockWidth(PackedWeights weights)
    {
        int[] widths = [.. weights.BlockChannels];
        return widths.Distinct().Count() == 1 ? $"{widths[0]}" : PlanEmitter.Choose([.. widths.Select(width => $"{width}")]);
    }
}
