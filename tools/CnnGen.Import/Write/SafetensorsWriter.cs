using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CnnGen.Import.Write;

/// <summary>Writes safetensors files: the header's length in eight bytes, the header as JSON, then the tensors, one after another.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes tensors of floats under their keys, in the order given.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, ImportedTensor>> tensors)
        => Write(stream, [.. tensors.Select(tensor => (tensor.Key, tensor.Value.Shape, (Array)tensor.Value.Values))]);

    /// <summary>Writes tensors of <see cref="float"/> (F32) or <see cref="int"/> (I32).</summary>
    internal static void Write(Stream stream, IReadOnlyList<(string Key, int[] Shape, Array Values)> tensors)
    {
        byte[] header = Header(tensors);
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, _, Array values) in tensors)
        {
            WriteWords(stream, Words(values));
        }
    }

    /// <summary>The elements' bits.</summary>
    private static ReadOnlySpan<int> Words(Array values) => values switch
    {
        float[] floats => MemoryMarshal.Cast<float, int>(floats),
        int[] integers => integers,
        _ => throw new ArgumentException($"{values.GetType()} cannot be written.", nameof(values)),
    };

    private static byte[] Header(IEnumerable<(string Key, int[] Shape, Array Values)> tensors)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            long offset = 0;
            foreach ((string key, int[] shape, Array values) in tensors)
            {
                writer.WriteStartObject(key);
                writer.WriteString("dtype", values is float[] ? "F32" : SafetensorsDType.Int32);
                writer.WriteStartArray("shape");
                foreach (int side in shape)
                {
                    writer.WriteNumberValue(side);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += sizeof(int) * (long)values.Length);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        // Spaces behind the header align the tensors, as Hugging Face's own writer does.
        while (json.Length % 8 != 0)
        {
            json.WriteByte((byte)' ');
        }

        return json.ToArray();
    }

    private static void WriteWords(Stream stream, ReadOnlySpan<int> words)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(words));
            return;
        }

        byte[] bytes = new byte[sizeof(int)];
        foreach (int word in words)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, word);
            stream.Write(bytes);
        }
    }
}
