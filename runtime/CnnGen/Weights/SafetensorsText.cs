using System.Text;

namespace CnnGen;

/// <summary>Text for messages: a corrupt file may hold a name of a megabyte, or one that clears the terminal.</summary>
internal static class SafetensorsText
{
    private const int LongestText = 100;
    private const int MostSizes = 16;

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
        {
            quoted.Append(ShownText.Shows(c) ? c : '?');
        }

        return quoted.Append(text.Length > LongestText ? "...'" : "'").ToString();
    }

    internal static string Shape(ReadOnlySpan<long> shape)
    {
        string sizes = string.Join(", ", shape[..Math.Min(shape.Length, MostSizes)].ToArray());
        return shape.Length <= MostSizes ? $"[{sizes}]" : $"[{sizes}, ... ({shape.Length} dimensions)]";
    }

    internal static string Found(ref JsonReader reader) => reader.Token switch
    {
        JsonToken.StartObject => "an object",
        JsonToken.StartArray => "an array",
        JsonToken.EndArray => "the end of the array",
        JsonToken.String => "a string",
        JsonToken.Number => Encoding.UTF8.GetString(reader.Value[..Math.Min(reader.Value.Length, 40)]),
        JsonToken.True => "true",
        JsonToken.False => "false",
        JsonToken.Null => "null",
        _ => "something else",
    };
}
