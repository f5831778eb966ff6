using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Decides everything about a network: what is folded, how tensors lie, where they live, how each step is computed.</summary>
internal static class Planner
{
    /// <exception cref="OperationCanceledException">The user typed on, and nobody waits for the plan.</exception>
    public static NetworkPlan Plan(ShapedNetwork network, CancellationToken cancellation)
    {
        if (!network.IsValid)
        {
            return NetworkPlan.Refused(network);
        }

        TileSearch search = new(cancellation);
        Graph graph = Folding.Fold(network);
        Algorithms.Choose(graph.Nodes, network.AllowsWinograd, search);
        RowStripStep.Join(graph);
        ConcatInPlace.Place(graph);
        ReshapeInPlace.Place(graph);
        Dictionary<int, Tensor> tensors = Layouts.Choose(graph, network.Input, network.Output, network.ChannelsFirst);

        MemberNames methods = MemberNames.OfKernels();
        WinogradStages stages = new(methods);
        Dictionary<Step, string> named = [];
        List<Step> steps = [];
        List<PackedWeights> weights = [];
        int weightsLength = 0;
        foreach (Node node in graph.Nodes)
        {
            cancellation.ThrowIfCancellationRequested();
            Step step = Operations.StepOf(node, [.. node.Reads.Select(value => tensors[value])], OutputOf(node, tensors), weightsLength, search);
            step = step is WinogradStep winograd ? stages.Give(winograd) : step;
            Step key = step.MethodKey;
            if (!named.TryGetValue(key, out string method))
            {
                named[key] = method = methods.Next(step.Layer);
            }

            steps.Add(step with { Method = method });
            weights.AddRange(step.AllWeights);
            weightsLength = ArenaPlanner.Align(step.AllWeights.Select(packed => packed.End).Append(weightsLength).Max());
            if (step is PReLUStep slopes)
            {
                weightsLength = ArenaPlanner.Align(slopes.End);
            }
        }

        (int arena, int least) = PlaceInArena(graph, tensors, steps);
        IReadOnlyList<Step> divided = ParallelPlan.Divide(steps, [.. graph.Nodes.Select(node => Writers(graph, node))]);
        EquatableArray<Trace> traces = Trace.Of(graph, tensors);
        return new NetworkPlan(
            network, divided.ToEquatableArray(), stages.All.ToEquatableArray(), weights.ToEquatableArray(), weightsLength, arena, least, traces, Trace.NotMaterialized(network, traces));
    }

    /// <summary>The places of the nodes that write what a node reads.</summary>
    private static int[] Writers(Graph graph, Node node)
    {
        int[] read = [.. node.Reads.Select(value => graph.StorageOf(value).Whole)];
        return [.. Enumerable.Range(0, graph.Nodes.IndexOf(node)).Where(i => read.Contains(graph.StorageOf(graph.Nodes[i].Writes).Whole))];
    }

    /// <summary>A node that joins writes some channels of its value.</summary>
    private static Tensor OutputOf(Node node, Dictionary<int, Tensor> tensors)
        => node.FirstChannel is { } channel ? tensors[node.Writes].Part(node.Output, channel) : tensors[node.Writes];

    /// <summary>
    /// A tensor lives from the first step that writes into it to the last that reads from it; what a step keeps to itself lives as long as
    /// the step.
    /// </summary>
    private static (int Length, int Least) PlaceInArena(Graph graph, Dictionary<int, Tensor> tensors, List<Step> steps)
    {
        int[] inside = [.. tensors.Keys.Where(value => tensors[value].Storage == Storage.Arena && !graph.IsStoredIn(value)).OrderBy(value => Claim(graph, value, 0).First)];
        (int Length, int First, int Last)[] claims =
        [
            .. inside.Select(value => Claim(graph, value, tensors[value].Reserved)),
            .. steps.Select((step, i) => (step.ScratchLength, i, i)),
        ];
        (int[] offsets, int length) = ArenaPlanner.Place(claims);
        for (int i = 0; i < inside.Length; i++)
        {
            foreach (int value in graph.StoredIn(inside[i]))
            {
                tensors[value] = tensors[value] with { Offset = offsets[i] };
            }
        }

        for (int i = 0; i < steps.Count; i++)
        {
            Node node = graph.Nodes[i];
            steps[i] = steps[i].At([.. node.Reads.Select(value => tensors[value])], OutputOf(node, tensors), offsets[inside.Length + i]);
        }

        int least = Enumerable.Range(0, steps.Count).Max(i => claims.Where(claim => claim.First <= i && i <= claim.Last).Sum(claim => claim.Length));
        return (length, least);
    }

    private static (int Length, int First, int Last) Claim(Graph graph, int value, int length)
    {
        HashSet<int> stored = [.. graph.StoredIn(value)];
        int[] steps = [.. Enumerable.Range(0, graph.Nodes.Count).Where(i => stored.Contains(graph.Nodes[i].Writes) || graph.Nodes[i].Reads.Any(stored.Contains))];
        return (length, steps.Min(), steps.Max());
    }
}
