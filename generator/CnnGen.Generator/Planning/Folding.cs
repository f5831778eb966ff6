using CnnGen.Generator.Declaration;
using CnnGen.Generator.Shapes;

namespace CnnGen.Generator.Planning;

/// <summary>Folds layers that need no step of their own into their neighbours.</summary>
internal static class Folding
{
    public static List<Node> Fold(ShapedNetwork network)
    {
        List<Node> nodes = [];
        foreach (ShapedLayer layer in network.Layers)
        {
            Node? last = nodes.LastOrDefault();
            switch (layer.Operation)
            {
                case Identity when last is null:
                    break;
                case Identity:
                    Replace(nodes, last with { Output = layer.Output });
                    break;
                case Pointwise pointwise:
                    last ??= Node.Copy(layer.Name, layer.Input);
                    Replace(nodes, last with { Functions = last.Functions.Append(pointwise.Function).ToEquatableArray() });
                    break;
                case Pool pool when last is not null && CanTake(last, pool):
                    Replace(nodes, last with { Output = layer.Output, FusedPool = pool });
                    break;
                case BatchNorm norm when last is { Operation: Product sums, Functions.Count: 0, FusedPool: null, Normalization: null } && IsOfChannels(norm, sums):
                    Replace(nodes, last with { Output = layer.Output, Normalization = new Normalization(layer.Name, norm.Epsilon) });
                    break;
                case BatchNorm norm:
                    nodes.Add(Scale(layer, norm));
                    break;
                case Product product:
                    product = WithPads(nodes, product);
                    if (product.Sharing == Sharing.Depthwise && product.Output.Channels / product.Input.Channels is > 1 and var times)
                    {
                        nodes.Add(Node.Of($"{layer.Name}-repeat", new Repeat(times), product.Input, product.Input with { Channels = product.Output.Channels }));
                    }

                    Function[] functions = Function.Of(product.Activation) is { } function ? [function] : [];
                    nodes.Add(new Node(layer.Name, product, nodes.LastOrDefault()?.Output ?? product.Input, layer.Output, functions.ToEquatableArray()));
                    if (Softmax.Of(product.Activation) is { } softmax)
                    {
                        nodes.Add(new Node($"{layer.Name}-softmax", softmax, layer.Output, layer.Output, EquatableArray<Function>.Empty));
                    }

                    break;
                default:
                    nodes.Add(new Node(layer.Name, layer.Operation, layer.Input, layer.Output, EquatableArray<Function>.Empty));
                    break;
            }
        }

        return nodes.Count > 0 ? nodes : [Node.Copy("output", network.Output)];
    }

    /// <summary>Behind a Flatten, each pixel has numbers of its own, which a convolution's weights have not.</summary>
    private static bool IsOfChannels(BatchNorm norm, Product product) => norm.Parameters == 2L * product.Output.Channels;

    /// <summary>Zeros around a map that a convolution reads become its own padding.</summary>
    private static Product WithPads(List<Node> nodes, Product product)
    {
        if (product.Sharing == Sharing.Dense || nodes.LastOrDefault() is not { Operation: ZeroPad pads, Functions.Count: 0 } last)
        {
            return product;
        }

        nodes.RemoveAt(nodes.Count - 1);
        return product with { Input = last.Input, Window = pads.Widen(product.Window) };
    }

    /// <summary>A normalisation with no product before it: a product of one factor a channel, which the normalisation is multiplied into.</summary>
    private static Node Scale(ShapedLayer layer, BatchNorm norm)
    {
        Window point = new(new Axis(1, 1, 1, 0, 0), new Axis(1, 1, 1, 0, 0));
        Product ones = new(Sharing.Scale, layer.Input, layer.Output, point, UseBias: false, Activation.None);
        return Node.Of(layer.Name, ones, layer.Input, layer.Output) with { Normalization = new Normalization(layer.Name, norm.Epsilon) };
    }

    /// <summary>
    /// Whether a pool may be taken before the functions that stand above it: they must not fall where their argument rises, so that the
    /// largest stays the largest. Windows must not overlap, or sums would be worked out twice.
    /// </summary>
    private static bool CanTake(Node node, Pool pool)
        => node is { Operation: Product { Sharing: Sharing.Convolution }, FusedPool: null }
            && pool is { IsMax: true, Window: { IsPadded: false, Rows: { Kernel: 2, Stride: 2, Dilation: 1 }, Columns: { Kernel: 2, Stride: 2, Dilation: 1 } } }
            && node.Functions.All(function => function.IsMonotone);

    private static void Replace(List<Node> nodes, Node node)
    {
        if (nodes.Count > 0)
        {
            nodes.RemoveAt(nodes.Count - 1);
        }

        nodes.Add(node);
    }
}
