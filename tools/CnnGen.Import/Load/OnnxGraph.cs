namespace CnnGen.Import.Load;

/// <summary>A model with one input and one output: the nodes between the two, each after what it reads.</summary>
/// <param name="Nodes">In an order in which they can run.</param>
/// <param name="Constants">Initializers and constants by name.</param>
/// <param name="Input">The name of the input.</param>
/// <param name="InputDims">Its shape, the batch of 1 first; every side is known.</param>
/// <param name="Output">The name of the tensor that the network gives.</param>
/// <param name="Origin">Who made the model, in words for the file's comment.</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyDictionary<string, Constant> Constants,
    string Input,
    int[] InputDims,
    string Output,
    string Origin)
{
    /// <summary>The shapes of tensors as ONNX defines them, where they are known.</summary>
    public IReadOnlyDictionary<string, int[]> Shapes { get; init; } = new Dictionary<string, int[]>();

    /// <summary>Reads the branches of an If once its condition is known.</summary>
    public required BodyReader Bodies { get; init; }

    /// <summary>What is wrong with the choice of input, output or shape. The graph is as complete as it can be without.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>Whether the input and its shape are known, so that the nodes can be translated.</summary>
    public bool IsTranslatable { get; init; } = true;

    /// <summary>Shapes that the exporter noted, for going on after a node that cannot be imported.</summary>
    public IReadOnlyDictionary<string, int[]> NotedShapes { get; init; } = new Dictionary<string, int[]>();

    /// <summary>How many nodes read each tensor's numbers, not only its shape; the network's caller reads its output.</summary>
    public Dictionary<string, int> CountUses()
    {
        Dictionary<string, int> uses = new(StringComparer.Ordinal) { [Output] = 1 };
        foreach (string input in Nodes.Where(node => node.Operator is not ("Shape" or "Size")).SelectMany(node => node.Inputs))
        {
            uses[input] = uses.GetValueOrDefault(input) + 1;
        }

        return uses;
    }
}
