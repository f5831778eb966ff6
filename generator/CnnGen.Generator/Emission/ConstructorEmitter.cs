using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the constructor, which packs the weights into the order in which the steps read them.</summary>
internal static class ConstructorEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        if (plan.WeightsLength > 0)
        {
            writer.Write("// Each layer's weights in the order in which its kernel reads them.");
            writer.Write(GeneratedFile.FieldAttribute);
            writer.Write($"private readonly global::CnnGen.Runtime.AlignedBuffer {GeneratedMembers.PackedWeights};\n");
        }

        bool readsFileOrder = plan.Steps.Any(step => step.ReadsFileOrder);
        if (readsFileOrder)
        {
            writer.Write("// Whether the weights are of a framework that counts a map's numbers channel by channel.");
            writer.Write(GeneratedFile.FieldAttribute);
            writer.Write($"private readonly bool {GeneratedMembers.FileOrder};\n");
        }

        if (plan.TracesWeights)
        {
            writer.Write("// The weights as the file has them, for ForwardTraced, which alone reads them.");
            writer.Write(GeneratedFile.FieldAttribute);
            writer.Write($"private readonly global::CnnGen.Runtime.TracedWeights {GeneratedMembers.FileWeights};\n");
        }

        writer.Write(GeneratedFile.CodeAttributes);
        using (writer.Open($"private {plan.Network.Type.Name}(global::CnnGen.Runtime.WeightSource source)"))
        {
            if (plan.WeightsLength > 0)
            {
                writer.Write($"{GeneratedMembers.PackedWeights} = new global::CnnGen.Runtime.AlignedBuffer({plan.WeightsLength});");
            }

            if (readsFileOrder)
            {
                writer.Write($"{GeneratedMembers.FileOrder} = source.ChannelsFirst;");
            }

            foreach (PackedWeights weights in plan.Weights)
            {
                EmitLayer(writer, weights);
            }

            foreach (PReLUStep step in plan.Steps.OfType<PReLUStep>())
            {
                EmitSlopes(writer, step);
            }

            writer.Write("source.Complete();");
            if (plan.TracesWeights)
            {
                writer.Write($"{GeneratedMembers.FileWeights} = source.Traced;");
            }
        }
    }

    private static void EmitLayer(SourceWriter writer, PackedWeights weights)
    {
        WeightedSum weighted = weights.WeightedSum;
        List<string> arguments =
        [
            SurfaceEmitter.Quote(weights.Layer),
            $"global::CnnGen.Runtime.WeightKind.{(weighted is { Groups: > 1, WeightKind: not WeightKind.Transposed } ? WeightKind.Convolution : weighted.WeightKind)}",
            $"outputs: {weights.Outputs}",
            $"inputs: {weighted.ChannelsUnderWindow}",
            $"kernelHeight: {weighted.Window.Rows.Kernel}",
            $"kernelWidth: {weighted.Window.Columns.Kernel}",
            $"blockWidth: {(weighted.WeightKind == WeightKind.Transposed ? "0" : BlockWidth(weights))}",
            $"offset: {weights.Offset}",
            $"biasOffset: {weights.BiasOffset}",
            $"useBias: {(weighted.UseBias ? "true" : "false")}",
        ];
        if (weighted.WeightKind == WeightKind.LocallyConnected)
        {
            arguments.Add($"outputHeight: {weighted.Output.Height}");
            arguments.Add($"outputWidth: {weighted.Output.Width}");
        }

        if (weighted is { WeightKind: WeightKind.Depthwise, Groups: 1 } && weighted.Output.Channels > weighted.Input.Channels)
        {
            arguments.Add($"multiplier: {weighted.Output.Channels / weighted.Input.Channels}");
        }

        if (weights.Slices is { } slices)
        {
            arguments.Add($"slices: new global::CnnGen.Runtime.ChannelSlices({slices.Groups}, {slices.Width})");
        }

        if (weights.Winograd > 0)
        {
            arguments.Add($"winogradSide: {weights.Winograd}");
        }

        if (weights.Normalization is { } normalization)
        {
            arguments.Add($"normalization: {Normalization(normalization)}");
        }

        if (weighted.WeightKind == WeightKind.Transposed)
        {
            arguments.Add($"phases: new global::CnnGen.Runtime.PhaseWeights[]\n    {{\n{string.Concat(weights.Phases.Select(Phase))}    }}");
        }

        writer.Write($"source.Fill({GeneratedMembers.PackedWeights}, new global::CnnGen.Runtime.LayerWeights(\n    {string.Join(",\n    ", arguments)}));");
    }

    /// <summary>What a normalisation's numbers are called in a file; of a flattened map each pixel has its own.</summary>
    public static string Normalization(Normalization normalization)
    {
        string epsilon = normalization.Epsilon.ToString("R", CultureInfo.InvariantCulture);
        string pixels = normalization.Pixels > 1 ? $", Pixels: {normalization.Pixels}" : "";
        return $"new {GeneratedFile.Runtime}.Normalization({SurfaceEmitter.Quote(normalization.Layer)}, {epsilon}{pixels})";
    }

    private static string Phase(PackedWeights phase)
    {
        (Axis rows, Axis columns) = (phase.WeightedSum.Window.Rows, phase.WeightedSum.Window.Columns);
        return $"        new({phase.Taps.FirstRow}, {phase.Taps.RowStep}, {rows.Kernel}, {phase.Taps.FirstColumn}, {phase.Taps.ColumnStep}, {columns.Kernel}, "
            + $"{BlockWidth(phase)}, {phase.Offset}, {phase.BiasOffset}),\n";
    }

    private static void EmitSlopes(SourceWriter writer, PReLUStep step)
    {
        (int height, int width) = step.Slopes.Positions == 1 ? (1, 1) : (step.Height, step.Width);
        string[] arguments =
        [
            SurfaceEmitter.Quote(step.Layer),
            $"channels: {step.Channels}",
            $"height: {height}",
            $"width: {width}",
            $"isFlat: {(step.Slopes.Input.IsFlat ? "true" : "false")}",
            $"offset: {step.Offset}",
        ];
        writer.Write($"source.Fill({GeneratedMembers.PackedWeights}, new global::CnnGen.Runtime.SlopeWeights(\n    {string.Join(",\n    ", arguments)}));");
    }

    /// <summary>Each kind of machine reads the weights in blocks as wide as its tiles.</summary>
    private static string BlockWidth(PackedWeights weights)
    {
        int[] widths = [.. weights.BlockChannels];
        return widths.Distinct().Count() == 1 ? $"{widths[0]}" : PlanEmitter.Choose([.. widths.Select(width => $"{width}")]);
    }
}
