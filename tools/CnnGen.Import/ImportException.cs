namespace CnnGen.Import;

/// <summary>Why one node, or the model as a whole, cannot be imported.</summary>
/// <param name="Nodes">The nodes concerned, by name; none, where it is the file or the whole model.</param>
/// <param name="Operator">Their operator, as <c>Conv</c>; empty for a fault of the model.</param>
/// <param name="Message">What arrives, why not, and what to do: a paragraph that does not repeat the nodes.</param>
public sealed record ImportProblem(IReadOnlyList<string> Nodes, string Operator, string Message)
{
    /// <summary>The paragraph, with the nodes in front.</summary>
    public override string ToString() => Nodes.Count switch
    {
        0 => Message,
        1 => $"Node '{Nodes[0]}' ({Operator}): {Message}",
        _ => $"Nodes {string.Join(", ", Nodes.Select(node => $"'{node}'"))} ({Operator}): {Message}",
    };
}

/// <summary>The model cannot be imported. <see cref="Problems"/> has every reason that one run can find.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Several reasons.</summary>
    public ImportException(IReadOnlyList<ImportProblem> problems)
        : base(string.Join("\n\n", problems))
    {
        Problems = problems;
    }

    /// <summary>One reason, of the file or of the whole model.</summary>
    public ImportException(string message, Exception? inner = null)
        : base(message, inner)
    {
        Problems = [new ImportProblem([], "", message)];
    }

    /// <summary>At least one, in the order of the nodes.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; }
}
