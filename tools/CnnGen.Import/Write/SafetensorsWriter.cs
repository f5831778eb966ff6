using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CnnGen.Import.Write;

/// <summary>Writes safetensors files: the header's length in eight bytes, the header as JSON, the tensors one behind the other.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes tensors of floats under their keys, in the order given.</summary>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, ImportedTensor>> tensors)
    {
        KeyValuePair<string, ImportedTensor>[] all = [.. tensors];
        byte[] header = Header(all);
        byte[] length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, ImportedTensor tensor) in all)
        {
            WriteFloats(stream, tensor.Values);
        }
    }

    private static byte[] Header(KeyValuePair<string, ImportedTensor>[] tensors)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            long offset = 0;
            foreach ((string key, ImportedTensor tensor) in tensors)
            {
                writer.WriteStartObject(key);
                writer.WriteString("dtype", "F32");
                writer.WriteStartArray("shape");
                foreach (int side in tensor.Shape)
                {
                    writer.WriteNumberValue(side);
                }

                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += sizeof(float) * (long)tensor.Values.Length);
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

    private static void WriteFloats(Stream stream, float[] values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(values));
            return;
        }

        byte[] bytes = new byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
