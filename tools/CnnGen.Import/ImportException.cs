namespace CnnGen.Import;

/// <summary>Why a node, or the model as a whole, cannot be imported.</summary>
/// <param name="Nodes">The nodes concerned, by name; none where it is the file or the whole model.</param>
/// <param name="Operator">Their operator, as <c>Conv</c>; empty where it is the model.</param>
/// <param name="Message">What the nodes receive, why they cannot be imported, and what to do: a paragraph that does not repeat the nodes.</param>
public sealed record ImportProblem(IReadOnlyList<string> Nodes, string Operator, string Message)
{
    /// <summary>Whether it only asks which output is meant.</summary>
    internal bool IsOfOutputs { get; init; }

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
