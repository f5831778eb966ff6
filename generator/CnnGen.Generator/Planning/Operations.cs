using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>
/// How each operation is computed: what it needs of its tensors, and the step that computes it. A new kind of layer gets a line in both
/// switches, which throw where one is missing.
/// </summary>
internal static class Operations
{
    public static Needs NeedsOf(Node node) => node.Operation switch
    {
        WeightedSum weighted when node.WinogradSide > 0 => Needs.Vectors with { Halo = Winograd.Of(weighted, node.WinogradSide).InputHalo(weighted) },
        WeightedSum weighted => new Needs
        {
            ReadsVectors = weighted.IsChannelwise,
            WritesVectors = true,
            TakesUnits = weighted.WeightKind == WeightKind.Scale && node.Input.IsFlat,
            Halo = Halo.Of(weighted.RequiredPadding, 0),
        },
        Pool pool => Needs.Vectors with { Halo = Halo.Of(pool.Window, pool.IsMax ? float.NegativeInfinity : 0) },
        Softmax => Needs.Vectors with { TakesUnits = node.Input.IsFlat },
        PReLU or LocalResponseNorm or UpSample { IsBilinear: true } => Needs.Vectors,
        Elementwise join => Needs.Vectors with { ReadsVectors = join.Operands[0].Broadcast != Broadcast.Pixels },
        Maxout or Pad or Crop or UpSample or Shuffle or PixelShuffle or Slice or Repeat => Needs.Pixels,
        Identity or Preparation or Reshape => Needs.AnyLayout,
        _ => throw Unplanned(node),
    };

    /// <param name="inputs">The tensors that it reads.</param>
    /// <param name="weightsOffset">Where its packed weights begin, if it has any.</param>
    public static Step StepOf(Node node, Tensor[] inputs, Tensor output, int weightsOffset, TileSearch search)
    {
        Tensor input = inputs[0];
        return node.Operation switch
        {
            WeightedSum when node.Then is not null => RowStripStep.Plan(node, input, output, weightsOffset, search),
            WeightedSum when node.WinogradSide > 0 => WinogradStep.Plan(node, input, output, weightsOffset, search),
            WeightedSum { WeightKind: WeightKind.Transposed } => TransposedPlanner.Plan(node, input, output, weightsOffset, search),
            WeightedSum { IsChannelwise: true } => DepthwisePlanner.Plan(node, input, output, weightsOffset),
            WeightedSum => ProductPlanner.Plan(node, input, output, weightsOffset, search),
            Pool pool => new PoolStep(node.Layer, input, output, node.Functions, pool),
            PReLU slopes => new PReLUStep(node.Layer, input, output, node.Functions, slopes, weightsOffset),
            Softmax softmax => new SoftmaxStep(node.Layer, input, output, node.Functions, node.Needs.TakesUnits, softmax.IsLog),
            LocalResponseNorm norm => new LocalResponseNormStep(node.Layer, input, output, node.Functions, norm),
            Maxout maxout => new MaxoutStep(node.Layer, input, output, node.Functions, maxout.Pieces),
            Elementwise join => new ElementwiseStep(node.Layer, input, output, node.Functions, join.IsSum, join.Operands) { Others = inputs.Skip(1).ToEquatableArray() },
            Pad pads => Call(RuntimeCall.Of($"{Words(pads)}, {pads.Top}/{pads.Bottom}/{pads.Left}/{pads.Right}", $"Pad.{pads.Mode}", pads.Top, pads.Bottom, pads.Left, pads.Right) with
            {
                Value = pads.Mode == PadMode.Constant ? pads.Value : null,
            }),
            Crop crop => Call(RuntimeCall.CopyPart($"cut off, {crop.Top}/{crop.Bottom}/{crop.Left}/{crop.Right}", (crop.Top * input.RowStride) + (crop.Left * input.PixelStride))),
            UpSample { IsBilinear: true } larger => Call(RuntimeCall.Of($"bilinear, {larger.Factor} times", "Resize.Bilinear", larger.Factor) with
            {
                // A row between two of the input's, at their mean.
                ScratchLength = input.Shape.Width * Tensor.WholeVectors(output.Shape.Channels),
            }),
            UpSample larger => Call(RuntimeCall.Of($"nearest neighbour, {larger.Factor} times", "Resize.UpSample", larger.Factor)),
            Shuffle shuffle => Call(RuntimeCall.Of($"channels of {shuffle.Groups} groups in turn", "Pixels.ShuffleChannels", shuffle.Groups)),
            PixelShuffle squares => Call(RuntimeCall.Of($"squares of {squares.Factor}x{squares.Factor} pixels out of channels", "Resize.PixelShuffle", squares.Factor)),
            Slice slice => Call(RuntimeCall.CopyPart($"channels from {slice.First} on", slice.First)),
            Repeat repeat => Call(RuntimeCall.Of($"each channel {repeat.Times} times", "Pixels.RepeatChannels", repeat.Times)),
            Reshape reshape => new ReshapeStep(node.Layer, input, output, node.Functions, reshape),
            Preparation preparation => new PrepareStep(node.Layer, input, output, node.Functions, preparation),
            Identity => new CopyStep(node.Layer, input, output, node.Functions),
            _ => throw Unplanned(node),
        };

        CallStep Call(RuntimeCall call) => new(node.Layer, input, output, node.Functions, call);
    }

    private static string Words(Pad pads) => pads.Mode switch
    {
        PadMode.Edge => "outermost pixels repeated around",
        PadMode.Reflect => "mirrored around",
        _ => pads.IsZero ? "zeros around" : $"{pads.Value.ToString("R", CultureInfo.InvariantCulture)} around",
    };

    private static NotSupportedException Unplanned(Node node) => new($"Nothing plans the operation {node.Operation.GetType().Name} of '{node.Layer}'.");
}
