using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Xunit;

namespace CnnGen.Tests;

/// <summary>The reader of JSON beside System.Text.Json's: both take the same texts, and find the same tokens in them.</summary>
public sealed class JsonReaderTests
{
    private const int Mutations = 60_000;

    private static readonly string[] Seeds =
    [
        """{"__metadata__":{"format":"pt"},"conv1.weight":{"dtype":"F32","shape":[2,1,3,3],"data_offsets":[0,72]}}   """,
        """{ "a\"\u00e9\ud83d\ude00\/\\\b\f\n\r\t" : [ true , false , null , -0 , 0.5 , 1e+3 , -12.25E-7 , "é😀\u0000" ] }""",
        """[[],{},[{"":""}],[[[1]]],"\udc00","\ud800","\ud800\ud800\udc00",{"x":{"x":{"x":[0]}}},10,0]""",
        "\t\r\n [1 ,\n2]\n",
        "\"text\"",
        "-1.5e3",
        "true",
    ];

    // What to insert: all that the grammar tells apart, and some that it does not know.
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u00E9", "\\x", "\\\"", "\"\"", "\"a\":", "0", "1", "-", "+",
        ".", "e", "E", "01", "1.5", "1e5", "true", "false", "null", "nul", "True", "NaN", " ", "\t", "\n", "\r", "\v", "\0", "\u001f", "\u007f",
        "\u00a0", "\u2028", "\ufeff", "é", "😀", "//", "/* */", "'", "/",
    ];

    [Fact]
    public void Mutated_texts()
    {
        var random = new Random(20_240_613);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
            for (int rounds = random.Next(1, 4); rounds > 0; rounds--)
            {
                text = Mutate(text, random);
            }

            read += Compare(text) ? 1 : 0;
        }

        // Were most refused, or read, the mutations would say little.
        Assert.InRange(read, Mutations / 20, Mutations / 2);
    }

    [Fact]
    public void Random_sequences_of_pieces()
    {
        var random = new Random(5);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            string[] pieces = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)])];
            string inside = string.Concat(pieces);
            string text = random.Next(4) switch { 0 => $"[{inside}]", 1 => $"\"{inside}\"", 2 => $$"""{"k":{{inside}}}""", _ => inside };
            read += Compare(Encoding.UTF8.GetBytes(text)) ? 1 : 0;
        }

        Assert.InRange(read, Mutations / 100, Mutations / 2);
    }

    [Fact]
    public void All_texts_of_up_to_four_characters_of_a_number_or_a_structure()
    {
        foreach (string alphabet in new[] { "01-+.eE, ", "[]{},:\"1 " })
        {
            for (int i = 0; i < 9 * 9 * 9 * 9; i++)
            {
                string text = $"{alphabet[i % 9]}{alphabet[i / 9 % 9]}{alphabet[i / 81 % 9]}{alphabet[i / 729]}";
                Compare(Encoding.UTF8.GetBytes(text));
                Compare(Encoding.UTF8.GetBytes(text[1..]));
                Compare(Encoding.UTF8.GetBytes($"[{text}]"));
            }
        }
    }

    [Fact]
    public void Every_truncation_and_every_byte_in_a_string()
    {
        foreach (byte[] seed in Seeds.Select(Encoding.UTF8.GetBytes))
        {
            for (int length = 0; length <= seed.Length; length++)
            {
                Compare(seed[..length]);
            }
        }

        for (int c = 0; c < 256; c++)
        {
            Compare([(byte)'"', (byte)c, (byte)'"']);
            Compare([(byte)'"', (byte)'\\', (byte)c, (byte)'"']);
            Compare([(byte)'"', .. "\\u000"u8, (byte)c, (byte)'"']);
            Compare([(byte)c, (byte)'1']);
        }
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(1000, false)]
    public void Depth(int levels, bool isRead)
    {
        string arrays = new string('[', levels) + new string(']', levels);
        string objects = string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);
        Assert.Equal(isRead, Compare(Encoding.UTF8.GetBytes(arrays)));
        Assert.Equal(isRead, Compare(Encoding.UTF8.GetBytes(objects)));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("18446744073709551616", null)]
    [InlineData("99999999999999999999999999", null)]
    [InlineData("-0", null)]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    public void Whole_numbers(string text, long? expected)
    {
        var reader = new JsonReader(Encoding.UTF8.GetBytes(text));
        Assert.True(reader.Read());
        Assert.Equal(expected, reader.TryGetWhole(out long number) ? number : null);
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_value_is_skipped_whole()
    {
        var reader = new JsonReader("""[[1,{"a":[]},"]"],2,{}]"""u8);
        reader.Read();
        reader.Read();
        reader.SkipValue();
        Assert.Equal(JsonToken.EndArray, reader.Token);
        reader.Read();
        reader.SkipValue();
        Assert.Equal("2", Encoding.UTF8.GetString(reader.Value));
        reader.Read();
        reader.SkipValue();
        Assert.Equal(JsonToken.EndObject, reader.Token);
        Assert.True(reader.Read());
        Assert.False(reader.Read());
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        int at = random.Next(text.Length + 1);
        int end = Math.Min(text.Length, at + random.Next(1, 4));
        byte[] piece = Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]);
        return random.Next(6) switch
        {
            0 => [.. text[..at], .. text[end..]],
            1 => [.. text[..end], .. text[at..]],
            2 => [.. text[..at], .. piece, .. text[end..]],
            3 when at < text.Length => [.. text[..at], (byte)(text[at] ^ (1 << random.Next(8))), .. text[(at + 1)..]],
            4 => [.. text[..at], .. " "u8, .. text[at..]],
            _ => [.. text[..at], .. piece, .. text[at..]],
        };
    }

    /// <summary>Whether both readers take the text, which they must agree on.</summary>
    private static bool Compare(byte[] text)
    {
        // The encoding is checked by the reader's caller.
        List<string>? expected = TokensOfSystemTextJson(text);
        List<string>? actual = Utf8.IsValid(text) ? Tokens(text) : null;
        string message = $"'{Encoding.UTF8.GetString(text)}' ({Convert.ToHexString(text)})";
        Assert.True(expected is null == actual is null, $"{message} is {(actual is null ? "refused" : "read")}");
        Assert.True(expected is null || expected.SequenceEqual(actual!), message);
        return expected is not null;
    }

    private static List<string>? Tokens(byte[] text)
    {
        try
        {
            var tokens = new List<string>();
            var reader = new JsonReader(text);
            while (reader.Read())
            {
                string? value = reader.Token switch
                {
                    JsonToken.Key or JsonToken.String => reader.GetString(),
                    JsonToken.Number => Encoding.UTF8.GetString(reader.Value),
                    _ => "",
                };
                if (value is null)
                {
                    return null;
                }

                tokens.Add($"{reader.Token} {value}");
            }

            return tokens;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static List<string>? TokensOfSystemTextJson(byte[] text)
    {
        try
        {
            var tokens = new List<string>();
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
                // All kinds but a key's have the same names.
                string kind = reader.TokenType == JsonTokenType.PropertyName ? nameof(JsonToken.Key) : reader.TokenType.ToString();
                tokens.Add(reader.TokenType switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => $"{kind} {reader.GetString()}",
                    JsonTokenType.Number => $"{kind} {Encoding.UTF8.GetString(reader.ValueSpan)}",
                    _ => $"{kind} ",
                });
            }

            return tokens;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
