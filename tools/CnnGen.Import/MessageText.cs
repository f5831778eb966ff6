using CnnGen.Generator.Diagnostics;

namespace CnnGen.Import;

/// <summary>Puts what a file holds into messages.</summary>
internal static class MessageText
{
    private const int Longest = 120;

    /// <summary>A name as it can be shown: each character shows, and there are not too many.</summary>
    public static string Shown(string name)
    {
        string clean = Of(name.Length > Longest + 1 ? name[..(Longest + 1)] : name);
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }

    /// <summary>A text of any length as it can be shown, as a path.</summary>
    public static string Of(string text) => OutsideText.Shown(text);

    /// <summary>A shape as <c>1x3x224x224</c>.</summary>
    public static string Shape(IEnumerable<int> dims)
    {
        string text = string.Join('x', dims);
        return text.Length == 0 ? "a single number" : text;
    }

    /// <summary><c>'a', 'b'</c>.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{Shown(name)}'"));
}
