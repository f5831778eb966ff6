namespace CnnGen.Import;

/// <summary>Puts what a file holds into messages.</summary>
internal static class MessageText
{
    private const int Longest = 120;

    /// <summary>A name as it can be shown: without control characters, and not without end.</summary>
    public static string Shown(string name)
    {
        string clean = string.Concat(name.Take(Longest + 1).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
        return clean.Length <= Longest ? clean : clean[..Longest] + "…";
    }

    /// <summary>A shape as <c>1x3x224x224</c>.</summary>
    public static string Shape(IEnumerable<int> dims)
    {
        string text = string.Join('x', dims);
        return text.Length == 0 ? "a single number" : text;
    }

    /// <summary><c>'a', 'b'</c>.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{Shown(name)}'"));
}
