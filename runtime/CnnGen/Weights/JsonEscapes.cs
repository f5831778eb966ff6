using System.Globalization;
using System.Text;

namespace CnnGen;

/// <summary>Replaces the escapes of JSON's strings by what they stand for.</summary>
internal static class JsonEscapes
{
    /// <summary>The text, whose escapes are complete; null if one is half of a surrogate pair, which is fine as JSON but no text.</summary>
    internal static string? Replace(string text)
    {
        var replaced = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                replaced.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                replaced.Append((char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                replaced.Append(Character(text[i]));
            }
        }

        string result = replaced.ToString();
        return HasOnlyWholePairs(result) ? result : null;
    }

    private static char Character(char escape) => escape switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => escape,
    };

    private static bool HasOnlyWholePairs(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
