using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the constructor, which packs the weights into the order in which the steps read them.</summary>
internal static class ConstructorEmitter
{
    public static void Emit(SourceWriter writer, NetworkPlan plan)
    {
        bool readsFileOrder = plan.Steps.Any(step => step.ReadsFileOrder);
        if (plan.WeightsLength > 0)
        {
            EmitField(writer, "Each layer's weights in the order in which its kernel reads them.", $"{GeneratedFile.Runtime}.AlignedBuffer", GeneratedMembers.PackedWeights);
        }

        if (readsFileOrder)
        {
            EmitField(writer, "Whether the weights are of a framework that counts a map's numbers channel by channel.", "bool", GeneratedMembers.FileOrder);
        }

        if (plan.TracesWeights)
        {
            EmitField(writer, "The weights as the file has them, for ForwardTraced, which alone reads them.", $"{GeneratedFile.Runtime}.TracedWeights", GeneratedMembers.FileWeights);
        }

        writer.Write($$"""
            {{GeneratedFile.CodeAttributes}}
            private {{plan.Network.Type.Name}}({{GeneratedFile.Runtime}}.WeightSource source)
            {
                {{(plan.WeightsLength > 0 ? $"{GeneratedMembers.PackedWeights} = new {GeneratedFile.Runtime}.AlignedBuffer({plan.WeightsLength});" : null)}}
                {{(readsFileOrder ? $"{GeneratedMembers.FileOrder} = source.ChannelsFirst;" : null)}}
                {{plan.Weights.Select(Layer)}}
                {{plan.Steps.OfType<PReLUStep>().Select(Slopes)}}
                source.Complete();
                {{(plan.TracesWeights ? $"{GeneratedMembers.FileWeights} = source.Traced;" : null)}}
            }
            """);
    }

    private static void EmitField(SourceWriter writer, string comment, string type, string name) => writer.Write($"""
        // {comment}
        {GeneratedFile.FieldAttribute}
        private readonly {type} {name};

        """);

    private static string Layer(PackedWeights weights)
    {
        WeightedSum weighted = weights.WeightedSum;
        return SourceWriter.Text($"""
            source.Fill({GeneratedMembers.PackedWeights}, new {GeneratedFile.Runtime}.LayerWeights(
                {Literals.Quote(weights.Layer)},
                {GeneratedFile.Runtime}.WeightKind.{weights.LoadedAs},
                outputs: {weights.Outputs},
                inputs: {weighted.ChannelsUnderWindow},
                kernelHeight: {weighted.Window.Rows.Kernel},
                kernelWidth: {weighted.Window.Columns.Kernel},
                {(weighted.Kernels > 1 ? $"outputHeight: {weighted.Output.Height}, outputWidth: {weighted.Output.Width}," : null)}
                {(weights.Multiplier > 1 ? $"multiplier: {weights.Multiplier}," : null)}
                {(weights.Slices is { } slices ? $"slices: new {GeneratedFile.Runtime}.ChannelSlices({slices.Groups}, {slices.Width})," : null)}
                {(weights.Winograd > 0 ? $"winogradSide: {weights.Winograd}," : null)}
                {(weights.Normalization is { } normalization ? $"normalization: {Expressions.Normalization(normalization)}," : null)}
                {(weights.HasPhases ? Phases(weights) : null)}
                blockWidth: {BlockWidth(weights)},
                offset: {weights.Offset},
                biasOffset: {weights.BiasOffset},
                useBias: {weighted.UseBias}));
            """);
    }

    private static string Phases(PackedWeights weights) => SourceWriter.Text($$"""
        phases: new {{GeneratedFile.Runtime}}.PhaseWeights[]
        {
            {{weights.Phases.Select(Phase)}}
        },
        """);

    private static string Phase(PackedWeights phase)
    {
        (Axis rows, Axis columns) = (phase.WeightedSum.Window.Rows, phase.WeightedSum.Window.Columns);
        return $"new({phase.Taps.FirstRow}, {phase.Taps.RowStep}, {rows.Kernel}, {phase.Taps.FirstColumn}, {phase.Taps.ColumnStep}, {columns.Kernel}, "
            + $"{BlockWidth(phase)}, {phase.Offset}, {phase.BiasOffset}),";
    }

    private static string Slopes(PReLUStep step)
    {
        (int height, int width) = step.Slopes.Positions == 1 ? (1, 1) : (step.Height, step.Width);
        return SourceWriter.Text($"""
            source.Fill({GeneratedMembers.PackedWeights}, new {GeneratedFile.Runtime}.SlopeWeights(
                {Literals.Quote(step.Layer)},
                channels: {step.Channels},
                height: {height},
                width: {width},
                isFlat: {step.Slopes.Input.IsFlat},
                offset: {step.Offset}));
            """);
    }

    /// <summary>Each kind of machine reads the weights in blocks as wide as its tiles; what has phases has blocks in those.</summary>
    private static string BlockWidth(PackedWeights weights)
        => weights.HasPhases ? "0" : Expressions.Choose([.. weights.BlockChannels.Select(width => $"{width}")]);
}
