using System.Runtime.InteropServices;
using System.Text.Json;
using CnnGen.TestKit;

namespace CnnGen.DigitPad.Tests;

/// <summary>Reads a file of F32 tensors without the library, which reads it on the other side.</summary>
internal static class SafetensorsReader
{
    public static Dictionary<string, Tensor> Read(byte[] file)
    {
        int headerLength = (int)BitConverter.ToInt64(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        return header.RootElement.EnumerateObject().ToDictionary(tensor => tensor.Name, tensor =>
        {
            int[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            int[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt32())];
            return new Tensor(shape, MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + headerLength)[offsets[0]..offsets[1]]).ToArray());
        });
    }
}
