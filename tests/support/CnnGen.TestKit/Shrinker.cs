namespace CnnGen.TestKit;

/// <summary>Finds a small network that fails as a large one does.</summary>
public static class Shrinker
{
    // A candidate takes as long as its compilation.
    private const int MostAttempts = 400;

    /// <summary>Takes layers out, halves sizes and drops arguments, as long as the network fails and no further change does.</summary>
    /// <param name="fails">Asked of valid networks only.</param>
    public static TestNetwork Shrink(TestNetwork network, Func<TestNetwork, bool> fails)
    {
        int attempts = 0;
        HashSet<string> seen = [network.ToSource()];
        bool isSmaller = true;
        while (isSmaller && attempts < MostAttempts)
        {
            isSmaller = false;
            foreach (TestNetwork candidate in Candidates(network))
            {
                if (!IsValid(candidate) || !seen.Add(candidate.ToSource()))
                {
                    continue;
                }

                if (attempts++ == MostAttempts)
                {
                    break;
                }

                if (fails(candidate))
                {
                    network = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }

        return network;
    }

    private static bool IsValid(TestNetwork network)
    {
        try
        {
            return network.IsValid;
        }
        catch (ArithmeticException)
        {
            // A side of zero somewhere.
            return false;
        }
    }

    /// <summary>Smaller networks, the smallest first.</summary>
    private static IEnumerable<TestNetwork> Candidates(TestNetwork network)
    {
        TestGraph graph = TestGraph.Of(network);
        IEnumerable<TestGraph> cuts = Enumerable.Range(0, graph.Layers.Count - 1).Select(graph.UpTo);
        IEnumerable<TestGraph> withoutLayers =
            from layer in Enumerable.Range(0, graph.Layers.Count)
            from operand in Enumerable.Range(0, graph.Wires[layer].Length)
            where graph.Layers.Count > 1
            select graph.Without(layer, operand);
        IEnumerable<TestGraph> withoutOperands =
            from layer in Enumerable.Range(0, graph.Layers.Count)
            where graph.Wires[layer].Length > 2
            from operand in Enumerable.Range(0, graph.Wires[layer].Length)
            select graph.WithoutOperand(layer, operand);
        IEnumerable<TestGraph> simplerLayers =
            from layer in Enumerable.Range(0, graph.Layers.Count)
            from simpler in SimplerLayers.Of(graph.Layers[layer])
            select graph with { Layers = [.. graph.Layers.Select((other, index) => index == layer ? simpler : other)] };
        return [.. cuts.Concat(withoutLayers).Concat(withoutOperands).Select(smaller => smaller.ToNetwork()), .. SmallerSizes(network), .. simplerLayers.Select(simpler => simpler.ToNetwork())];
    }

    private static IEnumerable<TestNetwork> SmallerSizes(TestNetwork network)
    {
        Shape input = network.Input;
        foreach (int height in SimplerLayers.Less(input.Height))
        {
            yield return network with { Input = input with { Height = height } };
        }

        foreach (int width in SimplerLayers.Less(input.Width))
        {
            yield return network with { Input = input with { Width = width } };
        }

        // Wherever a number of channels stands, because joins ask for equal ones.
        IEnumerable<int> counts = network.Steps().Select(step => step.Output.Channels).Append(input.Channels).Distinct();
        foreach ((int count, int less) in counts.SelectMany(count => SimplerLayers.Less(count).Select(less => (count, less))))
        {
            yield return network with
            {
                Input = input.Channels == count ? input with { Channels = less } : input,
                Layers = [.. network.Layers.Select(layer => SimplerLayers.WithChannels(layer, count, less))],
            };
        }

        if (network.Layout != Layout.ChannelsLast)
        {
            yield return network with { Layout = Layout.ChannelsLast };
        }
    }
}
