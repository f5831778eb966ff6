using System.Globalization;
using System.Text;

namespace CnnGen.Generator.Diagnostics;

/// <summary>
/// Text that is not ours (of a model, a file's name, an attribute) as a message or a line of generated code may have it. Such text may hold
/// characters that end a line in C#, that turn text around or hide it, that steer a terminal, or that close the literal it stands in.
/// </summary>
internal static class OutsideText
{
    /// <summary>The text with a question mark in place of each character that does not show.</summary>
    public static string Shown(string text) => text.All(ShownText.Shows) ? text : string.Concat(text.Select(letter => ShownText.Shows(letter) ? letter : '?'));

    /// <summary>The text as a C# string literal, with its quotes: the compiler reads back exactly the text.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                _ when ShownText.Shows(letter) => literal.Append(letter),
                _ => literal.Append("\\u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture)),
            };
        }

        return literal.Append('"').ToString();
    }
}
