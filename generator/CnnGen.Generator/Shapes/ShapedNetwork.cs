using CnnGen.Generator.Declaration;

namespace CnnGen.Generator.Shapes;

/// <summary>A network whose every shape is known, or the faults that forbid it.</summary>
internal sealed record ShapedNetwork(
    TypeDeclaration Type,
    Shape Input,
    bool ChannelsFirst,
    bool AllowsWinograd,
    SelfTest? SelfTest,
    EquatableArray<ShapedLayer> Layers,
    EquatableArray<Fault> Faults)
{
    /// <summary>Whether the colours of the caller's pixels are blue, green, red.</summary>
    public bool IsBgr { get; init; }

    /// <summary>The weights file that is a resource of the assembly; null where there is none.</summary>
    public EmbeddedWeights? Embedded { get; init; }

    public Shape Output => Layers.Count == 0 ? Input : Layers[Layers.Count - 1].Output;

    /// <summary>False also where a layer is not finished yet: no fault is ours to report then, but no shape is known either.</summary>
    public bool IsValid => !Faults.Any(fault => fault.IsError) && Input.IsKnown && Layers.All(layer => layer.Output.IsKnown);

    /// <summary>How many layers, from the first on, are known whole: they have no error on them or above them, and all that they read is known.</summary>
    public int ValidPrefix
    {
        get
        {
            int faulty = Faults.Where(fault => fault.IsError && fault.Attribute >= 0).Select(fault => fault.Attribute - 1).Append(Layers.Count).Min();
            return Input.IsKnown ? Layers.Take(faulty).TakeWhile(layer => layer.Output.IsKnown).Count() : 0;
        }
    }

    /// <summary>Which layers the last one depends on, by their places from 1.</summary>
    public bool[] Live()
    {
        bool[] live = new bool[Layers.Count + 1];
        live[Layers.Count] = true;
        for (int i = Layers.Count; i > 0; i--)
        {
            foreach (int read in live[i] ? Layers[i - 1].Reads : EquatableArray<int>.Empty)
            {
                live[read] = true;
            }
        }

        return live;
    }

    public long Parameters => Layers.Sum(layer => layer.Operation.Parameters);

    public long MultiplyAdds => Layers.Sum(layer => layer.Operation.MultiplyAdds);
}

/// <summary>A layer between shapes.</summary>
/// <param name="Name">The user's name for it or the default.</param>
/// <param name="Kind">The attribute: <c>Conv2D</c>.</param>
/// <param name="Reads">The layers whose outputs it reads, by their places in the network from 1; 0 is the network's input.</param>
/// <param name="Input">The shape of the first of them.</param>
internal sealed record ShapedLayer(string Name, string Kind, EquatableArray<int> Reads, Shape Input, Shape Output, Operation Operation)
{
    /// <summary>The part of the network's input that one element of the output depends on; null where it is not known.</summary>
    public ReceptiveField? ReceptiveField { get; init; }

    /// <summary>Whether its window's pads are Same's.</summary>
    public bool IsSame { get; init; }
}
