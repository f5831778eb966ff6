using System.Text;

namespace CnnGen.TestKit;

/// <summary>A layer at its place in a network: its weights' name, and the shapes around it.</summary>
/// <param name="Flattened">
/// Where the units of a flat input are the pixels of a map, that map: a Dense reads its weights in that map's order.
/// </param>
public sealed record TestStep(TestLayer Layer, string? Name, Shape Input, Shape Output, Shape? Flattened)
{
    public IEnumerable<(string Key, int[] Shape)> Weights =>
        Layer.WeightsFor(Input).Select(weight => ($"{Name}.{weight.Suffix}", weight.Shape));
}

/// <summary>A network under test: what the generator sees as attributes, and <see cref="ReferenceInterpreter"/> as data.</summary>
public sealed record TestNetwork(string ClassName, Shape Input, Layout Layout, IReadOnlyList<TestLayer> Layers)
{
    public Shape Output => Steps().LastOrDefault()?.Output ?? Input;

    public List<TestStep> Steps()
    {
        List<TestStep> steps = [];
        Dictionary<string, int> counts = [];
        Shape shape = Input;
        Shape? flattened = null;
        foreach (TestLayer layer in Layers)
        {
            string? name = layer.Name;
            if (layer.NamePrefix is { } prefix)
            {
                // A layer with a name of its own counts too: the third convolution is conv3 whatever the second is called.
                int count = counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
                name ??= $"{prefix}{count}";
            }

            Shape output = layer.OutputOf(shape);
            steps.Add(new TestStep(layer, name, shape, output, flattened));
            flattened = layer switch
            {
                FlattenLayer => shape,
                DenseLayer or MaxoutLayer => null,
                _ => flattened,
            };
            shape = output;
        }

        return steps;
    }

    /// <summary>The class as a user writes it, documented so that a missing comment in generated code would warn.</summary>
    public string ToSource()
    {
        StringBuilder source = new();
        source.Append("/// <summary>A network under test.</summary>\n");
        source.Append($"[Input({Input.Height}, {Input.Width}, {Input.Channels}");
        source.Append(Layout == Layout.ChannelsFirst ? ", Layout = Layout.ChannelsFirst)]\n" : ")]\n");
        foreach (TestLayer layer in Layers)
        {
            source.Append(layer.ToAttribute()).Append('\n');
        }

        return source.Append($"public sealed partial class {ClassName};\n").ToString();
    }

    public static string ToFile(IEnumerable<TestNetwork> networks) =>
        "using CnnGen;\n\nnamespace UnderTest;\n\n" + string.Join('\n', networks.Select(network => network.ToSource()));
}
