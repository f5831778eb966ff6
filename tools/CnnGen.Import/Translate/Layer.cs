using System.Globalization;
using CnnGen.Import.Simplify;

namespace CnnGen.Import.Translate;

/// <summary>The shape of a network's tensor: a map, or flat. A flat one that was a map keeps the map's sides.</summary>
internal readonly record struct MapShape(int Height, int Width, int Channels, bool IsFlat)
{
    public int Length => Height * Width * Channels;

    public override string ToString()
        => IsFlat ? Length.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}x{Channels}");
}

/// <summary>A tensor of weights as the file has it.</summary>
internal sealed record Weight(int[] Dims, float[] Values);

/// <summary>An attribute of the class that is written, with its weights. Later nodes may still be folded into it.</summary>
internal sealed class Layer(string kind, MapShape output, Layer? source = null)
{
    /// <summary>The attribute's name, as <c>Conv2D</c>; <c>Input</c> for the network's input.</summary>
    public string Kind { get; set; } = kind;

    /// <summary>The layer whose output it reads; null for the input.</summary>
    public Layer? Source { get; set; } = source;

    /// <summary>The layers it names beside: what is added, multiplied or joined.</summary>
    public List<Layer> Operands { get; } = [];

    public MapShape Output { get; } = output;

    /// <summary>Its arguments, as C# writes them.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Its properties as C# writes them, in order, without <c>Activation</c>, <c>From</c> and <c>Name</c>.</summary>
    public List<(string Name, string Value)> Properties { get; } = [];

    /// <summary>The member of <c>Activation</c> that it ends with; null for none.</summary>
    public string? Activation { get; set; }

    /// <summary>The limits of a <c>Clip</c>; null for other kinds.</summary>
    public ClipBounds? Clip { get; set; }

    /// <summary>The number that a <c>ZeroPad2D</c> or <c>Pad2D</c> puts around a map; null for other modes and kinds.</summary>
    public float? Fill { get; init; }

    /// <summary>By the key's ending: <c>weight</c>, <c>bias</c>.</summary>
    public Dictionary<string, Weight> Weights { get; } = [];

    /// <summary>What the model calls it; null where it has no name worth keeping.</summary>
    public string? PreferredName { get; set; }

    /// <summary>The node it was made of, for messages.</summary>
    public string Node { get; set; } = "";

    /// <summary>The ONNX tensor that it gives; null where ONNX has none.</summary>
    public string? Value { get; set; }

    /// <summary>How ONNX's axes are made of the layer's output, where <see cref="Value"/> is given.</summary>
    public IReadOnlyList<Atom[]> ValueAxes { get; set; } = [];

    /// <summary>Whether the order of its axes is not known: it stands for a node that cannot be imported.</summary>
    public bool HasGuessedOrder { get; init; }

    /// <summary>Whether one node alone reads its output, so that this node may be folded into it.</summary>
    public bool IsSole { get; set; } = true;

    /// <summary>Whether it multiplies weights and adds a bias, and may have an <c>Activation</c>.</summary>
    public bool IsWeighted => Kind is "Conv2D" or "DepthwiseConv2D" or "Conv2DTranspose" or "Dense";
}
