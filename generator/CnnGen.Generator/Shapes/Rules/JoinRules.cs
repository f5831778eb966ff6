using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>How an operand of a join is broadcast to the map.</summary>
internal enum Broadcast
{
    /// <summary>It has the shape of the result.</summary>
    Full,

    /// <summary>One element per channel, broadcast to all pixels.</summary>
    Channels,

    /// <summary>One element per pixel, broadcast to all channels.</summary>
    Pixels,
}

/// <summary>A tensor that is joined.</summary>
/// <param name="Given">Its shape.</param>
/// <param name="Shape">The shape that is joined: units of no map, where a flattened map meets units or another map.</param>
internal readonly record struct Operand(Shape Given, Shape Shape, Broadcast Broadcast);

/// <summary>The sum, or the product, of several tensors.</summary>
internal sealed record Elementwise(bool IsSum, EquatableArray<Operand> Operands) : Operation
{
    public override bool HangsOnOrder => Operands.Any(operand => operand.Given.HasTwoOrders && operand.Given != operand.Shape);

    public override IEnumerable<ReferenceCall> Reference(ShapedNetwork network, ShapedLayer layer) =>
        [new("Elementwise", [IsSum, HangsOnOrder, .. Operands.Select(operand => (object)(operand.Broadcast == Broadcast.Pixels))])];
}

/// <summary>The channels of several tensors after one another.</summary>
internal sealed record Concat(EquatableArray<int> Channels) : Operation;

/// <summary>Add and Multiply.</summary>
internal sealed class ElementwiseRule(string kind, bool isSum) : LayerRule(kind, kind.ToLowerInvariant())
{
    public override bool IsJoin => true;

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        InputTensor[] known = [.. layer.InputTensors.Where(arrival => arrival.Shape.IsKnown)];
        if (known.Length < layer.InputTensors.Count)
        {
            return (layer.Input.IsKnown ? layer.Input : known.FirstOrDefault()?.Shape ?? layer.Input, new Identity());
        }

        // Tensors of one flattened map are joined as they lie; else each is its units, in the order of the weights file.
        bool areAlike = known.All(arrival => arrival.Shape == known[0].Shape);
        Shape Joined(InputTensor arrival) => areAlike ? arrival.Shape : arrival.Shape.AsUnits();

        // Of a map of one pixel and a flat tensor, the map is the result.
        Shape full = known.Select(Joined).OrderBy(shape => shape.IsFlat).FirstOrDefault(shape => known.All(other => BroadcastOver(shape, Joined(other)) is not null));
        if (full.IsKnown)
        {
            return (full, new Elementwise(isSum, known.Select(arrival => new Operand(arrival.Shape, Joined(arrival), BroadcastOver(full, Joined(arrival))!.Value)).ToEquatableArray()));
        }

        InputTensor odd = known.Skip(1).First(arrival => BroadcastOver(layer.Input.AsUnits(), Joined(arrival)) is null);
        layer.Report(
            Rules.ShapesDoNotJoin,
            odd.Argument,
            $"{odd.Shape} of {odd.Source}",
            isSum ? "added to" : "multiplied with",
            $"{layer.Input}",
            JoinAdvice.For(layer.Input, odd.Shape, isConcat: false));
        return (layer.Input, new Identity());
    }

    private static Broadcast? BroadcastOver(Shape full, Shape operand)
    {
        bool isPoint = operand is { Height: 1, Width: 1 };
        return operand == full || (isPoint && full is { Height: 1, Width: 1 } && operand.Channels == full.Channels) ? Broadcast.Full
            : full.IsFlat ? null
            : isPoint && operand.Channels == full.Channels ? Broadcast.Channels
            : !operand.IsFlat && operand.Channels == 1 && operand.Height == full.Height && operand.Width == full.Width ? Broadcast.Pixels
            : null;
    }
}

internal sealed class ConcatRule() : LayerRule("Concat", "concat")
{
    public override bool IsJoin => true;

    public override (Shape Output, Operation Operation) Infer(LayerContext layer)
    {
        Shape first = layer.InputTensors.Select(arrival => arrival.Shape).FirstOrDefault(shape => shape.IsKnown);
        InputTensor? odd = layer.InputTensors.Skip(1).FirstOrDefault(arrival => arrival.Shape.IsKnown && !Fits(first, arrival.Shape));
        if (odd is not null)
        {
            layer.Report(
                Rules.ShapesDoNotJoin, odd.Argument, $"{odd.Shape} of {odd.Source}", "concatenated to", $"{layer.Input}", JoinAdvice.For(layer.Input, odd.Shape, isConcat: true));
        }

        if (odd is not null || !layer.InputTensors.All(arrival => arrival.Shape.IsKnown))
        {
            return (first.IsKnown ? first with { Channels = 0 } : first, new Identity());
        }

        // Each element of a flattened map is a unit.
        long[] counts = [.. layer.InputTensors.Select(arrival => first.IsFlat ? arrival.Shape.Length : arrival.Shape.Channels)];
        int channels = (int)Math.Min(int.MaxValue, counts.Sum());
        return (first.IsFlat ? Shape.Flat(channels) : first with { Channels = channels }, new Concat(counts.Select(count => (int)count).ToEquatableArray()));
    }

    private static bool Fits(Shape first, Shape other)
        => other.IsFlat == first.IsFlat && (other.IsFlat || (other.Height == first.Height && other.Width == first.Width));
}

/// <summary>What to do about two shapes that do not fit together.</summary>
internal static class JoinAdvice
{
    public static string For(Shape one, Shape other, bool isConcat)
    {
        if (one.IsFlat != other.IsFlat)
        {
            return isConcat ? "concatenate maps with maps, or put [Flatten] above both" : "join maps with maps: one of them is flat";
        }

        if (one.IsFlat)
        {
            return "give both as many units";
        }

        return one.Height == other.Height && one.Width == other.Width
            ? "give both as many channels, for example by a Conv2D with a 1x1 kernel"
            : "give both the same height and width: their branches differ in strides, pads or pools";
    }
}
