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
        (string Property, int Value)[] numbers =
        [
            ("OutputHeight", product.Sharing == Sharing.LocallyConnected ? product.Output.Height : 1),
            ("OutputWidth", product.Sharing == Sharing.LocallyConnected ? product.Output.Width : 1),
            ("Outputs", product.Output.Channels),
            ("Inputs", product.Input.Channels),
            ("KernelHeight", product.Window.Rows.Kernel),
            ("KernelWidth", product.Window.Columns.Kernel),
            ("BlockWidth", weights.BlockVectors * Tensor.Lanes),
            ("Offset", weights.Offset),
            ("BiasOffset", weights.BiasOffset),
        ];
        writer.Write($"source.Fill(_packedWeights, new Cnn::LayerWeights(\"{weights.Layer}\", Cnn::WeightKind.{product.Sharing})");
        writer.Write("{");
        foreach ((string property, int value) in numbers)
        {
            writer.Write($"    {property} = {value},");
        }

        writer.Write($"    UseBias = {(product.UseBias ? "true" : "false")},");
        writer.Write("});");
    }
}
