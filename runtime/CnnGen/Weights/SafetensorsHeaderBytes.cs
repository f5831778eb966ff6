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
                + $"are allowed: {LikelyFormat([.. start, .. SafetensorsBytes.ReadUpTo(stream, FileKinds.HeadLength - start.Length)])}.");
        }

        byte[] header = SafetensorsBytes.ReadUpTo(stream, (int)length);
        return header.Length == (int)length
            ? header
            : throw new WeightsException($"{source}: the header claims a length of {length} bytes, but only {header.Length} "
                + "bytes follow: the file is truncated.");
    }

    private static string LikelyFormat(ReadOnlySpan<byte> head) => FileKinds.Of(head) switch
    {
        FileKind.Unknown or FileKind.Safetensors => "this is not a safetensors file, or it is corrupt",
        FileKind.GitLfsPointer => $"this is {FileKinds.Name(FileKind.GitLfsPointer)} instead of the file itself ('git lfs pull' fetches it)",
        FileKind kind => $"this is {FileKinds.Name(kind)}, not a safetensors file",
    };
}
