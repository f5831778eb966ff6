using System.Text;

namespace CnnGen.TestKit;

/// <summary>A tensor that a layer reads.</summary>
/// <param name="Step">The index of the layer that makes it; -1 for the network's input.</param>
/// <param name="Flattened">
/// Where the units of a flat tensor are the pixels of a map, that map: a Dense reads its weights in that map's order.
/// </param>
public sealed record TestValue(int Step, Shape Shape, Shape? Flattened);

/// <summary>A layer at its place in a network: its weights' name, what it reads, and the shape that it makes.</summary>
/// <param name="Operands">The layer above's output or that of <see cref="TestLayer.From"/>, then those of <see cref="TestLayer.Others"/>.</param>
public sealed record TestStep(TestLayer Layer, string? Name, IReadOnlyList<TestValue> Operands, Shape Output)
{
    public Shape Input => Operands[0].Shape;

    public Shape? Flattened => Operands[0].Flattened;

    /// <summary>Whether it takes a map's numbers by their places among all, which PyTorch and Keras count in two ways.</summary>
    public bool CountsUnits => Layer switch
    {
        ReshapeLayer => true,
        MaxoutLayer => Input.Flat,
        ConcatLayer => Output.Flat,
        ArithmeticLayer => Operands.Any(operand => operand.Flattened != Flattened),
        _ => false,
    };

    public IEnumerable<(string Key, int[] Shape)> Weights =>
        Layer.WeightsFor(Input).Select(weight => ($"{Name}.{weight.Suffix}", weight.Shape));
}

/// <summary>A network under test: what the generator sees as attributes, and <see cref="ReferenceInterpreter"/> as data.</summary>
public sealed record TestNetwork(string ClassName, Shape Input, Layout Layout, IReadOnlyList<TestLayer> Layers)
{
    /// <summary>What the network's input is called where a layer reads it.</summary>
    public const string InputName = "input";

    /// <summary>The order of the colours in the spans.</summary>
    public ChannelOrder ChannelOrder { get; init; }

    public Shape Output => Steps().LastOrDefault()?.Output ?? Input;

    /// <summary>Whether every layer fits what it reads, and has an output.</summary>
    public bool IsValid => Layers.Count > 0 && Steps().All(step =>
        step.Layer.Fits([.. step.Operands.Select(operand => operand.Shape)])
        && step.Output is { Height: > 0, Width: > 0, Channels: > 0 });

    /// <summary>Whether the numbers of a map are counted, which PyTorch and Keras do in two ways.</summary>
    public bool HangsOnCounting => Steps().Any(step => step.CountsUnits);

    public List<TestStep> Steps()
    {
        List<TestStep> steps = [];
        Dictionary<string, int> counts = [];
        TestValue current = new(-1, Input, null);
        Dictionary<string, TestValue> named = new() { [InputName] = current };
        foreach (TestLayer layer in Layers)
        {
            string? name = layer.Name;
            if (layer.NamePrefix is { } prefix)
            {
                // A layer with a name of its own counts too: the third convolution is conv3 whatever the second is called.
                int count = counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                name ??= $"{prefix}{count}";
            }

            TestValue[] operands = [layer.From is { } from ? named[from] : current, .. layer.Others.Select(other => named[other])];
            TestStep step = new(layer, name, operands, layer.OutputOf([.. operands.Select(operand => operand.Shape)]));
            current = new TestValue(steps.Count, step.Output, layer switch
            {
                FlattenLayer => step.Input,
                DenseLayer => null,
                _ when step.CountsUnits => null,
                _ => step.Flattened,
            });
            steps.Add(step);
            if (layer.Name is { } given)
            {
                named[given] = current;
            }
        }

        return steps;
    }

    /// <summary>The class as a user writes it, documented so that a missing comment in generated code would warn.</summary>
    public string ToSource()
    {
        StringBuilder source = new();
        source.Append("/// <summary>A network under test.</summary>\n");
        source.Append($"[Input({Input.Height}, {Input.Width}, {Input.Channels}");
        source.Append(Layout == Layout.ChannelsFirst ? ", Layout = Layout.ChannelsFirst" : "");
        source.Append(ChannelOrder == ChannelOrder.BGR ? ", ChannelOrder = ChannelOrder.BGR)]\n" : ")]\n");
        foreach (TestLayer layer in Layers)
        {
            source.Append(layer.ToAttribute()).Append('\n');
        }

        return source.Append($"public sealed partial class {ClassName};\n").ToString();
    }

    public static string ToFile(IEnumerable<TestNetwork> networks) =>
        "using CnnGen;\n\nnamespace UnderTest;\n\n" + string.Join('\n', networks.Select(network => network.ToSource()));
}
