using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Decides everything about a network: what is folded, how tensors lie, where they live, how each step is computed.</summary>
internal static class Planner
{
    public static NetworkPlan Plan(ShapedNetwork network)
    {
        if (!network.IsValid)
        {
            return NetworkPlan.Refused(network);
        }

        Graph graph = Folding.Fold(network);
        Algorithms.Choose(graph.Nodes, network.AllowsWinograd);
        RowStripStep.Join(graph);
        ConcatInPlace.Place(graph);
        Dictionary<int, Tensor> tensors = Layouts.Choose(graph, network.Input, network.Output, network.ChannelsFirst);

        MemberNames methods = MemberNames.OfKernels();
        WinogradStages stages = new(methods);
        List<Step> steps = [];
        List<PackedWeights> weights = [];
        int weightsLength = 0;
        foreach (Node node in graph.Nodes)
        {
            Step step = StepOf(node, "", [.. node.Reads.Select(value => tensors[value])], OutputOf(node, tensors), weightsLength);
            step = step is WinogradStep winograd ? stages.Give(winograd) : step;
            steps.Add(step with { Method = steps.FirstOrDefault(other => other.MethodKey == step.MethodKey)?.Method ?? methods.Next(step.Layer) });
            weights.AddRange(step.AllWeights);
            weightsLength = ArenaPlanner.Align(step.AllWeights.Select(packed => packed.End).Append(weightsLength).Max());
            if (step is PReLUStep slopes)
            {
                weightsLength = ArenaPlanner.Align(slopes.End);
            }
        }

        (int arena, int least) = PlaceInArena(graph, tensors, steps);
        EquatableArray<Trace> traces = Trace.Of(graph, tensors);
        return new NetworkPlan(
            network, steps.ToEquatableArray(), stages.All.ToEquatableArray(), weights.ToEquatableArray(), weightsLength, arena, least, traces, Trace.NotMaterialized(network, traces));
    }

    /// <summary>A node that joins writes some channels of its value.</summary>
    private static Tensor OutputOf(Node node, Dictionary<int, Tensor> tensors)
        => node.FirstChannel is { } channel ? tensors[node.Writes].Part(node.Output, channel) : tensors[node.Writes];

    private static Step StepOf(Node node, string method, Tensor[] inputs, Tensor output, int weightsOffset) => node.Operation switch
    {
        WeightedSum when node.Then is not null => RowStripStep.Plan(node, method, inputs[0], output, weightsOffset),
        WeightedSum when node.WinogradSide > 0 => WinogradStep.Plan(node, method, inputs[0], output, weightsOffset),
        WeightedSum { WeightKind: WeightKind.Transposed } => TransposedPlanner.Plan(node, method, inputs[0], output, weightsOffset),
        WeightedSum { IsChannelwise: true } => DepthwisePlanner.Plan(node, method, inputs[0], output, weightsOffset),
        WeightedSum => ProductPlanner.Plan(node, method, inputs[0], output, weightsOffset),
        Pool pool => PoolPlanner.Plan(node.Layer, method, pool, inputs[0], output, node.Functions),
        PReLU slopes => new PReLUStep(node.Layer, method, inputs[0], output, node.Functions, slopes, weightsOffset),
        Softmax softmax => new SoftmaxStep(node.Layer, method, inputs[0], output, node.Functions, node.TakesUnits, softmax.IsLog),
        LocalResponseNorm norm => new LocalResponseNormStep(node.Layer, method, inputs[0], output, node.Functions, norm),
        Maxout maxout => new MaxoutStep(node.Layer, method, inputs[0], output, node.Functions, node.TakesUnits, maxout.Pieces),
        ZeroPad pads => new ZeroPadStep(node.Layer, method, inputs[0], output, node.Functions, pads),
        Crop crop => new CropStep(node.Layer, method, inputs[0], output, node.Functions, crop),
        Shuffle shuffle => new ShuffleStep(node.Layer, method, inputs[0], output, node.Functions, shuffle.Groups),
        PixelShuffle squares => new PixelShuffleStep(node.Layer, method, inputs[0], output, node.Functions, squares.Factor),
        Slice slice => new SliceStep(node.Layer, method, inputs[0], output, node.Functions, slice.First),
        UpSample larger => new UpSampleStep(node.Layer, method, inputs[0], output, node.Functions, larger),
        Reshape reshape => new ReshapeStep(node.Layer, method, inputs[0], output, node.Functions, reshape),
        Repeat repeat => new RepeatStep(node.Layer, method, inputs[0], output, node.Functions, repeat.Times),
        Elementwise join => new ElementwiseStep(node.Layer, method, inputs[0], output, node.Functions, join.IsSum, join.Operands)
        {
            Others = inputs.Skip(1).ToEquatableArray(),
        },
        Preparation preparation => new PrepareStep(node.Layer, method, inputs[0], output, node.Functions, preparation),
        _ => new CopyStep(node.Layer, method, inputs[0], output, node.Functions),
    };

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
