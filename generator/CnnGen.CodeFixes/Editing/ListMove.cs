using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>Moves attributes below another list of attributes. A list goes with its comments: those right above it and behind it.</summary>
internal sealed class ListMove(Edits edits)
{
    private readonly List<(string[] Above, string List, string Behind)> _moved = [];
    private readonly List<(SyntaxTree Tree, TextSpan Span)> _taken = [];

    /// <summary>Takes attributes of one list, and the list itself where it holds no others.</summary>
    public void Take(AttributeListSyntax list, AttributeSyntax[] attributes)
    {
        if (attributes.Length == list.Attributes.Count)
        {
            TakeWhole(list);
            return;
        }

        _moved.Add(([], $"[{string.Join(", ", attributes.Select(attribute => attribute.ToString()))}]", ""));
        foreach (AttributeSyntax attribute in attributes)
        {
            // With the comma before it, or behind it where none that stays is before it.
            int place = list.Attributes.IndexOf(attribute);
            bool isBehindOthers = list.Attributes.Take(place).Any(before => !attributes.Contains(before));
            _taken.Add((list.SyntaxTree, isBehindOthers
                ? TextSpan.FromBounds(list.Attributes[place - 1].Span.End, attribute.Span.End)
                : TextSpan.FromBounds(attribute.SpanStart, list.Attributes[place + 1].SpanStart)));
        }
    }

    /// <summary>Puts down what was taken: on lines of its own, where the target ends its line.</summary>
    public void PlaceBelow(AttributeListSyntax target)
    {
        foreach (IGrouping<SyntaxTree, TextSpan> file in _taken.ToLookup(place => place.Tree, place => place.Span))
        {
            foreach (TextSpan span in Lines.WithEmptied(file.Key.GetText(), file))
            {
                edits.Add(file.Key, new TextChange(span, ""));
            }
        }

        SourceText text = target.SyntaxTree.GetText();
        bool endsLine = Lines.Behind(text, target.Span.End) is { } behind && IsCommentOrNothing(behind);
        string lineBreak = Lines.Break(text, target.SpanStart) + Lines.Indent(text, target.SpanStart);
        string added = endsLine
            ? string.Concat(_moved.SelectMany(moved => moved.Above.Append(moved.List + moved.Behind)).Select(line => lineBreak + line))
            : string.Concat(_moved.Select(moved => $" {moved.List}"));
        int place = endsLine ? text.Lines.GetLineFromPosition(target.Span.End).End : target.Span.End;
        edits.Add(target.SyntaxTree, new TextChange(new TextSpan(place, 0), added));
    }

    private void TakeWhole(AttributeListSyntax list)
    {
        SourceText text = list.SyntaxTree.GetText();
        string behind = Lines.Behind(text, list.Span.End);
        string comment = IsCommentOrNothing(behind) ? behind.TrimEnd() : "";
        TextLine[] above = Lines.IsFirstOfLine(text, list.SpanStart) ? [.. CommentsAbove(text, list.SpanStart)] : [];

        _moved.Add(([.. above.Select(line => line.ToString().Trim())], list.ToString(), comment));
        int spaces = behind.TakeWhile(char.IsWhiteSpace).Count();
        _taken.Add((list.SyntaxTree, new TextSpan(list.SpanStart, list.Span.Length + Math.Max(comment.Length, spaces))));
        _taken.AddRange(above.Select(line => (list.SyntaxTree, line.Span)));
    }

    private static IEnumerable<TextLine> CommentsAbove(SourceText text, int place)
    {
        int first = text.Lines.GetLineFromPosition(place).LineNumber;
        int top = first;
        while (top > 0 && text.Lines[top - 1].ToString().Trim() is { } line && line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("///", StringComparison.Ordinal))
        {
            top--;
        }

        return Enumerable.Range(top, first - top).Select(number => text.Lines[number]);
    }

    private static bool IsCommentOrNothing(string text) => text.Trim() is var trimmed
        && (trimmed.Length == 0
            || trimmed.StartsWith("//", StringComparison.Ordinal)
            || (trimmed.StartsWith("/*", StringComparison.Ordinal) && trimmed.IndexOf("*/", StringComparison.Ordinal) == trimmed.Length - 2));
}
