namespace CnnGen;

/// <summary>
/// Reads JSON (RFC 8259, without comments or trailing commas) token by token. Throws a <see cref="FormatException"/> that says where the
/// text is wrong. The text must be valid UTF-8.
/// </summary>
/// <remarks>
/// System.Text.Json reads the same. Its vectorised searches, though, are compiled when the program starts, which was about a third of the
/// time in which a small network was loaded.
/// </remarks>
internal ref partial struct JsonReader(ReadOnlySpan<byte> json)
{
    // As many as _objects has bits.
    private const int DeepestLevel = 64;

    private readonly ReadOnlySpan<byte> _json = json;
    private int _position;
    private int _depth;

    /// <summary>A bit for each level, the innermost the lowest: whether it is an object.</summary>
    private ulong _objects;

    private bool _hasEscapes;

    public JsonToken Token { get; private set; }

    /// <summary>A number's text; a key's or a string's, without the quotes and with its escapes.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Reads a token, a key with its colon; false at the end of the text.</summary>
    public bool Read()
    {
        SkipWhiteSpace();
        bool isObject = (_objects & 1) != 0;
        if (Token is JsonToken.None or JsonToken.Key)
        {
            ReadValue();
        }
        else if (_depth == 0)
        {
            return _position == _json.Length ? false : throw Wrong();
        }
        else if (TryTake(isObject ? '}' : ']'))
        {
            Token = isObject ? JsonToken.EndObject : JsonToken.EndArray;
            _objects >>= 1;
            _depth--;
        }
        else
        {
            if (Token is not (JsonToken.StartObject or JsonToken.StartArray))
            {
                Take(',');
                SkipWhiteSpace();
            }

            if (isObject)
            {
                ReadString(JsonToken.Key);
                SkipWhiteSpace();
                Take(':');
            }
            else
            {
                ReadValue();
            }
        }

        return true;
    }

    /// <summary>Goes to the end of the object or array that has just begun; any other value is over already.</summary>
    public void SkipValue()
    {
        if (Token is JsonToken.StartObject or JsonToken.StartArray)
        {
            for (int outside = _depth - 1; _depth > outside;)
            {
                Read();
            }
        }
    }

    private void ReadValue()
    {
        switch (Next)
        {
            case (byte)'{':
                Open(JsonToken.StartObject);
                break;
            case (byte)'[':
                Open(JsonToken.StartArray);
                break;
            case (byte)'"':
                ReadString(JsonToken.String);
                break;
            case (byte)'t':
                ReadWord("true", JsonToken.True);
                break;
            case (byte)'f':
                ReadWord("false", JsonToken.False);
                break;
            case (byte)'n':
                ReadWord("null", JsonToken.Null);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    private void Open(JsonToken token)
    {
        if (_depth == DeepestLevel)
        {
            throw Wrong();
        }

        _position++;
        _depth++;
        _objects = (_objects << 1) | (token == JsonToken.StartObject ? 1u : 0);
        Token = token;
    }

    private void ReadWord(string word, JsonToken token)
    {
        foreach (char c in word)
        {
            Take(c);
        }

        Token = token;
    }
}
