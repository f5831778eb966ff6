namespace CnnGen.TestKit;

/// <summary>A network with its wires as numbers, so that layers can be taken out: the names are those that are needed.</summary>
/// <param name="Wires">For each layer the indices of the layers that it reads; -1 for the network's input.</param>
public sealed record TestGraph(TestNetwork Network, IReadOnlyList<TestLayer> Layers, IReadOnlyList<int[]> Wires)
{
    public static TestGraph Of(TestNetwork network) =>
        new(network, network.Layers, [.. network.Steps().Select(step => step.Operands.Select(operand => operand.Step).ToArray())]);

    /// <summary>Without a layer, whose readers then read one of its inputs.</summary>
    public TestGraph Without(int layer, int operand)
    {
        int heir = Wires[layer][operand];
        int Moved(int wire) => wire == layer ? heir : wire > layer ? wire - 1 : wire;
        return this with
        {
            Layers = [.. Layers.Where((_, index) => index != layer)],
            Wires = [.. Wires.Where((_, index) => index != layer).Select(wires => wires.Select(Moved).ToArray())],
        };
    }

    /// <summary>Without one of the tensors that a join reads.</summary>
    public TestGraph WithoutOperand(int join, int operand) => this with
    {
        Wires = [.. Wires.Select((wires, index) => index == join ? wires.Where((_, i) => i != operand).ToArray() : wires)],
    };

    /// <summary>Without the layers below, and those that nothing reads then.</summary>
    public TestGraph UpTo(int layer) => this with { Layers = [.. Layers.Take(layer + 1)], Wires = [.. Wires.Take(layer + 1)] };

    public TestNetwork ToNetwork()
    {
        bool[] isRead = new bool[Layers.Count];
        bool[] isNamed = new bool[Layers.Count];
        Array.Fill(isRead, true, Layers.Count - 1, 1);
        int below = -1;
        for (int layer = Layers.Count - 1; layer >= 0; layer--)
        {
            foreach (int wire in isRead[layer] ? Wires[layer] : [])
            {
                if (wire >= 0)
                {
                    isRead[wire] = true;
                }
            }
        }

        int[] kept = [.. Enumerable.Range(0, Layers.Count).Where(layer => isRead[layer])];
        foreach (int layer in kept)
        {
            // Every tensor but that of the layer above is read by its name.
            foreach (int wire in Wires[layer].Where((wire, operand) => wire >= 0 && (operand > 0 || wire != below)))
            {
                isNamed[wire] = true;
            }

            below = layer;
        }

        below = -1;
        List<TestLayer> layers = [];
        foreach (int layer in kept)
        {
            int[] wires = Wires[layer];
            TestLayer wired = Layers[layer] is JoinLayer join ? join.Reading([.. wires.Skip(1).Select(NameOf)]) : Layers[layer];
            layers.Add(wired with
            {
                Name = isNamed[layer] ? NameOf(layer) : null,
                From = wires[0] == below ? null : NameOf(wires[0]),
            });
            below = layer;
        }

        return Network with { Layers = layers };
    }

    private string NameOf(int wire) => wire < 0 ? TestNetwork.InputName : Layers[wire].Name ?? $"made{wire}";
}
