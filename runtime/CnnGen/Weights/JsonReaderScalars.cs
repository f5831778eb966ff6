using System.Text;

namespace CnnGen;

/// <summary>Keys, strings and numbers, byte by byte.</summary>
internal ref partial struct JsonReader
{
    /// <summary>The byte to read next; 0, which is allowed nowhere, at the end.</summary>
    private readonly byte Next => _position < _json.Length ? _json[_position] : (byte)0;

    /// <summary>The key or string; null if an escape is half of a surrogate pair.</summary>
    public readonly string? GetString()
    {
        string text = Encoding.UTF8.GetString(Value);
        return _hasEscapes ? JsonEscapes.Replace(text) : text;
    }

    /// <summary>The number, if it is a whole one and written so: no sign, fraction or exponent.</summary>
    public readonly bool TryGetWhole(out long number)
    {
        number = 0;
        foreach (byte c in Value)
        {
            if (c is < (byte)'0' or > (byte)'9' || number > (long.MaxValue - (c - '0')) / 10)
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }

    private void ReadNumber()
    {
        int start = _position;
        _ = TryTake('-');
        if (!TryTake('0'))
        {
            SkipDigits();
        }

        if (TryTake('.'))
        {
            SkipDigits();
        }

        if (TryTake('e') || TryTake('E'))
        {
            _ = TryTake('+') || TryTake('-');
            SkipDigits();
        }

        Value = _json[start.._position];
        Token = JsonToken.Number;
    }

    private void ReadString(JsonToken token)
    {
        Take('"');
        int start = _position;
        _hasEscapes = false;
        for (; Next != (byte)'"'; _position++)
        {
            if (Next < (byte)' ')
            {
                throw Wrong();
            }

            if (Next == (byte)'\\')
            {
                _hasEscapes = true;
                _position++;
                SkipEscape();
            }
        }

        Value = _json[start.._position++];
        Token = token;
    }

    private void SkipEscape()
    {
        byte kind = Next;
        if (!"\"\\/bfnrtu"u8.Contains(kind))
        {
            throw Wrong();
        }

        for (int digits = kind == (byte)'u' ? 4 : 0; digits > 0; digits--)
        {
            _position++;
            if (!char.IsAsciiHexDigit((char)Next))
            {
                throw Wrong();
            }
        }
    }

    private void SkipDigits()
    {
        int start = _position;
        while (Next is >= (byte)'0' and <= (byte)'9')
        {
            _position++;
        }

        if (_position == start)
        {
            throw Wrong();
        }
    }

    private void SkipWhiteSpace()
    {
        while (Next is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _position++;
        }
    }

    private bool TryTake(char c)
    {
        bool isNext = Next == c;
        _position += isNext ? 1 : 0;
        return isNext;
    }

    private void Take(char c)
    {
        if (!TryTake(c))
        {
            throw Wrong();
        }
    }

    private readonly FormatException Wrong()
    {
        ReadOnlySpan<byte> before = _json[.._position];
        return new($"the error is in line {before.Count((byte)'\n') + 1}, at byte {_position - before.LastIndexOf((byte)'\n')}.");
    }
}
