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

        List<Node> nodes = Folding.Fold(network);
        Algorithms.Choose(nodes, network.AllowsWinograd);
        StripStep.Join(nodes);
        List<Tensor> tensors = Layouts.Choose(nodes, network.Input, network.Output, network.ChannelsFirst);

        MethodNames methods = new();
        WinogradStages stages = new(methods);
        List<Step> steps = [];
        List<PackedWeights> weights = [];
        int weightsLength = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            Step step = StepOf(nodes[i], "", tensors[i], tensors[i + 1], weightsLength);
            step = step is WinogradStep winograd ? stages.Give(winograd) : step;
            steps.Add(step with { Method = steps.FirstOrDefault(other => other.Kernel == step.Kernel)?.Method ?? methods.Next(step.Layer) });
            weights.AddRange(step.AllWeights);
            weightsLength = ArenaPlanner.Align(step.AllWeights.Select(packed => packed.End).Append(weightsLength).Max());
            if (step is PReLUStep slopes)
            {
                weightsLength = ArenaPlanner.Align(slopes.End);
            }
        }

        (int arena, int least) = PlaceInArena(tensors, steps);
        return new NetworkPlan(network, steps.ToEquatableArray(), stages.All.ToEquatableArray(), weights.ToEquatableArray(), weightsLength, arena, least);
    }

    private static Step StepOf(Node node, string method, Tensor input, Tensor output, int weightsOffset) => node.Operation switch
    {
        Product when node.Then is not null => StripStep.Plan(node, method, input, output, weightsOffset),
        Product when node.WinogradSide > 0 => WinogradStep.Plan(node, method, input, output, weightsOffset),
        Product { IsChannelwise: true } => DepthwisePlanner.Plan(node, method, input, output, weightsOffset),
        Product => ProductPlanner.Plan(node, method, input, output, weightsOffset),
        Pool pool => PoolPlanner.Plan(node.Layer, method, pool, input, output, node.Functions),
        PReLU slopes => new PReLUStep(node.Layer, method, input, output, node.Functions, slopes, weightsOffset),
        Softmax softmax => new SoftmaxStep(node.Layer, method, input, output, node.Functions, node.TakesUnits, softmax.IsLog),
        LocalResponseNorm norm => new LocalResponseNormStep(node.Layer, method, input, output, node.Functions, norm),
        Maxout maxout => new MaxoutStep(node.Layer, method, input, output, node.Functions, node.TakesUnits, maxout.Pieces),
        ZeroPad pads => new ZeroPadStep(node.Layer, method, input, output, node.Functions, pads),
        UpSample larger => new UpSampleStep(node.Layer, method, input, output, node.Functions, larger.Factor),
        Repeat repeat => new RepeatStep(node.Layer, method, input, output, node.Functions, repeat.Times),
        _ => new CopyStep(node.Layer, method, input, output, node.Functions),
    };

    /// <summary>Tensor i is written by step i - 1 and read by step i; what a step keeps to itself lives as long as the step.</summary>
    private static (int Length, int Least) PlaceInArena(List<Tensor> tensors, List<Step> steps)
    {
        int[] inside = [.. Enumerable.Range(0, tensors.Count).Where(i => tensors[i].Storage == Storage.Arena)];
        (int Length, int First, int Last)[] claims =
        [
            .. inside.Select(i => (tensors[i].Reserved, i - 1, i)),
            .. steps.Select((step, i) => (step.ScratchLength, i, i)),
        ];
        (int[] offsets, int length) = ArenaPlanner.Place(claims);
        for (int i = 0; i < inside.Length; i++)
        {
            tensors[inside[i]] = tensors[inside[i]] with { Offset = offsets[i] };
        }

        for (int i = 0; i < steps.Count; i++)
        {
            steps[i] = steps[i] with { Input = tensors[i], Output = tensors[i + 1], ScratchOffset = offsets[inside.Length + i] };
        }

        int least = Enumerable.Range(0, steps.Count).Max(i => claims.Where(claim => claim.First <= i && i <= claim.Last).Sum(claim => claim.Length));
        return (length, least);
    }
}
