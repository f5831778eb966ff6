using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes down the layers whose outputs Forward keeps in no memory, for the runtime to work out in plain loops.</summary>
internal static class ReferenceEmitter
{
    private const string New = $"new {GeneratedFile.Runtime}.Reference";

    public static string Layer(NetworkPlan plan, int index)
    {
        ShapedLayer layer = plan.Network.Layers[index];
        string[] arguments =
        [
            $"{index}", $"new int[] {{ {string.Join(", ", layer.Reads)} }}", $"{layer.Output.Height}", $"{layer.Output.Width}", $"{layer.Output.Channels}",
            .. Operations(plan, layer),
        ];
        return $"{New}Layer({string.Join(", ", arguments)})";
    }

    private static IEnumerable<string> Operations(NetworkPlan plan, ShapedLayer layer) => layer.Operation switch
    {
        WeightedSum weighted => [WeightedSum(layer, weighted), .. Activation(weighted)],
        Pointwise pointwise => [Function(pointwise.Function)],
        BatchNorm norm => [$"{New}BatchNorm({ConstructorEmitter.Normalization(layer.Name, norm.Epsilon, norm.Positions)})"],
        PReLU => [$"{New}PReLU({SurfaceEmitter.Quote(layer.Name)})"],
        Pool pool => [$"{New}Pool({Text(pool.IsMax)}, {Text(pool.CountIncludePad)}, {Axis(pool.Window.Rows)}, {Axis(pool.Window.Columns)})"],
        Softmax softmax => [Softmax(softmax, layer.Output)],
        Maxout maxout => [$"{New}Maxout({maxout.Pieces}, {Text(plan.Network.ChannelsFirst && layer.Input.IsFlat)})"],
        LocalResponseNorm norm => [$"{New}LocalResponseNorm({norm.Size}, {norm.Before}, {Text(norm.Alpha)}, {Text(norm.Beta)}, {Text(norm.Bias)})"],
        Elementwise join => [$"{New}Elementwise({Text(join.IsSum)})"],
        Normalize normalize => [$"{New}Normalize({Array(normalize.Means)}, {Array(normalize.Factors)})"],
        ZeroPad pads => [$"{New}ZeroPad({pads.Top}, {pads.Left})"],
        Crop crop => [$"{New}Crop({crop.Top}, {crop.Left})"],
        UpSample { Interpolation: Interpolation.Bilinear } larger => [$"{New}Bilinear({larger.Factor})"],
        UpSample larger => [$"{New}UpSample({larger.Factor})"],
        Shuffle shuffle => [$"{New}Shuffle({shuffle.Groups})"],
        PixelShuffle squares => [$"{New}PixelShuffle({squares.Factor})"],
        Slice slice => [$"{New}Slice({slice.First})"],
        Reshape reshape => [$"{New}Reshape({Text(reshape.HangsOnOrder)})"],
        Identity => [$"{New}Copy()"],
        _ => throw new NotSupportedException($"{layer.Kind} has no plain loops to be traced by."),
    };

    private static string WeightedSum(ShapedLayer layer, WeightedSum weighted)
        => $"{New}WeightedSum({SurfaceEmitter.Quote(layer.Name)}, {weighted.InputGroups}, {Axis(weighted.Window.Rows)}, {Axis(weighted.Window.Columns)})";

    private static IEnumerable<string> Activation(WeightedSum weighted)
        => Shapes.Function.Of(weighted.Activation) is { } function ? [Function(function)]
            : Shapes.Softmax.Of(weighted.Activation) is { } softmax ? [Softmax(softmax, weighted.Output)]
            : [];

    private static string Function(Function function) => $"{New}Function(static x => {Expressions.Apply([function], "x")})";

    private static string Softmax(Softmax softmax, Shape shape) => $"{New}Softmax({Text(shape.IsFlat)}, {Text(softmax.IsLog)})";

    private static string Axis(Axis axis) => $"new({axis.Kernel}, {axis.Stride}, {axis.Dilation}, {axis.PadBefore})";

    private static string Array(EquatableArray<float> numbers) => $"new float[] {{ {string.Join(", ", numbers.Select(SourceWriter.Literal))} }}";

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
