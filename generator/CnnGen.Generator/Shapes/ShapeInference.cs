using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Works out every layer's shape, from the top down. The analyzer and the generator both call this.</summary>
internal static class ShapeInference
{
    public static ShapedNetwork Infer(NetworkDeclaration network)
    {
        List<Fault> faults = [.. network.Faults];
        Shape input = InferInput(network.Input, faults, out bool channelsFirst);
        LayerNames names = new(network);
        Limits limits = new();
        List<ShapedLayer> layers = [];
        Shape current = limits.Check(network.Input, 0, "The input", input, faults) ? input : default;
        string source = "[Input]";

        for (int i = 1; i <= network.LayerCount; i++)
        {
            AttributeDeclaration attribute = network.Attributes[i];
            LayerScope scope = new(attribute, i, names[i], current, source, faults);
            names.Check(i, scope);

            (Shape output, Operation operation) = LayerRules.Of(attribute.Kind).Infer(scope);
            layers.Add(new ShapedLayer(names[i], attribute.Kind, current, output, operation));
            if (!limits.Check(scope, output, operation))
            {
                // The units of a layer are what was declared; the sides of a map that is too large are not worth going on from.
                output = output.IsFlat ? output : output with { Height = 0, Width = 0 };
            }

            current = output;
            source = $"'{names[i]}'";
        }

        return new ShapedNetwork(network.Type, input, channelsFirst, layers.ToEquatableArray(), faults.ToEquatableArray());
    }

    private static Shape InferInput(AttributeDeclaration attribute, List<Fault> faults, out bool channelsFirst)
    {
        LayerScope scope = new(attribute, 0, "input", default, "", faults);
        channelsFirst = scope.Enum<Layout>("Layout") == Layout.ChannelsFirst;
        return Shape.Map(scope.Count("height"), scope.Count("width"), scope.Count("channels"));
    }

    /// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
    private enum Layout
    {
        ChannelsLast,
        ChannelsFirst,
    }
}
