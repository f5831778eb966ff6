using CnnGen.Generator.Declaration;
using CnnGen.Generator.Diagnostics;

namespace CnnGen.Import.Write;

/// <summary>Text as a comment of one line can have it.</summary>
internal readonly struct CommentText(string text)
{
    private readonly string? _text = OutsideText.Shown(text);

    public override string ToString() => _text ?? "";
}

/// <summary>A text as a string literal, with its quotes.</summary>
internal readonly struct StringLiteral(string text)
{
    private readonly string? _literal = OutsideText.Literal(text);

    public override string ToString() => _literal ?? "\"\"";
}

/// <summary>A name, or names with dots between them, none of which the compiler takes for a keyword.</summary>
internal readonly struct Identifier(string name)
{
    private readonly string? _name = string.Join('.', name.Split('.').Select(Identifiers.Escape));

    public override string ToString() => _name ?? "";
}

/// <summary>C# that the importer has composed.</summary>
internal readonly struct Code
{
    private readonly string? _text;

    private Code(string text) => _text = text;

    public int Length => ToString().Length;

    public static Code Of(SourceLine line) => new(line.ToString());

    /// <summary>A number, a name, or the member of an enum, as translations give arguments.</summary>
    /// <exception cref="InvalidOperationException">It is anything else.</exception>
    public static Code Value(string text)
        => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '+' or '_')
            ? new Code(text)
            : throw new InvalidOperationException($"'{MessageText.Shown(text)}' is not an argument of an attribute.");

    public static Code Join(IEnumerable<Code> parts) => new(string.Join(", ", parts));

    public Code PadRight(int width) => new(ToString().PadRight(width));

    public override string ToString() => _text ?? "";
}
