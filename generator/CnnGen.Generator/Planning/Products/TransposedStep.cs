using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>The pixels of a transposed convolution's output that are summed by the same taps: a plain convolution.</summary>
/// <param name="Sums">That convolution, of the whole input, into the output's pixels that are a stride apart.</param>
/// <param name="Kernel">Which of the step's different methods it is: phases that are alike in all but their weights share one.</param>
/// <param name="InputStart">Floats from the input's first pixel to that under the first tap.</param>
/// <param name="OutputStart">Floats from the output's first pixel to the phase's first.</param>
/// <param name="WeightsStart">Floats from the step's weights to the phase's.</param>
internal sealed record PhaseSums(ProductStep Sums, int Kernel, int InputStart, int OutputStart, int WeightsStart);

/// <summary>A transposed convolution, phase by phase.</summary>
/// <param name="HasGaps">Whether there are pixels that no tap reaches: they are their bias.</param>
internal sealed record TransposedStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PackedWeights Weights,
    EquatableArray<PhaseSums> Phases,
    bool HasGaps) : Step(Layer, Input, Output, Functions)
{
    public WeightedSum WeightedSum => Weights.WeightedSum;

    public override int? WeightsOffset => Weights.Offset;

    public override IEnumerable<PackedWeights> AllWeights => [Weights];

    public override IEnumerable<Target> Targets => Target.All;

    public override long MultiplyAdds => WeightedSum.MultiplyAdds;

    /// <summary>One phase of each of its methods, in their order.</summary>
    public IEnumerable<ProductStep> Kernels => Phases.GroupBy(phase => phase.Kernel).Select(alike => alike.First().Sums);

    public override string Algorithm
        => $"transposed {WeightedSum.Window.Rows.Kernel}x{WeightedSum.Window.Columns.Kernel} by {Phases.Count} phases, each {(Phases.Count == 0 ? "its bias" : Phases[0].Sums.Algorithm)}";

    public override string TileText(Target target) => string.Join("; ", Kernels.Select(kernel => kernel.TileText(target)));

    public override double Cycles(Target target)
        => Phases.Sum(phase => phase.Sums.Cycles(target)) + (HasGaps ? CostModel.Pass(0, 0, Output.Shape.Length / (double)target.Lanes) : 0);

    public override Step MethodKey => (TransposedStep)base.MethodKey with
    {
        Weights = Weights.AtStart with { Phases = EquatableArray<PackedWeights>.Empty },
        Phases = Phases.Select(phase => phase with { Sums = (ProductStep)phase.Sums.MethodKey }).ToEquatableArray(),
    };
}

internal static class TransposedPlanner
{
    public static TransposedStep Plan(Node node, Tensor input, Tensor output, int weightsOffset, TileSearch search)
    {
        WeightedSum weighted = (WeightedSum)node.Operation;
        Phase[] rows = [.. Phase.Of(weighted.Window.Rows, weighted.Input.Height, weighted.Output.Height)];
        Phase[] columns = [.. Phase.Of(weighted.Window.Columns, weighted.Input.Width, weighted.Output.Width)];
        (Phase Rows, Phase Columns)[] reached =
        [
            .. from row in rows
               from column in columns
               where row.Axis.Kernel > 0 && column.Axis.Kernel > 0
               select (row, column),
        ];

        // The step's own biases are for what no tap reaches.
        PackedWeights weights = PackedWeights.Place(node, 0, [], weightsOffset);
        int next = ArenaPlanner.Align(weights.End);
        List<PhaseSums> phases = [];
        List<PackedWeights> packed = [];
        List<Step> kernels = [];
        foreach ((Phase row, Phase column) in reached)
        {
            ProductStep sums = PlanPhase(node, row, column, input, output, next, search);
            Step kernel = sums.MethodKey;
            int index = kernels.IndexOf(kernel);
            if (index < 0)
            {
                index = kernels.Count;
                kernels.Add(kernel);
            }

            phases.Add(new PhaseSums(
                sums,
                index,
                -(row.Axis.PadBefore * input.RowStride) - (column.Axis.PadBefore * input.PixelStride),
                (row.First * output.RowStride) + (column.First * output.PixelStride),
                next - weightsOffset));
            packed.Add(sums.Weights with { Taps = new PhaseTaps(row.FirstTap, row.TapStep, column.FirstTap, column.TapStep) });
            next = ArenaPlanner.Align(sums.Weights.End);
        }

        weights = weights with { Phases = packed.ToEquatableArray() };
        return new TransposedStep(node.Layer, input, output, node.Functions, weights, phases.ToEquatableArray(), reached.Length < rows.Length * columns.Length);
    }

    /// <summary>A phase as a convolution of its own; where it begins is the caller's to say, so that those of the same taps are alike.</summary>
    private static ProductStep PlanPhase(Node node, Phase row, Phase column, Tensor input, Tensor output, int weightsOffset, TileSearch search)
    {
        WeightedSum whole = (WeightedSum)node.Operation;
        Shape shape = Shape.Map(row.Outputs, column.Outputs, whole.Output.Channels);
        Window window = new(Unpadded(row.Axis), Unpadded(column.Axis));
        WeightedSum weighted = whole with { WeightKind = WeightKind.Convolution, Window = window, Output = shape };
        Tensor target = output with
        {
            Shape = shape,
            RowStride = whole.Window.Rows.Stride * output.RowStride,
            PixelStride = whole.Window.Columns.Stride * output.PixelStride,
            Halo = Halo.None,
        };
        return ProductPlanner.Plan(node with { Operation = weighted, Output = shape }, input, target, weightsOffset, search) with { IsInlined = true };
    }

    private static Axis Unpadded(Axis axis) => axis with { PadBefore = 0, PadAfter = 0 };
}
