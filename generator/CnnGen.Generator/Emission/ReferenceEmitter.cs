using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Planning;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Emission;

/// <summary>Writes the layers whose outputs Forward does not keep in memory: the runtime computes them in plain loops for ForwardTraced.</summary>
internal static class ReferenceEmitter
{
    private const string New = $"new {GeneratedFile.Runtime}.Reference";

    public static string Layer(NetworkPlan plan, int index)
    {
        ShapedLayer layer = plan.Network.Layers[index];
        string[] arguments =
        [
            $"{index}", $"new int[] {{ {string.Join(", ", layer.Reads)} }}", $"{layer.Output.Height}", $"{layer.Output.Width}", $"{layer.Output.Channels}",
            .. layer.Operation.Reference(plan.Network, layer).Select(call => $"{New}{call.Kind}({string.Join(", ", call.Arguments.Select(Text))})"),
        ];
        return $"{New}Layer({string.Join(", ", arguments)})";
    }

    private static string Text(object argument) => argument switch
    {
        int number => number.ToString(CultureInfo.InvariantCulture),
        float number => Literals.Float(number),
        double number => Literals.Double(number),
        bool flag => Literals.Bool(flag),
        string name => Literals.Quote(name),
        Axis axis => $"new({axis.Kernel}, {axis.Stride}, {axis.Dilation}, {axis.PadBefore})",
        EquatableArray<float> numbers => $"new float[] {{ {string.Join(", ", numbers.Select(Literals.Float))} }}",
        Function function => $"static x => {Expressions.Apply([function], "x")}",
        Normalization normalization => Expressions.Normalization(normalization),
        _ => throw new NotSupportedException($"There is no C# for an argument of type {argument.GetType().Name}."),
    };
}
