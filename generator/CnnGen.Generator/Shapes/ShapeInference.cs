using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Works out every layer's shape, from the top down. The analyzer and the generator both call this.</summary>
internal static class ShapeInference
{
    public static ShapedNetwork Infer(NetworkDeclaration network)
    {
        List<Fault> faults = [.. network.Faults];
        Limits limits = new();
        LayerScope inputScope = new(network.Input, 0, "input", default, "", faults);
        bool channelsFirst = inputScope.Enum<Layout>("Layout") == Layout.ChannelsFirst;
        Shape input = Shape.Map(inputScope.Count("height"), inputScope.Count("width"), inputScope.Count("channels"));
        Shape current = limits.CheckInput(inputScope, input);

        LayerNames names = new(network);
        List<ShapedLayer> layers = [];
        string source = "[Input]";

        for (int i = 1; i <= network.LayerCount; i++)
        {
            AttributeDeclaration attribute = network.Attributes[i];
            LayerScope scope = new(attribute, i, names[i], current, source, faults);
            names.Check(i, scope);

            (Shape output, Operation operation) = LayerRules.Of(attribute.Kind).Infer(scope);
            layers.Add(new ShapedLayer(names[i], attribute.Kind, current, output, operation));
            current = limits.Check(scope, output, operation);
            source = $"'{names[i]}'";
        }

        return new ShapedNetwork(network.Type, input, channelsFirst, network.AllowsWinograd, layers.ToEquatableArray(), faults.ToEquatableArray());
    }

    /// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
    private enum Layout
    {
        ChannelsLast,
        ChannelsFirst,
    }
}
