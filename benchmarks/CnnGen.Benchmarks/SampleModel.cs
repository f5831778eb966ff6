using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.Networks;

namespace CnnGen.Benchmarks;

/// <summary>The sample's trained LeNet-5 as an ONNX model.</summary>
internal static class SampleModel
{
    public const string Command = "sample-model";

    /// <param name="weights">The sample's safetensors file, of F32.</param>
    /// <param name="model">The ONNX file that is written.</param>
    public static int Write(string weights, string model)
    {
        byte[] file = File.ReadAllBytes(weights);
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using JsonDocument tensors = JsonDocument.Parse(file.AsMemory(sizeof(long), header));
        File.WriteAllBytes(model, LeNet5.Twin().With(Values).ToBytes());
        return 0;

        float[] Values(string key)
        {
            JsonElement offsets = tensors.RootElement.GetProperty(key).GetProperty("data_offsets");
            Span<byte> data = file.AsSpan(sizeof(long) + header)[offsets[0].GetInt32()..offsets[1].GetInt32()];
            return [.. MemoryMarshal.Cast<byte, float>(data)];
        }
    }
}
