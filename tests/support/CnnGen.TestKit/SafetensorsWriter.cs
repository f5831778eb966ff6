using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CnnGen.TestKit;

/// <summary>Writes safetensors files: eight bytes of header length, the header as JSON, the tensors one behind the other.</summary>
public static class SafetensorsWriter
{
    /// <param name="type">F32, F16, BF16 or F64; I64 too, to see it refused.</param>
    public static byte[] ToBytes(IEnumerable<KeyValuePair<string, Tensor>> tensors, string type = "F32")
    {
        Dictionary<string, object> header = [];
        using MemoryStream data = new();
        foreach ((string key, Tensor tensor) in tensors)
        {
            long begin = data.Length;
            foreach (float value in tensor.Values)
            {
                data.Write(Encode(value, type));
            }

            header[key] = new { dtype = type, shape = tensor.Shape, data_offsets = new[] { begin, data.Length } };
        }

        return Assemble(JsonSerializer.Serialize(header), data.ToArray());
    }

    public static MemoryStream ToStream(IEnumerable<KeyValuePair<string, Tensor>> tensors, string type = "F32") =>
        new(ToBytes(tensors, type), writable: false);

    private static byte[] Assemble(string json, byte[] data)
    {
        // Spaces behind the header align the tensors, as Hugging Face's own writer does.
        byte[] header = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        byte[] file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        data.CopyTo(file, 8 + header.Length);
        return file;
    }

    private static byte[] Encode(float value, string type) => type switch
    {
        "F32" => BitConverter.GetBytes(value),
        "F64" => BitConverter.GetBytes((double)value),
        "F16" => BitConverter.GetBytes((Half)value),
        "BF16" => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)),
        "I64" => BitConverter.GetBytes((long)value),
        _ => throw new ArgumentException($"Cannot write '{type}'.", nameof(type)),
    };
}
