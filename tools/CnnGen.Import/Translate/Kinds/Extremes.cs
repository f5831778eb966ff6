using CnnGen.Import.Load;

namespace CnnGen.Import.Translate.Kinds;

/// <summary>Max and Min, without arithmetic that would cost digits: by one number a clip, else the largest of each pair of channels.</summary>
internal static class Extremes
{
    public static OnnxTensor Max(NodeScope scope) => Of(scope, isMax: true);

    public static OnnxTensor Min(NodeScope scope) => Of(scope, isMax: false);

    private static OnnxTensor Of(NodeScope scope, bool isMax)
    {
        int[] inputs = [.. Enumerable.Range(0, scope.Node.Inputs.Length)];
        int[] computed = [.. inputs.Where(index => !scope.IsConstant(index))];
        OnnxTensor result = scope.Input(computed.FirstOrDefault());
        result = computed.Skip(1).Aggregate(result, (tensor, index) => OfTensors(scope, tensor, scope.Input(index), isMax));
        return inputs.Except(computed).Aggregate(result, (tensor, index) => OfConstant(scope, tensor, scope.Constant(index, "numbers"), isMax));
    }

    private static OnnxTensor OfConstant(NodeScope scope, OnnxTensor tensor, Constant constant, bool isMax)
    {
        ChannelNumbers known = ChannelNumbers.Of(scope, tensor, constant);
        float[] numbers = known.Numbers[0];
        if (!numbers.AsSpan().ContainsAnyExcept(numbers[0]))
        {
            return isMax ? Activations.Clipped(scope, tensor, numbers[0], double.PositiveInfinity) : Activations.Clipped(scope, tensor, double.NegativeInfinity, numbers[0]);
        }

        // Each channel beside a channel that is its number, both with the other sign for the smallest; then the largest of each pair.
        OnnxTensor map = AsMap(scope, known.Tensor);
        MapShape shape = map.Shape;
        float sign = isMax ? 1 : -1;
        Layer pairs = scope.Add(new Layer(shape.Channels == 1 ? "Conv2D" : "DepthwiseConv2D", shape with { Channels = 2 * shape.Channels }, map.Layer));
        pairs.Arguments.AddRange(shape.Channels == 1 ? ["2", "1"] : ["1"]);
        if (shape.Channels > 1)
        {
            pairs.Properties.Add(("Multiplier", "2"));
        }

        scope.Grow(4L * shape.Channels);
        pairs.Weights["weight"] = new Weight([2 * shape.Channels, 1, 1, 1], [.. numbers.SelectMany(_ => new[] { sign, 0 })]);
        pairs.Weights["bias"] = new Weight([2 * shape.Channels], [.. numbers.SelectMany(number => new[] { 0, sign * number })]);
        return ChannelNumbers.Restored(scope, Scales.Linear(scope, map.On(Largest(scope, pairs)), sign, 0), tensor);
    }

    private static OnnxTensor OfTensors(NodeScope scope, OnnxTensor first, OnnxTensor second, bool isMax)
    {
        // Whatever is put behind a layer that two read is not folded into it.
        (first.Layer.IsSole, second.Layer.IsSole) = (false, false);
        float sign = isMax ? 1 : -1;
        (OnnxTensor one, OnnxTensor other) = (Scales.Linear(scope, first, sign, 0), Scales.Linear(scope, second, sign, 0));
        (one.Layer.IsSole, other.Layer.IsSole) = (false, false);
        (OnnxTensor whole, OnnxTensor operand) = Joins.Matched(scope, one, other);
        if (operand.Shape.Length != whole.Shape.Length)
        {
            operand = Joins.Elementwise(scope, "Add", [Scales.Linear(scope, whole, 0, 0), operand]);
        }

        OnnxTensor map = AsMap(scope, whole);
        Layer joined = scope.Add(new Layer("Concat", map.Shape with { Channels = 2 * map.Shape.Channels }, map.Layer));
        joined.Operands.Add(AsMap(scope, operand).Layer);
        Layer pairs = joined;
        if (map.Shape.Channels > 1)
        {
            pairs = scope.Add(new Layer("ChannelShuffle", joined.Output, joined));
            pairs.Arguments.Add("2");
        }

        return scope.AsShape(Scales.Linear(scope, map.On(Largest(scope, pairs)), sign, 0), whole.Shape);
    }

    private static Layer Largest(NodeScope scope, Layer pairs)
    {
        Layer layer = scope.Add(new Layer("Maxout", pairs.Output with { Channels = pairs.Output.Channels / 2 }, pairs));
        layer.Arguments.Add("2");
        return layer;
    }

    /// <summary>The units of a flat tensor as the channels of one pixel.</summary>
    private static OnnxTensor AsMap(NodeScope scope, OnnxTensor tensor) => tensor.IsFlat ? scope.AsShape(tensor, new MapShape(1, 1, tensor.Shape.Length, IsFlat: false)) : tensor;
}
