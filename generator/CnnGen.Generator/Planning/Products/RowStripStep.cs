using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// A depthwise product and the pointwise one that reads it, a strip of rows after the other: what lies between them never leaves the first
/// cache.
/// </summary>
/// <param name="First">The depthwise product of one strip.</param>
/// <param name="Second">The pointwise product of one strip.</param>
/// <param name="Rows">Rows of a strip.</param>
/// <param name="Strips">They are the output, without a rest.</param>
/// <param name="SecondWeights">Floats from the first product's weights to the second's.</param>
internal sealed record RowStripStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    DepthwiseStep First,
    ProductStep Second,
    int Rows,
    int Strips,
    int SecondWeights) : Step(Layer, Input, Output, Functions)
{
    /// <summary>Bytes of a strip: together with the rows that it is made of, they stay in the first cache.</summary>
    private const int MostBytes = 12 * 1024;

    public override int? WeightsOffset => First.WeightsOffset;

    public override IEnumerable<PackedWeights> AllWeights => [First.Weights, Second.Weights];

    public override IEnumerable<Target> Targets => Target.All;

    public override int ScratchLength => First.Output.Reserved;

    public override int InputStart => Input.StartFor(First.Window);

    /// <summary>Floats of the input between two strips.</summary>
    public int InputStep => Rows * First.RowStep;

    /// <summary>Floats of the output between two strips.</summary>
    public int OutputStep => Rows * Output.RowStride;

    public override string Algorithm
        => $"{First.Description} then {Second.Algorithm}, {(Rows == 1 ? "a row" : $"{Rows} rows")} at a time";

    public override string TileText(Target target) => $"{First.TileText(target)}; {Second.TileText(target)}";

    public override double Cycles(Target target) => Strips * (First.Cycles(target) + Second.Cycles(target));

    public override long MultiplyAdds => Strips * (First.MultiplyAdds + Second.MultiplyAdds);

    public override bool CanBeDivided => true;

    public override ParallelSplit SplitFor(Target target) => new(SplitAxis.Rows, Strips);

    public override Step MethodKey => (RowStripStep)base.MethodKey with { First = (DepthwiseStep)First.MethodKey, Second = (ProductStep)Second.MethodKey };

    /// <summary>Joins each depthwise convolution to the pointwise one behind it, where what lies between them would leave the first cache.</summary>
    public static void Join(Graph graph)
    {
        foreach (Node first in graph.Nodes.ToArray())
        {
            if (graph.OnlyReader(first.Writes) is { } second && Joins(first, second))
            {
                graph.Replace(second, first with { Output = second.Output, Writes = second.Writes, Then = second });
                graph.Nodes.Remove(first);
            }
        }
    }

    public static RowStripStep Plan(Node node, Tensor input, Tensor output, int weightsOffset, TileSearch search)
    {
        Node then = node.Then!;
        (WeightedSum first, WeightedSum second) = ((WeightedSum)node.Operation, (WeightedSum)then.Operation);
        int rows = RowsOfStrip(first.Output);
        Shape strip = first.Output with { Height = rows };
        Tensor between = Tensor.InVectors(Storage.Arena, strip, Halo.None);
        Node upper = node with { Operation = first with { Output = strip }, Output = strip, Then = null };
        Node lower = then with { Operation = second with { Input = strip, Output = second.Output with { Height = rows } }, Input = strip };
        DepthwiseStep depthwise = DepthwisePlanner.Plan(upper, input, between, weightsOffset) with { IsInlined = true };
        int secondOffset = ArenaPlanner.Align(depthwise.Weights.End);
        ProductStep pointwise = ProductPlanner.Plan(lower, between, output, secondOffset, search) with { IsInlined = true };
        return new RowStripStep(
            $"{node.Layer}+{then.Layer}", input, output, then.Functions, depthwise, pointwise, rows, first.Output.Height / rows, secondOffset - weightsOffset);
    }

    private static bool Joins(Node first, Node second)
        => first is { Operation: WeightedSum { WeightKind: WeightKind.Depthwise } depthwise, FusedPool: null }
            && second is { Operation: WeightedSum { WeightKind: WeightKind.Convolution, Groups: 1 } pointwise, FusedPool: null, WinogradSide: 0 }
            && pointwise.Window is { IsPadded: false, Rows: { Kernel: 1, Stride: 1 }, Columns: { Kernel: 1, Stride: 1 } }
            && first.Functions.All(function => function.IsCheap)
            && depthwise.Output.Height > RowsOfStrip(depthwise.Output)
            && depthwise.Output.Length * sizeof(float) > CostModel.FirstCache;

    /// <summary>The most rows that divide the map and stay in the first cache.</summary>
    private static int RowsOfStrip(Shape map)
    {
        long bytes = sizeof(float) * (long)map.Width * Tensor.WholeVectors(map.Channels);
        return Enumerable.Range(1, map.Height).Last(rows => map.Height % rows == 0 && (rows == 1 || rows * bytes <= MostBytes));
    }
}
