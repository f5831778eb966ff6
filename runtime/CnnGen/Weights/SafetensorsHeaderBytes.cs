using System.Buffers.Binary;

namespace CnnGen;

/// <summary>The start of a safetensors file: the length of its header, 8 bytes, and the header.</summary>
internal static class SafetensorsHeaderBytes
{
    // The reference implementation's limit.
    private const int LongestHeader = 100_000_000;

    internal static byte[] Read(Stream stream, string source)
    {
        byte[] start = SafetensorsBytes.ReadUpTo(stream, sizeof(ulong));
        if (start.Length < sizeof(ulong))
        {
            throw new WeightsException(start.Length == 0
                ? $"{source}: the file is empty; a safetensors file begins with 8 bytes for the length of its header."
                : $"{source}: the file is only {start.Length} bytes long; a safetensors file begins with 8 bytes for the length of its header.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > LongestHeader)
        {
            throw new WeightsException($"{source}: the header claims a length of {length} bytes, but at most {LongestHeader} "
                + $"are allowed: {LikelyFormat(start)}.");
        }

        byte[] header = SafetensorsBytes.ReadUpTo(stream, (int)length);
        return header.Length == (int)length
            ? header
            : throw new WeightsException($"{source}: the header claims a length of {length} bytes, but only {header.Length} "
                + "bytes follow: the file is truncated.");
    }

    private static string LikelyFormat(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return "this is a zip archive, such as torch.save or Keras writes, and no safetensors file";
        }

        if (start[1..].StartsWith("HDF"u8))
        {
            return "this is an HDF5 file, such as Keras writes, and no safetensors file";
        }

        return start.StartsWith("version "u8)
            ? "this looks like a Git LFS pointer instead of the file itself ('git lfs pull' fetches it)"
            : "this is no safetensors file, or it is torn";
    }
}
