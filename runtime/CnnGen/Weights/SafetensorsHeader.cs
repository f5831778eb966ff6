using System.Text.Unicode;

namespace CnnGen;

/// <summary>Parses the JSON header. Whether the tensors fit together is <see cref="SafetensorsLayout"/>'s question.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";

    internal static List<SafetensorsTensor> Parse(ReadOnlySpan<byte> json, string source)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new WeightsException($"{source}: the header must be a JSON object and begin with '{{', but it "
                + (json.IsEmpty ? "is empty." : $"begins with the byte 0x{json[0]:X2}."));
        }

        if (!Utf8.IsValid(json))
        {
            throw new WeightsException($"{source}: the header is not valid UTF-8.");
        }

        try
        {
            var reader = new JsonReader(json);
            return ReadHeader(ref reader, source);
        }
        catch (FormatException e)
        {
            throw new WeightsException($"{source}: the header is not valid JSON: {e.Message}", e);
        }
    }

    private static List<SafetensorsTensor> ReadHeader(ref JsonReader reader, string source)
    {
        var tensors = new List<SafetensorsTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        reader.Read();
        while (NextKey(ref reader, source) is { } name)
        {
            if (!names.Add(name))
            {
                throw new WeightsException($"{source}: the header names {SafetensorsText.Quote(name)} twice.");
            }

            if (name == MetadataKey)
            {
                CheckMetadata(ref reader, source);
            }
            else
            {
                tensors.Add(ReadTensor(ref reader, name, source));
            }
        }

        // Throws if anything but white space follows the object.
        reader.Read();
        return tensors;
    }

    private static void CheckMetadata(ref JsonReader reader, string source)
    {
        if (reader.Token == JsonToken.Null)
        {
            return;
        }

        if (reader.Token != JsonToken.StartObject)
        {
            throw new WeightsException(
                $"{source}: {MetadataKey} must be an object, but {SafetensorsText.Found(ref reader)} was found.");
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (NextKey(ref reader, source) is { } key)
        {
            if (!keys.Add(key))
            {
                throw new WeightsException($"{source}: {MetadataKey} names {SafetensorsText.Quote(key)} twice.");
            }

            if (reader.Token != JsonToken.String)
            {
                throw new WeightsException($"{source}: {SafetensorsText.Quote(key)} in {MetadataKey} must be a string, "
                    + $"but {SafetensorsText.Found(ref reader)} was found.");
            }
        }
    }

    private static SafetensorsTensor ReadTensor(ref JsonReader reader, string name, string source)
    {
        if (reader.Token != JsonToken.StartObject)
        {
            throw Wrong(source, name,
                $"must be described by an object, but {SafetensorsText.Found(ref reader)} was found.");
        }

        string? dtype = null;
        long[]? shape = null, offsets = null;
        while (NextKey(ref reader, source) is { } key)
        {
            bool twice = false;
            switch (key)
            {
                case "dtype":
                    twice = dtype is not null;
                    dtype = ReadDType(ref reader, name, source);
                    break;
                case "shape":
                    twice = shape is not null;
                    shape = ReadNumbers(ref reader, name, key, source);
                    break;
                case "data_offsets":
                    twice = offsets is not null;
                    offsets = ReadNumbers(ref reader, name, key, source);
                    break;
                default:
                    reader.SkipValue();
                    break;
            }

            if (twice)
            {
                throw Wrong(source, name, $"has '{key}' twice.");
            }
        }

        return SafetensorsLayout.Describe(
            name,
            dtype ?? throw Wrong(source, name, "has no 'dtype'."),
            shape ?? throw Wrong(source, name, "has no 'shape'."),
            offsets ?? throw Wrong(source, name, "has no 'data_offsets'."),
            source);
    }

    private static string ReadDType(ref JsonReader reader, string name, string source) =>
        reader.Token == JsonToken.String
            ? GetString(ref reader, source)
            : throw Wrong(source, name, $"must have a string as 'dtype', but {SafetensorsText.Found(ref reader)} was found.");

    private static long[] ReadNumbers(
        ref JsonReader reader, string name, string key, string source)
    {
        if (reader.Token != JsonToken.StartArray)
        {
            throw Wrong(source, name, $"must have an array as '{key}', but {SafetensorsText.Found(ref reader)} was found.");
        }

        // No list: there is no compiled one of long, and all its methods would be compiled at the start.
        long[] numbers = new long[4];
        int count = 0;
        while (reader.Read() && reader.Token != JsonToken.EndArray)
        {
            if (reader.Token != JsonToken.Number || !reader.TryGetWhole(out long number))
            {
                throw Wrong(source, name, $"must have whole numbers from 0 to {long.MaxValue} in '{key}', "
                    + $"but {SafetensorsText.Found(ref reader)} was found.");
            }

            if (count == numbers.Length)
            {
                Array.Resize(ref numbers, 2 * count);
            }

            numbers[count++] = number;
        }

        Array.Resize(ref numbers, count);
        return numbers;
    }

    /// <summary>Reads a key and moves on to its value; null at the end of the object.</summary>
    private static string? NextKey(ref JsonReader reader, string source)
    {
        if (!reader.Read() || reader.Token == JsonToken.EndObject)
        {
            return null;
        }

        string key = GetString(ref reader, source);
        reader.Read();
        return key;
    }

    private static string GetString(ref JsonReader reader, string source)
        => reader.GetString() ?? throw new WeightsException($"{source}: the header holds a string that is not valid Unicode.");

    private static WeightsException Wrong(string source, string name, string what) =>
        new($"{source}: tensor {SafetensorsText.Quote(name)} {what}");
}
