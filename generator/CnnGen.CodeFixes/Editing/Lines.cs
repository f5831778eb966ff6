using Microsoft.CodeAnalysis.Text;

namespace CnnGen.CodeFixes.Editing;

/// <summary>What edits must know of a file's lines to look like the rest of it.</summary>
internal static class Lines
{
    /// <summary>Whether only white space stands before the place in its line.</summary>
    public static bool IsFirstOfLine(SourceText text, int place) => Before(text, place).All(char.IsWhiteSpace);

    /// <summary>The white space that the place's line begins with.</summary>
    public static string Indent(SourceText text, int place) => new([.. text.Lines.GetLineFromPosition(place).ToString().TakeWhile(char.IsWhiteSpace)]);

    /// <summary>The line break behind the place's line, or before it where it is the last one.</summary>
    public static string Break(SourceText text, int place)
    {
        int number = text.Lines.GetLineFromPosition(place).LineNumber;
        string found = Of(number) is { Length: > 0 } behind ? behind : number > 0 ? Of(number - 1) : "";
        return found.Length > 0 ? found : "\n";

        string Of(int line) => text.ToString(TextSpan.FromBounds(text.Lines[line].End, text.Lines[line].EndIncludingLineBreak));
    }

    /// <summary>What stands behind the place in its line.</summary>
    public static string Behind(SourceText text, int place) => text.ToString(TextSpan.FromBounds(place, text.Lines.GetLineFromPosition(place).End));

    /// <summary>The spans, in order and without overlaps, and with them the rest of the lines of which they leave white space only.</summary>
    public static IEnumerable<TextSpan> WithEmptied(SourceText text, IEnumerable<TextSpan> spans)
    {
        TextSpan[] taken = [.. spans];
        IEnumerable<TextSpan> emptied = text.Lines
            .Where(line => taken.Any(span => span.OverlapsWith(line.Span)))
            .Where(line => Enumerable.Range(line.Start, line.Span.Length).All(place => char.IsWhiteSpace(text[place]) || taken.Any(span => span.Contains(place))))
            .Select(line => line.SpanIncludingLineBreak);

        TextSpan? open = null;
        foreach (TextSpan span in taken.Concat(emptied).OrderBy(span => span.Start))
        {
            if (open is { } before && before.End < span.Start)
            {
                yield return before;
                open = span;
            }
            else
            {
                open = TextSpan.FromBounds(open?.Start ?? span.Start, Math.Max(open?.End ?? 0, span.End));
            }
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static string Before(SourceText text, int place) => text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(place).Start, place));
}
