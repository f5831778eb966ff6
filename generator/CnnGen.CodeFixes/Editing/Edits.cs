using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>Changes in one file or several, which are made together; one that is asked for twice is made once.</summary>
internal sealed class Edits(Solution solution)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];

    /// <summary>Whether the file is the user's, and not one that a generator wrote.</summary>
    public bool CanChange(SyntaxTree tree) => solution.GetDocument(tree) is not null;

    /// <summary>Keeps a change for later, if it can be made.</summary>
    public void Add(SyntaxTree tree, TextChange change)
    {
        if (!CanChange(tree))
        {
            return;
        }

        Document document = solution.GetDocument(tree)!;
        if (!_changes.TryGetValue(document.Id, out List<TextChange>? changes))
        {
            _changes[document.Id] = changes = [];
        }

        if (!changes.Contains(change))
        {
            changes.Add(change);
        }
    }

    public async Task<Solution> ApplyAsync(CancellationToken token)
    {
        Solution changed = solution;
        foreach (KeyValuePair<DocumentId, List<TextChange>> file in _changes)
        {
            SourceText text = await solution.GetDocument(file.Key)!.GetTextAsync(token).ConfigureAwait(false);
            changed = changed.WithDocumentText(file.Key, text.WithChanges(file.Value.OrderBy(change => change.Span.Start)));
        }

        return changed;
    }
}
