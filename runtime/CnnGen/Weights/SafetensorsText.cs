using System.Text;
using System.Text.Json;

namespace CnnGen;

/// <summary>Words for messages: a torn file may hold a name of a megabyte, or one that clears the terminal.</summary>
internal static class SafetensorsText
{
    private const int LongestText = 100;
    private const int MostSizes = 16;

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        }

        return quoted.Append(text.Length > LongestText ? "...'" : "'").ToString();
    }

    internal static string Shape(ReadOnlySpan<long> shape)
    {
        string sizes = string.Join(", ", shape[..Math.Min(shape.Length, MostSizes)].ToArray());
        return shape.Length <= MostSizes ? $"[{sizes}]" : $"[{sizes}, ... ({shape.Length} dimensions)]";
    }

    internal static string Found(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndArray => "the end of the array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 40)]),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        _ => "something else",
    };
}
