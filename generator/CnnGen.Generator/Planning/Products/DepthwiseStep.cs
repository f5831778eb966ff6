using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>How a depthwise product is computed on one kind of machine.</summary>
/// <param name="ColumnRuns">How a row of the output is cut into tiles; a tile's sums stay in registers.</param>
/// <param name="Vectors">How the channels are cut into vectors.</param>
/// <param name="UnrollsRows">Whether the kernel's rows are written out.</param>
/// <param name="Cycles">The estimated cycles.</param>
internal sealed record DepthwiseVariant(Target Target, EquatableArray<Run> ColumnRuns, EquatableArray<VectorRun> Vectors, bool UnrollsRows, double Cycles);

/// <summary>
/// A product that keeps channels apart: vectors run along the channels, and each input vector is loaded once a kernel row for all the
/// outputs of a tile that it counts for.
/// </summary>
/// <param name="Shape">The output; a flat tensor whose units have a factor each is one pixel.</param>
/// <param name="Variants">One for each target, in the order of <see cref="Target.All"/>.</param>
internal sealed record DepthwiseStep(
    string Layer,
    Tensor Input,
    Tensor Output,
    EquatableArray<Function> Functions,
    PackedWeights Weights,
    Shape Shape,
    EquatableArray<DepthwiseVariant> Variants) : WeightedStep(Layer, Input, Output, Functions, Weights, null)
{
    public Window Window => WeightedSum.Window;

    /// <summary>Floats of the input between two rows of the output.</summary>
    public int RowStep => Window.Rows.Stride * Input.RowStride;

    /// <summary>Floats of the input between two pixels of the output.</summary>
    public int PixelStep => Window.Columns.Stride * Input.PixelStride;

    /// <summary>Floats of the input between two rows of the kernel.</summary>
    public int TapRowStep => Window.Rows.Dilation * Input.RowStride;

    public override int InputStart => Input.StartFor(Window);

    public override string Algorithm => WeightedSum.WeightKind == WeightKind.Scale ? "scale and shift" : $"depthwise {WindowText}";

    public override string TileText(Target target)
    {
        DepthwiseVariant variant = VariantFor(target);
        long taps = variant.UnrollsRows ? Window.Taps : Window.Columns.Kernel;
        return $"{new Tile(1, variant.ColumnRuns[0].Size, 1)}, {taps} {(taps == 1 ? "tap" : "taps")}";
    }

    public override double Cycles(Target target) => VariantFor(target).Cycles;

    public override ParallelSplit SplitFor(Target target) => new(SplitAxis.Rows, Shape.Height);

    public DepthwiseVariant VariantFor(Target target) => Variants.First(variant => variant.Target == target);

    /// <summary>The input columns that a tile reads in a kernel row: for each, the outputs it counts for and the taps by which.</summary>
    public static IEnumerable<(int Column, (int Output, int Tap)[] Uses)> Columns(Axis axis, int outputs)
        => from output in Enumerable.Range(0, outputs)
           from tap in Enumerable.Range(0, axis.Kernel)
           group (output, tap) by (output * axis.Stride) + (tap * axis.Dilation) into uses
           orderby uses.Key
           select (uses.Key, uses.ToArray());
}

/// <summary>Plans a depthwise product, or a scale.</summary>
internal static class DepthwisePlanner
{
    /// <summary>Multiply-adds written out in one method; see <see cref="Reduction"/>.</summary>
    private const int MostWritten = 500;

    public static DepthwiseStep Plan(Node node, Tensor input, Tensor output, int weightsOffset)
    {
        WeightedSum weighted = (WeightedSum)node.Operation;
        Shape shape = node.Needs.TakesUnits ? Shape.Flat((int)node.Output.Length) : node.Output;
        EquatableArray<DepthwiseVariant> variants = Target.All.Select(target => VariantOf(target, weighted.Window, shape)).ToEquatableArray();
        PackedWeights weights = PackedWeights.Place(node, 0, Target.All.Select(target => target.Lanes), weightsOffset);
        return new DepthwiseStep(node.Layer, input, output, node.Functions, weights, shape, variants);
    }

    private static DepthwiseVariant VariantOf(Target target, Window window, Shape shape)
    {
        EquatableArray<VectorRun> vectors = target.Cut(Tensor.WholeVectors(shape.Channels)).ToEquatableArray();
        int most = Math.Max(1, Math.Min(shape.Width, target.Registers - window.Columns.Kernel - 1));
        (int best, double least) = (1, double.MaxValue);
        for (int columns = 1; columns <= most; columns++)
        {
            double cost = new Runs(shape.Width, columns).Sum(run => run.Count * CostOfTile(window, run.Size));
            if (cost < least)
            {
                (best, least) = (columns, cost);
            }
        }

        EquatableArray<Run> runs = new Runs(shape.Width, best).ToEquatableArray();
        long written = vectors.Count * runs.Sum(run => run.Size) * window.Taps;
        return new DepthwiseVariant(target, runs, vectors, written <= MostWritten, shape.Height * vectors.Sum(vector => vector.Count) * least);
    }

    private static double CostOfTile(Window window, int columns)
    {
        int loads = window.Rows.Kernel * (DepthwiseStep.Columns(window.Columns, columns).Count() + window.Columns.Kernel);
        return CostModel.ChannelwiseTile(columns, window.Taps, loads);
    }
}
