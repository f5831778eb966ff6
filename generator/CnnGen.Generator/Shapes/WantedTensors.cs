using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>A tensor that a layer reads from a weights file.</summary>
/// <param name="Layer">The layer's place in the network, from 0.</param>
/// <param name="Shapes">The shapes that it may have, as messages show them: <c>[6, 1, 5, 5]</c>. The first is the usual one.</param>
/// <param name="InputSide">The side of the shape that follows from the layer's input; <see cref="AllSides"/>, or <see cref="NoSide"/>.</param>
/// <param name="OutputSide">The side that is the layer's filters, or units; or <see cref="NoSide"/>.</param>
internal sealed record WantedTensor(int Layer, string Name, IReadOnlyList<string> Shapes, int InputSide, int OutputSide)
{
    public const int AllSides = -1;
    public const int NoSide = -2;

    /// <summary>Whether the shape of a tensor would be right if the layer's input were another.</summary>
    public bool IsOfOtherInput(string shape) => InputSide == AllSides || OnlyDifference(shape, InputSide) is not null;

    /// <summary>The filters, or units, that would make the shape of a tensor right; null where these do not.</summary>
    public string? Outputs(string shape) => OnlyDifference(shape, OutputSide);

    private string? OnlyDifference(string shape, int side)
    {
        (string[] found, string[] wanted) = (Sides(shape), Sides(Shapes[0]));
        return side >= 0 && found.Length == wanted.Length && Enumerable.Range(0, wanted.Length).All(i => i == side || found[i] == wanted[i]) ? found[side].Trim() : null;
    }

    private static string[] Sides(string shape) => shape.Trim('[', ']').Split(',');
}

/// <summary>A tensor of a layer: its name after the layer's, and the shapes that it may have. See <see cref="WantedTensor"/>.</summary>
internal readonly record struct LayerTensor(string Suffix, string[] Shapes, int InputSide, int OutputSide)
{
    /// <summary>A shape as messages show it.</summary>
    public static string Text(params long[] shape) => $"[{string.Join(", ", shape)}]";
}

/// <summary>What <c>Load</c> wants to find in a weights file. The runtime's <c>LayerWeights</c> and <c>SlopeWeights</c> demand the same.</summary>
internal static class WantedTensors
{
    /// <summary>What the last part of a tensor's name may be.</summary>
    public static readonly string[] Suffixes = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>Those of all layers that the output depends on.</summary>
    public static IEnumerable<WantedTensor> Of(ShapedNetwork network, WeightLayout layout)
    {
        bool[] live = network.Live();
        return from layer in Enumerable.Range(0, network.Layers.Count)
               where live[layer + 1]
               from wanted in network.Layers[layer].Operation.Tensors(layout)
               select new WantedTensor(layer, $"{network.Layers[layer].Name}.{wanted.Suffix}", wanted.Shapes, wanted.InputSide, wanted.OutputSide);
    }
}
