namespace CnnGen;

/// <summary>Reads from streams whose length may be unknown, never allocating on the word of a header.</summary>
internal static class SafetensorsBytes
{
    private const int FirstChunk = 64 * 1024;

    /// <summary>Reads <paramref name="count"/> bytes, or what there is: the array is shorter if the stream ends.</summary>
    internal static byte[] ReadUpTo(Stream stream, int count)
    {
        byte[] buffer = new byte[(int)Math.Min(count, Math.Max(Remaining(stream), FirstChunk))];
        int length = Fill(stream, buffer);
        while (length == buffer.Length && length < count)
        {
            Array.Resize(ref buffer, (int)Math.Min(count, 2L * length));
            length += Fill(stream, buffer.AsSpan(length));
        }

        Array.Resize(ref buffer, length);
        return buffer;
    }

    /// <summary>Reads past <paramref name="count"/> bytes; the result is smaller if the stream ends first.</summary>
    internal static long SkipUpTo(Stream stream, long count)
    {
        byte[] buffer = new byte[(int)Math.Min(count, FirstChunk)];
        long skipped = 0;
        while (skipped < count)
        {
            int wanted = (int)Math.Min(count - skipped, buffer.Length);
            int length = Fill(stream, buffer.AsSpan(0, wanted));
            skipped += length;
            if (length < wanted)
            {
                break;
            }
        }

        return skipped;
    }

    private static int Fill(Stream stream, Span<byte> buffer) =>
        stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

    private static long Remaining(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : 0;
}
