using System.Globalization;
using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Generator.Shapes;

/// <summary>Computes every layer's shape, in their order. The analyzer and the generator both call this.</summary>
internal static class ShapeInference
{
    /// <exception cref="OperationCanceledException">The user typed on, and nobody waits for the shapes.</exception>
    public static ShapedNetwork Infer(NetworkDeclaration network, CancellationToken cancellation)
    {
        List<Fault> faults = [.. network.Faults];
        Limits limits = new();
        LayerContext inputScope = new(network.Input, 0, "input", [], faults);
        bool channelsFirst = inputScope.Enum<Layout>("Layout") == Layout.ChannelsFirst;
        bool isBgr = inputScope.Enum<ChannelOrder>("ChannelOrder") == ChannelOrder.BGR;
        Shape input = Shape.Map(inputScope.Count("height"), inputScope.Count("width"), inputScope.Count("channels"));

        if (isBgr && input.Channels is > 0 and not (3 or 4))
        {
            inputScope.Report(Rules.ColoursExpected, "ChannelOrder", input.Channels.ToString(CultureInfo.InvariantCulture));
        }

        LayerNames names = new(network);
        Wiring wiring = new(network, names);
        List<ShapedLayer> layers = [];
        List<LayerContext> scopes = [];
        List<Shape> outputs = [limits.CheckInput(inputScope, input)];

        for (int i = 1; i <= network.LayerCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            AttributeDeclaration attribute = network.Attributes[i];
            IReadOnlyList<Wire> wires = wiring.Of(i);
            InputTensor[] arrivals = [.. wires.Select(wire => wire.Layer switch
            {
                Wire.Unresolved => new InputTensor(Shape.Unknown, "", wire.Argument),
                0 => new InputTensor(outputs[0], "[Input]", wire.Argument),
                _ => new InputTensor(outputs[wire.Layer], $"'{names[wire.Layer]}'", wire.Argument),
            })];
            LayerContext scope = new(attribute, i, names[i], arrivals, faults);
            scopes.Add(scope);
            names.Check(i, scope);
            wiring.Check(i, scope);

            (Shape output, Operation operation) = LayerRules.Of(attribute.Kind).Infer(scope);
            layers.Add(new ShapedLayer(names[i], attribute.Kind, wires.Select(wire => wire.Layer).ToEquatableArray(), scope.Input, output, operation)
            {
                IsSame = attribute.Find("Padding")?.Number == (int)Padding.Same,
            });
            outputs.Add(limits.Check(scope, output, operation));
        }

        Limits.CheckTogether(scopes, outputs, wiring.LastReaders());
        if (network.SelfTest is null)
        {
            // A network with a self-test is trained, and its weights have the biases in them.
            BatchNormRule.ReportBiases(layers, scopes);
        }

        faults.AddRange(wiring.Unread().Select(layer => Fault.InAttribute(Rules.UnreadOutput, layer, names[layer], network.Attributes[layer].Kind)));

        ShapedNetwork shaped = new(network.Type, input, channelsFirst, network.AllowsWinograd, network.SelfTest, layers.ToEquatableArray(), faults.ToEquatableArray()) 
        {
            IsBgr = isBgr,
            Embedded = network.Embedded,
        };
        return shaped with { Layers = ReceptiveField.AddTo(shaped) };
    }

    /// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
    private enum Layout
    {
        ChannelsLast,
        ChannelsFirst,
    }

    /// <summary>The runtime's enum of the same name: the values are the contract between the two.</summary>
    private enum ChannelOrder
    {
        RGB,
        BGR,
    }
}
