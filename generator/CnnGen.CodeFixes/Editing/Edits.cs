using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>Changes in one file or several, which are made together; one that is asked for twice is made once.</summary>
internal sealed class Edits(Solution solution)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];

    /// <summary>Keeps a change for later; none is made in a file that another generator wrote.</summary>
    public void Add(SyntaxTree tree, TextChange change)
    {
        if (solution.GetDocument(tree) is not { } document)
        {
            return;
        }

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
