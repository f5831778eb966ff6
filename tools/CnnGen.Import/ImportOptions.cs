namespace CnnGen.Import;

/// <summary>What the class is to be called, and what a model may leave open.</summary>
public sealed record ImportOptions
{
    /// <summary>The name of the class, a C# identifier. The weights' file is named after it.</summary>
    public string ClassName { get; init; } = "Network";

    /// <summary>The class's namespace; null for none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The input's shape, as <c>1, 3, 224, 224</c>, in place of the one the model says; null to take the model's.</summary>
    public IReadOnlyList<int>? Shape { get; init; }

    /// <summary>The tensor that the network gives, where the model has several outputs; the graph is cut there.</summary>
    public string? Output { get; init; }
}
