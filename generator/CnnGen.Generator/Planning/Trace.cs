using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Where a layer's output is, once a step has been run.</summary>
/// <param name="Step">The last step that writes into it.</param>
/// <param name="Layer">The layer's place in the network, from 0.</param>
internal sealed record Trace(int Step, int Layer, Tensor Tensor)
{
    /// <summary>The layers whose outputs are in memory at some time: not those that are folded into what follows.</summary>
    public static EquatableArray<Trace> Of(Graph graph, IReadOnlyDictionary<int, Tensor> tensors)
        => (from made in graph.Made
            where made.Value != 0 && tensors.ContainsKey(made.Value)
            let written = graph.IsView(made.Value) ? graph.StorageOf(made.Value).Whole : made.Value
            let step = graph.Nodes.FindLastIndex(node => graph.IsWithin(node.Writes, written))
            where step >= 0
            orderby step, made.Key
            select new Trace(step, made.Key - 1, tensors[made.Value])).ToEquatableArray();

    /// <summary>The other layers that depend on the output: what is folded into what follows, and copies of the input.</summary>
    public static EquatableArray<int> NotMaterialized(ShapedNetwork network, EquatableArray<Trace> seen)
    {
        bool[] live = network.Live();
        return Enumerable.Range(0, network.Layers.Count).Where(layer => live[layer + 1] && seen.All(trace => trace.Layer != layer)).ToEquatableArray();
    }
}
